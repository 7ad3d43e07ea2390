//! Bond limits at their edges, and cooling bond against exact fractions over random histories.

use super::{bond_required_ceil, slash_cap_floor, CoolingBond};
use crate::constants::{CREDIT_UNIT, MAX_SLASH_BPS};
use crate::math::testing::Seeded;
use num_bigint::BigUint;
use proptest::prelude::*;

#[test]
fn the_bond_that_capacity_needs_is_rounded_up() {
    assert_eq!(bond_required_ceil(3 * CREDIT_UNIT, 500), Some(1_500));
    assert_eq!((bond_required_ceil(1, 1), bond_required_ceil(CREDIT_UNIT + 1, 1)), (Some(1), Some(2)));
    assert_eq!((bond_required_ceil(0, u64::MAX), bond_required_ceil(u64::MAX, 0)), (Some(0), Some(0)));
    assert_eq!(bond_required_ceil(u64::MAX, CREDIT_UNIT), Some(u64::MAX));
    assert_eq!(bond_required_ceil(u64::MAX, CREDIT_UNIT + 1), None);
}

#[test]
fn the_slash_cap_is_rounded_down() {
    assert_eq!((slash_cap_floor(3, MAX_SLASH_BPS), slash_cap_floor(1, MAX_SLASH_BPS)), (Some(1), Some(0)));
    assert_eq!(slash_cap_floor(u64::MAX, 10_000), Some(u64::MAX));
    assert_eq!(slash_cap_floor(u64::MAX, 10_001), None);
}

#[test]
fn without_a_slash_a_share_is_a_base_unit() {
    let mut bond = CoolingBond::default();
    assert_eq!([5, 7, 0].map(|amount| bond.join(amount)), [5, 7, 0].map(Some));
    assert_eq!(bond, CoolingBond { amount: 12, shares: 12 });
    assert_eq!((bond.leave(5), bond.leave(7)), (Some(5), Some(7)));
    assert_eq!(bond, CoolingBond::default());
    assert_eq!(bond.leave(0), Some(0));
}

#[test]
fn a_slash_reaches_every_ticket_and_none_that_comes_later() {
    let mut bond = CoolingBond::default();
    let tickets = [600, 400].map(|amount| bond.join(amount).unwrap());
    assert_eq!(bond.slash(500), Some(()));
    let later = bond.join(100).unwrap();
    assert_eq!(later, 200);
    assert_eq!(tickets.map(|shares| bond.leave(shares)), [Some(300), Some(200)]);
    assert_eq!((bond.leave(later), bond), (Some(100), CoolingBond::default()));
}

#[test]
fn the_last_ticket_takes_what_rounding_left() {
    let mut bond = CoolingBond { amount: 5, shares: 9 };
    assert_eq!([3, 3, 3].map(|shares| bond.leave(shares)), [1, 2, 2].map(Some));
    assert_eq!(bond, CoolingBond::default());
}

#[test]
fn worthless_shares_leave_with_nothing_and_let_nobody_in() {
    let mut bond = CoolingBond { amount: 8, shares: 8 };
    assert_eq!((bond.slash(8), bond.join(1), bond.leave(5)), (Some(()), None, Some(0)));
    assert_eq!((bond.leave(3), bond.join(1)), (Some(0), Some(1)));
}

#[test]
fn a_refusal_changes_nothing() {
    let start = CoolingBond { amount: 10, shares: 20 };
    let mut bond = start;
    assert_eq!((bond.slash(11), bond.leave(21), bond.join(u64::MAX - 9)), (None, None, None));
    assert_eq!(bond.join(u64::MAX / 2), None, "the shares pass 64 bits");
    assert_eq!(bond, start);
    // a state that no history reaches: a share worth more than a base unit
    let mut dear = CoolingBond { amount: 20, shares: 10 };
    assert_eq!((dear.join(1), dear.join(2)), (None, Some(1)));
}

/// A ticket beside what it is entitled to if nothing were ever rounded: a fraction, with the denominator of
/// its history.
struct Ticket {
    shares: u64,
    entitled: BigUint,
}

/// A [`CoolingBond`] beside exact fractions over one common denominator.
#[derive(Default)]
struct History {
    bond: CoolingBond,
    tickets: Vec<Ticket>,
    denominator: BigUint,
    /// Tickets that joined or left: each rounds by less than one base unit.
    rounded: u64,
    came_in: u128,
    slashed: u128,
    paid: u128,
}

