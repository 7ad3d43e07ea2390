//! Units against big integers, and eras at their edges. `histories` holds runs of mints, burns and losses.

mod histories;

use super::Units;
use crate::math::product;
use num_bigint::BigUint;
use proptest::prelude::*;

fn units(total: u64, era: u64) -> Units {
    Units { total, era }
}

fn renewed(start: Units, amount: u64) -> Units {
    let mut units = start;
    units.renew(amount);
    units
}

/// Every power of two as likely as the next.
fn any_size() -> impl Strategy<Value = u64> {
    prop_oneof![4 => (0u32..64, any::<u64>()).prop_map(|(shift, word)| word >> shift), 1 => Just(u64::MAX)]
}

/// Units as a renewal leaves them beside their amount: `amount <= total < 2 * amount`.
fn any_renewed() -> impl Strategy<Value = (Units, u64)> {
    (1u64..1 << 62, any::<u64>(), 0u64..1 << 40).prop_map(|(amount, above, era)| {
        let shift = above % 62;
        let amount = (amount >> shift).max(1);
        (units(amount + above % amount, era), amount)
    })
}

#[test]
fn an_era_begins_where_half_of_the_units_are_left() {
    assert_eq!(renewed(units(19, 5), 10), units(19, 5));
    assert_eq!(renewed(units(20, 5), 10), units(10, 6));
    assert_eq!(renewed(units(21, 5), 10), units(10, 6));
    assert_eq!(renewed(units(39, 5), 10), units(19, 6));
    assert_eq!(renewed(units(40, 5), 10), units(10, 7));
    assert_eq!(renewed(units(7, 5), 10), units(7, 5), "fewer units than the amount stay");
}

#[test]
fn without_an_amount_no_unit_is_left() {
    assert_eq!(renewed(units(1, 5), 0), units(0, 69));
    assert_eq!(renewed(units(u64::MAX, 0), 0), units(0, 64));
    assert_eq!(renewed(units(0, 5), 0), units(0, 5), "nothing to take is no era");
    assert_eq!(renewed(units(0, 5), 10), units(0, 5));
}

#[test]
fn the_most_eras_of_one_amount_are_63() {
    assert_eq!(renewed(units(u64::MAX, 0), 1), units(1, 63));
    assert_eq!(renewed(units(1 << 63, 0), 1), units(1, 63));
    assert_eq!(renewed(units(u64::MAX, 0), u64::MAX), units(u64::MAX, 0));
    assert_eq!(renewed(units(u64::MAX, 0), 1 << 63), units(u64::MAX, 0));
    assert_eq!(renewed(units(u64::MAX, 0), (1 << 63) - 1), units((1 << 63) - 1, 1));
}

#[test]
fn a_claim_lasts_64_eras() {
    let at = |era| units(0, era).at(u64::MAX, 10);
    assert_eq!([10, 11, 72, 73, 74, 75].map(at), [u64::MAX, u64::MAX >> 1, 3, 1, 0, 0]);
    assert_eq!([u64::from(u32::MAX) + 10, u64::from(u32::MAX) + 11, u64::MAX].map(at), [0; 3]);
    assert_eq!((units(0, 64).at(1 << 63, 0), units(0, 63).at(1 << 63, 0)), (0, 1));
}

#[test]
fn a_full_count_of_eras_stops_nothing() {
    assert_eq!(renewed(units(40, u64::MAX - 1), 10), units(10, u64::MAX));
    assert_eq!(renewed(units(40, u64::MAX - 5), 0), units(0, u64::MAX));
    assert_eq!(units(0, 3).at(9, 4), 9, "an era that has not begun takes nothing");
}

