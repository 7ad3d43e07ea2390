//! Bond limits and cooling bond at their edges. `histories` compares cooling bond with exact fractions.

mod golden;
mod histories;

use super::{bond_required_ceil, slash_cap_floor, CoolingBond};
use crate::constants::{CREDIT_UNIT, MAX_SLASH_BPS};
use crate::math::Units;
use proptest::prelude::*;

/// Cooling bond in era 0.
fn cooling(amount: u64, shares: u64, tickets: u32) -> CoolingBond {
    CoolingBond { amount, shares: Units { total: shares, era: 0 }, tickets, padding: [0; 4] }
}

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
    assert_eq!([5, 7, 1].map(|amount| bond.join(amount)), [5, 7, 1].map(Some));
    assert_eq!(bond, cooling(13, 13, 3));
    assert_eq!([5, 7, 1].map(|shares| bond.leave(shares, 0)), [5, 7, 1].map(Some));
    assert_eq!(bond, CoolingBond::default());
    assert_eq!((bond.leave(0, 0), bond), (None, CoolingBond::default()), "no ticket is left");
}

#[test]
fn a_slash_reaches_every_ticket_and_none_that_comes_later() {
    let mut bond = CoolingBond::default();
    let tickets = [600, 400].map(|amount| bond.join(amount).unwrap());
    assert_eq!(bond.slash(400), Some(()));
    let later = bond.join(60).unwrap();
    assert_eq!(later, 100);
    assert_eq!(tickets.map(|shares| bond.leave(shares, 0)), [Some(360), Some(240)]);
    assert_eq!((bond.leave(later, 0), bond), (Some(60), CoolingBond::default()));
}

#[test]
fn a_slash_of_half_begins_an_era() {
    let mut bond = CoolingBond::default();
    let tickets = [600, 401].map(|amount| bond.join(amount).unwrap());
    assert_eq!(bond.slash(501), Some(()));
    assert_eq!(bond, cooling(500, 1_001, 2), "not before the next ticket");
    let later = bond.join(100).unwrap();
    assert_eq!((later, bond.shares), (100, Units { total: 600, era: 1 }));
    assert_eq!(tickets.map(|shares| bond.leave(shares, 0)), [Some(300), Some(200)]);
    assert_eq!((bond.leave(later, 1), bond.amount, bond.shares), (Some(100), 0, Units { total: 0, era: 1 }));
}

#[test]
fn a_leave_begins_an_era_too() {
    let mut bond = cooling(10, 100, 2);
    assert_eq!(bond.leave(50, 0), Some(5), "6 of 12 shares");
    assert_eq!((bond.shares, bond.tickets), (Units { total: 6, era: 3 }, 1));
    assert_eq!((bond.leave(50, 0), bond.amount), (Some(5), 0));
}

#[test]
fn the_last_ticket_takes_what_rounding_left() {
    let mut bond = cooling(5, 9, 3);
    assert_eq!([3, 3, 3].map(|shares| bond.leave(shares, 0)), [1, 2, 2].map(Some));
    assert_eq!(bond, CoolingBond::default());
    // at any value of its shares
    assert_eq!(cooling(5, 9, 1).leave(0, 0), Some(5));
}

#[test]
fn worthless_shares_leave_with_nothing_and_let_others_in() {
    let mut bond = cooling(8, 8, 2);
    assert_eq!(bond.slash(8), Some(()));
    assert_eq!(bond.join(5), Some(5), "one for one, in a new era");
    assert_eq!((bond.amount, bond.shares, bond.tickets), (5, Units { total: 5, era: 64 }, 3));
    assert_eq!([4, 4].map(|shares| bond.leave(shares, 0)), [Some(0), Some(0)]);
    assert_eq!((bond.leave(5, 64), bond.amount, bond.tickets), (Some(5), 0, 0));
    assert_eq!(bond.join(1), Some(1));
}