impl History {
    fn new() -> Self {
        Self { denominator: BigUint::from(1u32), ..Self::default() }
    }

    fn join(&mut self, amount: u64) {
        if let Some(shares) = self.bond.join(amount) {
            assert!(shares >= amount);
            self.tickets.push(Ticket { shares, entitled: &self.denominator * amount });
            self.came_in += u128::from(amount);
            self.rounded += 1;
        }
    }

    fn leave(&mut self, ticket: usize) {
        let ticket = self.tickets.swap_remove(ticket);
        let paid = self.bond.leave(ticket.shares).unwrap();
        let exact = BigUint::from(paid) * &self.denominator;
        // its own two roundings may cost it less than two base units; others' roundings may leave it one each
        assert!(exact <= &ticket.entitled + &self.denominator * self.rounded);
        assert!(ticket.entitled < exact + &self.denominator * 2u32 || self.tickets.is_empty());
        self.paid += u128::from(paid);
        self.rounded += 1;
    }

    fn slash(&mut self, amount: u64) {
        let before = self.bond.amount;
        self.bond.slash(amount).unwrap();
        if before > 0 {
            self.denominator *= before;
            self.tickets.iter_mut().for_each(|ticket| ticket.entitled *= self.bond.amount);
        }
        self.slashed += u128::from(amount);
    }

    fn assert_conserved(&self) {
        assert!(self.bond.amount <= self.bond.shares, "a share is worth more than a base unit");
        assert_eq!(u128::from(self.bond.amount), self.came_in - self.slashed - self.paid);
        assert_eq!(self.bond.shares, self.tickets.iter().map(|ticket| ticket.shares).sum::<u64>());
    }
}

#[test]
fn histories_give_everyone_a_fair_part_and_the_last_one_the_rest() {
    let mut rng = Seeded(11);
    for largest in [1, 3, 1_000, 1 << 40, 1 << 56].repeat(60) {
        let mut history = History::new();
        for _ in 0..60 {
            match rng.between(0, 9) {
                0..=4 => history.join(rng.any_size(0, largest)),
                5..=7 if !history.tickets.is_empty() => {
                    history.leave(rng.between(0, history.tickets.len() as u64 - 1) as usize);
                }
                _ => {
                    let half = history.bond.amount >> 1;
                    history.slash(rng.one_of(&[0, 1, half]).min(half));
                }
            }
            history.assert_conserved();
        }
        while !history.tickets.is_empty() {
            history.leave(0);
            history.assert_conserved();
        }
        assert_eq!(history.bond, CoolingBond::default());
        assert_eq!(history.paid, history.came_in - history.slashed);
    }
}

proptest! {
    #[test]
    fn joining_and_leaving_gains_nothing(amount in 1u64..1 << 60, extra in 0u64..1 << 60, joined in 1u64..1 << 40) {
        let start = CoolingBond { amount, shares: amount + extra };
        let mut bond = start;
        if let Some(shares) = bond.join(joined) {
            let paid = bond.leave(shares).unwrap();
            prop_assert!(paid <= joined && joined - paid <= 1);
            prop_assert_eq!(bond.shares, start.shares);
            prop_assert!(bond.amount >= start.amount);
        }
    }

    #[test]
    fn limits_are_exact(base: u64, rate: u64, bps: u16) {
        let required = (u128::from(base) * u128::from(rate)).div_ceil(u128::from(CREDIT_UNIT));
        prop_assert_eq!(bond_required_ceil(base, rate), u64::try_from(required).ok());
        let cap = u128::from(base) * u128::from(bps) / 10_000;
        prop_assert_eq!(slash_cap_floor(base, bps), u64::try_from(cap).ok());
    }

    #[test]
    fn no_input_panics(amount: u64, shares: u64, moved: u64) {
        let start = CoolingBond { amount, shares };
        let steps = [CoolingBond::join, CoolingBond::leave, |bond: &mut CoolingBond, by| bond.slash(by).map(|()| by)];
        for step in steps {
            let mut bond = start;
            if step(&mut bond, moved).is_none() {
                prop_assert_eq!(bond, start);
            }
        }
    }
}
