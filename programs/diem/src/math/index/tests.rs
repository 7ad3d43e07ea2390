//! An index against unbounded integers over random histories. `weights` holds stake that is partly locked.

mod golden;
mod weights;

use super::Index;
use crate::math::testing::Seeded;
use crate::math::Q64;
use num_bigint::BigUint;
use proptest::prelude::*;

fn index_at(bits: u128) -> Index {
    Index { per_share: Q64::from_bits(bits), carry: 0 }
}

fn units(amount: u64) -> BigUint {
    BigUint::from(amount) << 64
}

#[derive(Default)]
struct Holder {
    shares: u64,
    checkpoint: Q64,
    /// The same checkpoint on the model's index.
    seen: BigUint,
    /// Units of 2^-64 that rounding down has left in the vault.
    left: BigUint,
    paid: u64,
}

/// An [`Index`] beside a model of it that never wraps and starts at zero.
struct History {
    index: Index,
    per_share: BigUint,
    carry: BigUint,
    holders: Vec<Holder>,
    spent: BigUint,
}

impl History {
    fn starting_at(bits: u128) -> Self {
        let index = index_at(bits);
        let holder = || Holder { checkpoint: index.per_share, ..Holder::default() };
        let holders = (0..5).map(|_| holder()).collect();
        let [per_share, carry, spent] = Default::default();
        Self { index, per_share, carry, holders, spent }
    }

    fn settle(&mut self, holder: usize, new_shares: u64) {
        let holder = &mut self.holders[holder];
        let earned = self.index.earned_floor(holder.checkpoint, holder.shares).unwrap();
        let exact = (&self.per_share - &holder.seen) * holder.shares;
        assert_eq!(BigUint::from(earned), &exact >> 64);
        holder.left += exact - units(earned);
        holder.paid += earned;
        holder.checkpoint = self.index.per_share;
        holder.seen = self.per_share.clone();
        holder.shares = new_shares;
    }

    fn spread(&mut self, amount: u64) {
        let total: u64 = self.holders.iter().map(|holder| holder.shares).sum();
        let before = self.index.per_share.bits();
        let spread = self.index.spread(amount, total);
        assert_eq!(spread.is_some(), total > 0);
        if total == 0 {
            return;
        }
        let numerator = units(amount) + &self.carry;
        let growth = self.index.per_share.bits().wrapping_sub(before);
        assert_eq!(BigUint::from(growth), &numerator / total);
        self.carry = &numerator % total;
        assert_eq!(BigUint::from(self.index.carry), self.carry);
        self.per_share += numerator / total;
        self.spent += units(amount);
    }

    /// What came in is paid out, still owed, lost to rounding or in the carry, to the last fraction.
    fn assert_conserved(&self) {
        let held = |holder: &Holder| {
            units(holder.paid) + &holder.left + (&self.per_share - &holder.seen) * holder.shares
        };
        let accounted = self.holders.iter().map(held).sum::<BigUint>() + &self.carry;
        assert_eq!(accounted, self.spent);
    }
}

#[test]
fn histories_conserve_every_fraction() {
    let mut rng = Seeded(4);
    for start in [0, u128::MAX, u128::MAX - 1_000, u128::MAX << 64, 1 << 127].repeat(20) {
        let mut history = History::starting_at(start);
        let largest = rng.one_of(&[1, 1_000, 1 << 40, 1 << 61]);
        for _ in 0..60 {
            let shares = rng.one_of(&[0, 1, largest]).min(rng.any_size(0, largest));
            history.settle(rng.between(0, 4) as usize, shares);
            history.spread(rng.any_size(0, 1 << 57));
            history.assert_conserved();
        }
        (0..5).for_each(|holder| history.settle(holder, 0));
        history.assert_conserved();
    }
}

#[test]
fn one_share_earns_the_largest_amount_across_the_wrap() {
    for start in [0, 1, u128::MAX, u128::MAX - 5] {
        let mut index = index_at(start);
        let before = index.per_share;
        assert_eq!(index.spread(u64::MAX, 1), Some(()));
        assert_eq!(index.per_share.bits().wrapping_sub(start), u128::from(u64::MAX) << 64);
        assert_eq!(index.earned_floor(before, 1), Some(u64::MAX));
        assert_eq!(index.earned_floor(before, 2), None);
        assert_eq!(index.carry, 0);
    }
}

#[test]
fn a_carry_above_the_next_total_is_not_lost() {
    let mut index = Index { carry: u64::MAX, ..index_at(0) };
    assert_eq!(index.spread(u64::MAX, 1), Some(()));
    assert_eq!(index, index_at(u128::MAX));
}

#[test]
fn no_share_earns_nothing_and_takes_nothing() {
    let mut index = Index { carry: 7, ..index_at(9) };
    assert_eq!(index.spread(5, 0), None);
    assert_eq!(index, Index { carry: 7, ..index_at(9) });
    assert_eq!(index.earned_floor(Q64::from_bits(3), 0), Some(0));
}

proptest! {
    #[test]
    fn settling_often_never_earns_more(
        start: u128,
        shares in 1u64..1 << 40,
        others in 0u64..1 << 40,
        amounts in prop::collection::vec(0u64..1 << 50, 1..30),
    ) {
        let mut index = index_at(start);
        let first = index.per_share;
        let (mut checkpoint, mut often) = (first, 0);
        for amount in &amounts {
            index.spread(*amount, shares + others).unwrap();
            often += index.earned_floor(checkpoint, shares).unwrap();
            checkpoint = index.per_share;
        }
        let once = index.earned_floor(first, shares).unwrap();
        prop_assert!(often <= once);
        // each settlement rounds away less than one unit
        prop_assert!(once - often < amounts.len() as u64);
    }

    #[test]
    fn no_input_panics(start: u128, carry: u64, amount: u64, total: u64, checkpoint: u128, shares: u64) {
        let mut index = Index { carry, ..index_at(start) };
        prop_assert_eq!(index.spread(amount, total).is_some(), total > 0);
        let growth = index.per_share.bits().wrapping_sub(checkpoint);
        let exact = (BigUint::from(growth) * shares) >> 64;
        prop_assert_eq!(index.earned_floor(Q64::from_bits(checkpoint), shares), u64::try_from(exact).ok());
    }
}