#[test]
fn units_are_rounded_against_the_claim() {
    let debt = units(15, 0);
    assert_eq!((debt.of_ceil(1, 10), debt.of_floor(1, 10)), (Some(2), Some(1)));
    assert_eq!((debt.of_ceil(2, 10), debt.of_floor(2, 10)), (Some(3), Some(3)));
    assert_eq!((debt.worth_ceil(1, 10), debt.worth_floor(1, 10)), (Some(1), Some(0)));
    assert_eq!((debt.worth_ceil(15, 10), debt.worth_floor(15, 10)), (Some(10), Some(10)));
}

#[test]
fn the_first_units_are_one_for_one() {
    let none = units(0, 7);
    assert_eq!(
        (none.of_ceil(5, 0), none.of_ceil(5, 3), none.of_ceil(u64::MAX, 0)),
        (Some(5), Some(5), Some(u64::MAX))
    );
    assert_eq!((none.worth_ceil(0, 0), none.worth_floor(0, 9)), (Some(0), Some(0)));
    assert_eq!((none.worth_ceil(1, 5), none.worth_floor(1, 5)), (None, None), "units that nobody counted");
}

#[test]
fn parts_of_nothing_are_refused() {
    let some = units(5, 0);
    assert_eq!((some.of_ceil(1, 0), some.of_floor(1, 0)), (None, None));
    assert_eq!((some.worth_ceil(1, 0), some.worth_floor(1, 0)), (Some(0), Some(0)));
}

/// `whole * fraction / 2^64`.
fn part(whole: u64, fraction: u64) -> u64 {
    (product(whole, fraction) >> 64) as u64
}

/// The bill of `claim` in units.
fn bill(units: Units, claim: u64, amount: u64) -> u64 {
    units.worth_ceil(claim, amount).unwrap()
}

