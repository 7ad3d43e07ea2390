//! Utilisation at its edges, and the averages against exact powers.

use super::{ema_after_idle_floor, ema_bps, ema_floor, utilisation_bps_floor, utilisation_sample};
use num_bigint::BigUint;
use proptest::prelude::*;

const FULL: u64 = 10_000 << 32;

/// What the documentation of [`ema_after_idle_floor`] promises: units of 2^-32 basis points.
const IDLE_ERROR: u64 = 34;

#[test]
fn utilisation_is_rounded_down_and_at_most_the_whole() {
    assert_eq!(utilisation_bps_floor(1, 3), 3_333);
    assert_eq!(
        (utilisation_bps_floor(9_999, 10_000), utilisation_bps_floor(99_999, 100_000)),
        (9_999, 9_999)
    );
    assert_eq!((utilisation_bps_floor(7, 7), utilisation_bps_floor(8, 7)), (10_000, 10_000));
    assert_eq!(utilisation_bps_floor(u64::MAX, u64::MAX), 10_000);
    assert_eq!(utilisation_bps_floor(u64::MAX - 1, u64::MAX), 9_999);
}

#[test]
fn nothing_offered_is_nothing_used() {
    assert_eq!((utilisation_bps_floor(0, 0), utilisation_bps_floor(5, 0)), (0, 0));
}

#[test]
fn a_weight_above_the_whole_is_refused() {
    assert_eq!((ema_floor(5, 5, 10_001), ema_after_idle_floor(5, 10_001, 1)), (None, None));
    assert_eq!(ema_after_idle_floor(5, u16::MAX, 0), None);
}

#[test]
fn the_extreme_weights_keep_all_or_nothing() {
    assert_eq!((ema_floor(77, 5_000, 0), ema_floor(77, 5_000, 10_000)), (Some(77), Some(5_000)));
    assert_eq!((ema_floor(u64::MAX, 0, 0), ema_floor(0, u64::MAX, 10_000)), (Some(u64::MAX), Some(u64::MAX)));
    for epochs in [0, 1, 2, 1 << 31, u32::MAX] {
        assert_eq!(ema_after_idle_floor(u64::MAX, 0, epochs), Some(u64::MAX));
        let rest = if epochs == 0 { FULL } else { 0 };
        assert_eq!(ema_after_idle_floor(FULL, 10_000, epochs), Some(rest));
    }
}

#[test]
fn a_steady_utilisation_holds_the_average_and_a_small_weight_still_moves_it() {
    assert_eq!(ema_floor(FULL, FULL, 1_000), Some(FULL));
    assert_eq!(ema_floor(0, FULL, 1), Some(1 << 32));
    assert_eq!(ema_floor(0, utilisation_sample(1), 1), Some(429_496));
}

#[test]
fn use_is_averaged_in_its_own_unit() {
    // 2 % of a million micro-credits an epoch
    let averages = (0..3).scan(0, |served, _| {
        *served = ema_floor(*served, 1_000_000, 200)?;
        Some(*served)
    });
    assert_eq!(averages.collect::<Vec<u64>>(), [20_000, 39_600, 58_808]);
    assert_eq!(
        (ema_floor(0, 49, 200), ema_floor(0, 50, 200), ema_floor(1, 0, 200)),
        (Some(0), Some(1), Some(0))
    );
    assert_eq!(ema_floor(u64::MAX, u64::MAX, 200), Some(u64::MAX));
}

#[test]
fn a_sample_of_utilisation_is_2_to_the_32_units_a_basis_point() {
    let samples = [0, 1, 10_000, u16::MAX].map(utilisation_sample);
    assert_eq!(samples, [0, 1 << 32, FULL, 65_535 << 32]);
    assert_eq!(samples.map(ema_bps), [0, 1, 10_000, 10_000]);
}

#[test]
fn whole_basis_points_are_at_most_the_whole() {
    let averages = [0, (1 << 32) - 1, 1 << 32, FULL - 1, FULL, FULL + (1 << 32), u64::MAX];
    assert_eq!(averages.map(ema_bps), [0, 0, 1, 9_999, 10_000, 10_000, 10_000]);
}

