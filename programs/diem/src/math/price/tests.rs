//! The band, the steps outside it, and the bounds.

use super::reference_price_step;
use crate::constants::MAX_PRICE_STEP_BPS;
use num_bigint::BigUint;
use proptest::prelude::*;

/// A step from one million at 1 %, without bounds.
fn step(utilisation_bps: u16) -> Option<u64> {
    reference_price_step(1_000_000, utilisation_bps, 100, 1, u64::MAX)
}

#[test]
fn within_the_band_the_price_stays() {
    assert_eq!([4_000, 4_001, 5_000, 5_999, 6_000].map(step), [Some(1_000_000); 5]);
}

#[test]
fn outside_it_moves_with_the_distance() {
    // 1,000,000 * 1 % / 4,000 is 2.5 a basis point
    assert_eq!(
        [3_999, 3_998, 2_000, 1, 0].map(step),
        [999_998, 999_995, 995_000, 990_003, 990_000].map(Some)
    );
    assert_eq!(
        [6_001, 6_002, 8_000, 9_999, 10_000].map(step),
        [1_000_002, 1_000_005, 1_005_000, 1_009_997, 1_010_000].map(Some)
    );
    assert_eq!((step(10_001), step(u16::MAX)), (Some(1_010_000), Some(1_010_000)));
}

#[test]
fn a_price_stays_within_its_bounds() {
    assert_eq!(reference_price_step(1_000, 0, 1_000, 950, 2_000), Some(950));
    assert_eq!(reference_price_step(1_000, 10_000, 1_000, 950, 1_050), Some(1_050));
    // bounds that have moved past the price bring it along, whatever the utilisation
    assert_eq!(reference_price_step(1_000, 5_000, 100, 5_000, 6_000), Some(5_000));
    assert_eq!(reference_price_step(1_000, 5_000, 100, 10, 20), Some(20));
    assert_eq!(reference_price_step(u64::MAX, 10_000, 1_000, 1, u64::MAX), Some(u64::MAX));
}

#[test]
fn contradictions_are_refused() {
    assert_eq!(reference_price_step(1_000, 5_000, 100, 2, 1), None);
    assert_eq!(reference_price_step(1_000, 5_000, 10_001, 1, 2_000), None);
}

proptest! {
    #[test]
    fn a_price_never_moves_by_more_than_its_step(
        price in prop_oneof![1u64.., 1u64..1 << 40],
        utilisation in 0u16..=10_000,
        max_step in 0u16..=MAX_PRICE_STEP_BPS,
    ) {
        let next = reference_price_step(price, utilisation, max_step, 1, u64::MAX).unwrap();
        let largest = u128::from(price) * u128::from(max_step) / 10_000;
        prop_assert!(u128::from(next.abs_diff(price)) <= largest);
        match utilisation {
            0..4_000 => prop_assert!(next <= price),
            4_000..=6_000 => prop_assert_eq!(next, price),
            _ => prop_assert!(next >= price),
        }
        let distance = if next > price { utilisation - 6_000 } else { 4_000u16.saturating_sub(utilisation) };
        let exact = BigUint::from(price) * max_step * distance / 40_000_000u32;
        prop_assert!(BigUint::from(next.abs_diff(price)) == exact || next == u64::MAX);
    }

    #[test]
    fn a_price_within_its_bounds_stays_there(
        price: u64, utilisation: u16, max_step in 0u16..=10_000, bounds: (u64, u64),
    ) {
        let (floor, cap) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let next = reference_price_step(price, utilisation, max_step, floor, cap).unwrap();
        prop_assert!((floor..=cap).contains(&next));
        let unbounded = reference_price_step(price, utilisation, max_step, 0, u64::MAX).unwrap();
        prop_assert_eq!(next, unbounded.clamp(floor, cap));
    }

    #[test]
    fn no_input_panics(price: u64, utilisation: u16, max_step: u16, floor: u64, cap: u64) {
        let next = reference_price_step(price, utilisation, max_step, floor, cap);
        prop_assert_eq!(next.is_some(), max_step <= 10_000 && floor <= cap);
    }
}