#[test]
fn tickets_of_nothing_can_leave() {
    let mut bond = cooling(8, 8, 2);
    bond.slash(8).unwrap();
    assert_eq!((bond.leave(5, 0), bond.leave(3, 0), bond.tickets), (Some(0), Some(0), 0));
}

#[test]
fn a_refusal_changes_nothing() {
    let start = cooling(10, 19, 2);
    let mut bond = start;
    assert_eq!((bond.slash(11), bond.leave(20, 0), bond.join(u64::MAX - 9)), (None, None, None));
    assert_eq!(bond.join(u64::MAX - 10), None, "the shares pass 64 bits");
    assert_eq!(bond, start);
    let mut full = cooling(10, 10, u32::MAX);
    assert_eq!((full.join(1), full), (None, cooling(10, 10, u32::MAX)));
}

/// As many slashes as an owner of the market may order, each of half of what is left: the next ticket still gets in, and
/// what it gets out is its own.
#[test]
fn many_slashes_then_a_join_works() {
    let mut bond = CoolingBond::default();
    let first = bond.join(1 << 40).unwrap();
    for round in 1..=1_000 {
        for _ in 0..64 {
            bond.slash(slash_cap_floor(bond.amount, MAX_SLASH_BPS).unwrap()).unwrap();
        }
        let shares = bond.join(1 << 40).unwrap();
        let era = bond.shares.era;
        assert!(u128::from(bond.shares.total) < 2 * u128::from(bond.amount), "{round}");
        let paid = bond.leave(shares, era).unwrap();
        assert!(paid <= 1 << 40 && (1 << 40) - paid <= 1, "{round}: {paid}");
    }
    // the ticket that was slashed to one base unit, and the rounding remainders of the others
    assert!((1..=1_000).contains(&bond.leave(first, 0).unwrap()));
    assert_eq!((bond.amount, bond.tickets, bond.shares.total), (0, 0, 0));
}

proptest! {
    #[test]
    fn joining_and_leaving_gains_nothing(
        amount in 1u64..1 << 60,
        extra in 0u64..1 << 62,
        joined in 1u64..1 << 40,
        tickets in 1u32..100,
    ) {
        let start = cooling(amount, amount + extra, tickets);
        let mut bond = start;
        let shares = bond.join(joined).unwrap();
        let era = bond.shares.era;
        prop_assert!(shares >= joined, "a share is worth a base unit at most");
        let paid = bond.leave(shares, era).unwrap();
        prop_assert!(paid <= joined && joined - paid <= 1);
        prop_assert!(bond.amount >= start.amount && bond.amount <= bond.shares.total);
        prop_assert_eq!(bond.tickets, tickets);
    }

    #[test]
    fn limits_are_exact(base: u64, rate: u64, bps: u16) {
        let required = (u128::from(base) * u128::from(rate)).div_ceil(u128::from(CREDIT_UNIT));
        prop_assert_eq!(bond_required_ceil(base, rate), u64::try_from(required).ok());
        let cap = u128::from(base) * u128::from(bps) / 10_000;
        prop_assert_eq!(slash_cap_floor(base, bps), u64::try_from(cap).ok());
    }

    #[test]
    fn no_input_panics(amounts: (u64, u64), eras: (u64, u64), tickets: u32, moved: u64) {
        for tickets in [tickets, tickets & 3] {
            let shares = Units { total: amounts.1, era: eras.0 };
            let start = CoolingBond { amount: amounts.0, shares, tickets, padding: [0; 4] };
            let steps = [
                |bond: &mut CoolingBond, by, _| bond.join(by),
                |bond: &mut CoolingBond, by, era| bond.leave(by, era),
                |bond: &mut CoolingBond, by, _| bond.slash(by).map(|()| by),
            ];
            for step in steps {
                let mut bond = start;
                if step(&mut bond, moved, eras.1).is_none() {
                    prop_assert_eq!(bond, start);
                }
            }
        }
    }
}