/// `floor(ema * (1 - weight)^epochs)`.
fn exact_after_idle(ema: u64, weight_bps: u16, epochs: u32) -> BigUint {
    BigUint::from(ema) * BigUint::from(10_000 - weight_bps).pow(epochs) / BigUint::from(10_000u32).pow(epochs)
}

fn any_ema() -> impl Strategy<Value = u64> {
    prop_oneof![0..=FULL, Just(FULL), 0u64..1 << 20]
}

proptest! {
    #[test]
    fn utilisation_is_the_exact_floor(served: u64, capacity in 1u64.., shift in 0u32..64) {
        for capacity in [capacity, (capacity >> shift).max(1)] {
            let exact = u128::from(served) * 10_000 / u128::from(capacity);
            prop_assert_eq!(u128::from(utilisation_bps_floor(served, capacity)), exact.min(10_000));
        }
    }

    #[test]
    fn the_average_is_the_exact_floor_between_the_old_and_the_new(
        ema in prop_oneof![any_ema(), any::<u64>()],
        sample in prop_oneof![any_ema(), any::<u64>(), Just(0)],
        weight in 0u16..=10_000,
    ) {
        let exact = (BigUint::from(ema) * (10_000 - weight) + BigUint::from(sample) * weight) / 10_000u32;
        let next = ema_floor(ema, sample, weight).unwrap();
        prop_assert_eq!(BigUint::from(next), exact);
        prop_assert!(ema.min(sample) <= next && next <= ema.max(sample));
    }

    #[test]
    fn no_input_panics(ema: u64, sample: u64, weight: u16, epochs: u32) {
        prop_assert_eq!(ema_floor(ema, sample, weight).is_some(), weight <= 10_000);
        prop_assert_eq!(ema_after_idle_floor(ema, weight, epochs).is_some(), weight <= 10_000);
    }

    #[test]
    fn idle_epochs_at_once_are_near_the_exact_power(
        ema in any_ema(),
        weight in prop_oneof![1u16..=10_000, Just(1), 1u16..20],
        epochs in prop_oneof![0u32..40, 0u32..5_000],
    ) {
        let at_once = BigUint::from(ema_after_idle_floor(ema, weight, epochs).unwrap());
        let exact = exact_after_idle(ema, weight, epochs);
        prop_assert!(at_once <= exact && exact < at_once + IDLE_ERROR);
    }

    /// One by one, each epoch rounds down once more, and what that loses decays with the rest: less than one
    /// unit an epoch, and less than `10_000 / weight` in all.
    #[test]
    fn idle_epochs_at_once_are_near_one_by_one(
        ema in any_ema(),
        weight in prop_oneof![1u16..=10_000, Just(1), 1u16..20],
        epochs in prop_oneof![0u32..40, 0u32..20_000],
    ) {
        let at_once = ema_after_idle_floor(ema, weight, epochs).unwrap();
        let one_by_one = (0..epochs).fold(ema, |ema, _| ema_floor(ema, 0, weight).unwrap());
        let lost = u64::from(epochs).min(10_000 / u64::from(weight));
        prop_assert!(one_by_one <= at_once + IDLE_ERROR, "{} above {}", one_by_one, at_once);
        prop_assert!(at_once <= one_by_one + lost, "{} above {}", at_once, one_by_one);
    }

    #[test]
    fn idling_only_ever_lowers_the_average(ema: u64, weight in 0u16..=10_000, epochs: u32) {
        let idle = |epochs| ema_after_idle_floor(ema, weight, epochs).unwrap();
        prop_assert!(idle(epochs) <= ema);
        prop_assert_eq!(idle(0), ema);
        prop_assert!(weight == 0 || ema > FULL || idle(u32::MAX) == 0);
    }
}

#[test]
fn long_idling_at_the_smallest_weight_stays_within_the_bound() {
    for epochs in [1, 9_999, 10_000, 65_535, 65_536, 131_071] {
        let at_once = BigUint::from(ema_after_idle_floor(FULL, 1, epochs).unwrap());
        let exact = exact_after_idle(FULL, 1, epochs);
        assert!(at_once <= exact && exact < at_once + IDLE_ERROR, "{epochs}");
    }
}