proptest! {
    #[test]
    fn a_renewal_leaves_less_than_twice_the_amount(
        (total, amount) in (any_size(), any_size()),
        era in 0u64..1 << 62,
    ) {
        let start = units(total, era);
        let after = renewed(start, amount);
        prop_assert_eq!(renewed(after, amount), after, "a second renewal");
        if amount == 0 {
            prop_assert_eq!(after, units(0, if total == 0 { era } else { era + 64 }));
        } else {
            prop_assert!(u128::from(after.total) < 2 * u128::from(amount));
            prop_assert_eq!(after.total, total >> (after.era - era));
            // no era more than that takes
            prop_assert!(after.era == era || after.total >= amount);
        }
    }

    #[test]
    fn claims_never_pass_the_total(
        claims in prop::collection::vec(any_size().prop_map(|claim| claim >> 4), 1..16),
        extra in 0u64..16,
        amounts in prop::collection::vec(any_size(), 1..6),
    ) {
        let mut all = units(claims.iter().sum::<u64>().saturating_add(extra), 9);
        for amount in amounts {
            all.renew(amount);
            let left: u64 = claims.iter().map(|claim| all.at(*claim, 9)).sum();
            prop_assert!(left <= all.total);
            let lost = claims.len() as u64;
            prop_assert!(all.total - left <= extra + lost, "a claim loses less than a unit");
        }
    }

    #[test]
    fn shifts_in_steps_are_one_shift(
        claim: u64,
        (first, second) in (0u64..70, 0u64..70),
        start in 0u64..1 << 40,
    ) {
        let between = units(0, start + first);
        let last = units(0, start + first + second);
        let exact = BigUint::from(claim) >> (first + second);
        prop_assert_eq!(BigUint::from(last.at(claim, start)), exact);
        prop_assert_eq!(last.at(between.at(claim, start), between.era), last.at(claim, start));
    }

    #[test]
    fn parts_are_exact(total in any_size(), part in any_size(), whole in any_size()) {
        let all = units(total, 0);
        let fits = |exact: Option<BigUint>| exact.and_then(|exact| u64::try_from(exact).ok());
        let floor = |product: BigUint, by: u64| (by > 0).then(|| product / by);
        let ceil = |product: BigUint, by: u64| (by > 0).then(|| (product + (by - 1)) / by);
        let (counted, worth) = (BigUint::from(part) * total, BigUint::from(part) * whole);
        prop_assert_eq!(all.of_floor(part, whole), fits(floor(counted.clone(), whole)));
        let first = if total == 0 { Some(part) } else { fits(ceil(counted, whole)) };
        prop_assert_eq!(all.of_ceil(part, whole), first);
        if part > 0 {
            prop_assert_eq!(all.worth_floor(part, whole), fits(floor(worth.clone(), total)));
            prop_assert_eq!(all.worth_ceil(part, whole), fits(ceil(worth, total)));
        }
    }

    /// A mint is billed at what it is, or one base unit more, and nobody else's bill changes upwards.
    #[test]
    fn a_mint_owes_at_least_what_it_mints(
        (start, amount) in any_renewed(),
        minted in 1u64..1 << 61,
        shift in 0u32..61,
        other: u64,
    ) {
        let minted = (minted >> shift).max(1);
        let new = start.of_ceil(minted, amount).unwrap();
        let after = units(start.total + new, start.era);
        let (supply, owed) = (amount + minted, bill(after, new, amount + minted));
        prop_assert!((minted..=minted + 1).contains(&owed), "{owed}");
        prop_assert!(supply <= after.total && u128::from(after.total) < 2 * u128::from(supply));
        let other = part(start.total, other);
        prop_assert!(bill(after, other, supply) <= bill(start, other, amount));
        // a mint and a burn of it at once have no cost for anyone
        let cleared = after.of_floor(owed, supply).unwrap().min(new);
        prop_assert_eq!(cleared, new);
        let gone = units(after.total - cleared, after.era);
        prop_assert!(bill(gone, other, supply - owed) <= bill(start, other, amount));
    }

    /// What a part of a bill clears is worth no more than what was burnt.
    #[test]
    fn a_burn_clears_at_most_what_it_burns(
        (start, supply) in any_renewed(),
        (claim, other) in (any::<u64>(), any::<u64>()),
        (most, shift) in (any::<u64>(), 0u32..64),
    ) {
        let claim = part(start.total, claim);
        let other = part(start.total - claim, other);
        let before = bill(start, claim, supply);
        let burnt = before.min(most >> shift);
        let cleared = start.of_floor(burnt, supply).unwrap().min(claim);
        let (after, left) = (units(start.total - cleared, start.era), supply - burnt);
        prop_assert_eq!(cleared == claim, burnt == before, "the bill and nothing less clears all");
        prop_assert!(after.total >= left);
        prop_assert!(bill(after, claim - cleared, left) + burnt >= before);
        prop_assert!(bill(after, other, left) <= bill(start, other, supply));
    }

    /// With an era a bill rises by the rounding of the total at most: less than one base unit.
    #[test]
    fn an_era_raises_a_bill_by_at_most_one_base_unit(
        (amount, total, claim) in (1u64..1 << 60, any::<u64>(), any::<u64>()),
        shift in 0u32..60,
    ) {
        let amount = (amount >> shift).max(1);
        let start = units(total.max(amount), 0);
        let claim = part(start.total, claim);
        let after = renewed(start, amount);
        let moved = bill(after, after.at(claim, 0), amount);
        prop_assert!(moved <= bill(start, claim, amount) + 1);
        // the claim's own rounding loses less than one unit, which is worth one base unit at most
        prop_assert!(moved + 1 >= bill(start, claim, amount));
    }

    #[test]
    fn no_input_panics(total: u64, era: u64, inputs: [u64; 2]) {
        let [part, whole] = inputs;
        let mut all = units(total, era);
        let _ = (all.of_ceil(part, whole), all.of_floor(part, whole), all.at(part, whole));
        let _ = (all.worth_ceil(part, whole), all.worth_floor(part, whole));
        all.renew(part);
        prop_assert!(all.era >= era && all.total <= total);
    }
}
