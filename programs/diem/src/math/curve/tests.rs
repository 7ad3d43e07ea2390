//! What holds for every mint: the properties of the curve. `domain` compares it with `reference`.

mod domain;
mod golden;
mod rate;
mod reference;

use super::{eighth_of, mul_high, product, Curve};
use crate::constants::DIEM_UNIT;
use proptest::prelude::*;

/// Venice's curve with nine decimals.
const VENICE: Curve = Curve { base_rate: 90_000_000_000, steepness_bps: 20_000, target: 38_000 * DIEM_UNIT };

fn any_curve() -> impl Strategy<Value = Curve> {
    let base_rates = prop_oneof![1u64..1 << 44, any::<u64>()];
    let targets = prop_oneof![1u64..1 << 59, any::<u64>()];
    (base_rates, prop_oneof![0u16..=40_000, any::<u16>()], targets)
        .prop_map(|(base_rate, steepness_bps, target)| Curve { base_rate, steepness_bps, target })
}

/// A curve with a supply inside its domain, at a base rate that keeps every cost below 2^63.
fn any_point() -> impl Strategy<Value = (Curve, u64)> {
    let sizes = (0u32..64, 0u32..40, 0u32..64);
    (sizes, any::<[u64; 3]>(), prop_oneof![0u16..=40_000, any::<u16>()]).prop_map(
        |((target_shift, rate_shift, supply_shift), [target, rate, supply], steepness_bps)| {
            let curve = Curve { base_rate: 1, steepness_bps, target: (target >> target_shift).max(1) };
            let largest = curve.largest_supply();
            // F is below 139
            let affordable = (u128::from(DIEM_UNIT) << 63) / 140 / u128::from(largest.max(1));
            let affordable = u64::try_from(affordable).unwrap_or(u64::MAX);
            let base_rate = (part(affordable, rate) >> rate_shift).max(1);
            (Curve { base_rate, ..curve }, part(largest, supply) >> supply_shift)
        },
    )
}

/// `whole * fraction / 2^64`.
fn part(whole: u64, fraction: u64) -> u64 {
    (product(whole, fraction) >> 64) as u64
}

#[test]
fn marginal_rates_are_venices() {
    for (supply, rate) in [(10_000, 93_340_000_000u64), (38_000, 665_015_000_000)] {
        // the whole DIEM around this supply
        let cost = VENICE.mint_cost(supply * DIEM_UNIT - DIEM_UNIT / 2, DIEM_UNIT).unwrap();
        assert!(cost.abs_diff(rate) <= 10_000_000, "at {supply}: {cost}");
    }
    assert!(VENICE.mint_cost(0, DIEM_UNIT).unwrap().abs_diff(90_000_000_000) <= 1);
}

#[test]
fn a_curve_without_steepness_is_a_fixed_rate() {
    let flat = Curve { steepness_bps: 0, ..VENICE };
    assert_eq!(flat.cost(DIEM_UNIT), Some(90_000_000_000));
    assert_eq!(flat.cost(3 * flat.target), Some(3 * 38_000 * 90_000_000_000));
    assert_eq!(flat.cost(3 * flat.target + 1), None);
}

#[test]
fn nothing_is_inside_a_curve_without_target() {
    let curve = Curve { target: 0, ..VENICE };
    assert_eq!((curve.cost(0), curve.cost(1)), (None, None));
    assert_eq!(curve.largest_supply(), 0);
}

proptest! {
    #[test]
    fn pieces_lock_what_the_whole_locks(
        (curve, supply) in any_point(),
        mut cuts in prop::collection::vec(any::<u64>(), 0..20),
    ) {
        let start = supply / 2;
        let whole = curve.mint_cost(start, supply - start).unwrap();
        cuts.sort_unstable();
        let borders = cuts.into_iter().map(|cut| start + part(supply - start, cut));
        let (mut at, mut locked) = (start, 0);
        for border in borders.chain([supply]) {
            locked += curve.mint_cost(at, border - at).unwrap();
            at = border;
        }
        prop_assert_eq!(locked, whole);
    }

    #[test]
    fn cost_never_falls((curve, supply) in any_point(), fraction: u64, step in 1u64..4) {
        let cost = curve.cost(supply).unwrap();
        for below in [part(supply, fraction), supply.saturating_sub(step)] {
            let less = curve.cost(below).unwrap();
            prop_assert!(less <= cost, "{below}: {less}, {supply}: {cost}");
        }
    }

    #[test]
    fn minting_nothing_locks_nothing((curve, supply) in any_point()) {
        prop_assert_eq!(curve.mint_cost(supply, 0), Some(0));
    }

    #[test]
    fn nothing_lies_past_the_largest_supply(curve in any_curve(), past in 1u64..) {
        let end = curve.largest_supply();
        prop_assert!(end <= curve.target.saturating_mul(3).saturating_add(3)); // the ratio's grid
        prop_assert_eq!(end.checked_add(past).and_then(|supply| curve.cost(supply)), None);
        prop_assert_eq!(curve.mint_cost(end, past), None);
    }

    #[test]
    fn no_input_panics(base_rate: u64, steepness_bps: u16, target: u64, supply: u64, amount: u64) {
        for target in [target, target >> 32, 0] {
            let curve = Curve { base_rate, steepness_bps, target };
            let (cost, minted) = (curve.cost(supply), curve.mint_cost(supply, amount));
            prop_assert!(cost.is_none_or(|cost| cost < 1 << 63));
            prop_assert!(minted.is_none_or(|minted| minted < 1 << 63 && cost.is_some()));
        }
    }

    #[test]
    fn mul_high_is_the_high_word(a: u64, b: u64) {
        for (a, b) in [(a, b), (u64::MAX - (a >> 50), u64::MAX - (b >> 50)), (a | 0xffff_ffff, b >> 32)] {
            prop_assert_eq!(u128::from(mul_high(a, b)), product(a, b) >> 64);
        }
    }
}

#[test]
fn eighth_of_every_steepness_is_rounded_down() {
    for bps in 0..=u16::MAX {
        let exact = (u128::from(bps) << 64) / 80_000;
        assert_eq!(eighth_of(bps).map(u128::from), Some(exact), "{bps}");
    }
}
