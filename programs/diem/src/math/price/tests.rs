//! How far the reference price follows what was paid: by the use behind it, a step at most, within its bounds.

use super::next_reference_price;
use crate::constants::{BPS, MAX_PRICE_STEP_BPS, MIN_PRICE_STEP_BPS};
use crate::math::{price_step_floor, Measure, Served};
use num_bigint::{BigInt, BigUint};
use proptest::prelude::*;

const ANY: (u64, u64) = (0, u64::MAX);

/// From a reference of 1,000 after `paid` micro-credits at a mean of `mean`, where 100 of them count in full.
fn follow(mean: u64, paid: u64) -> Option<u64> {
    next_reference_price(1_000, (u128::from(mean) * u128::from(paid), paid), 400, 0, ANY)
}

#[test]
fn enough_use_moves_the_price_to_the_mean() {
    assert_eq!(
        [900, 999, 1_000, 1_001, 1_100].map(|mean| follow(mean, 100)),
        [Some(900), Some(999), Some(1_000), Some(1_001), Some(1_100)]
    );
    assert_eq!((follow(1_100, 101), follow(1_100, u64::MAX)), (Some(1_100), Some(1_100)));
}

#[test]
fn little_use_moves_it_little_and_rounding_holds_it() {
    assert_eq!(
        [1, 9, 10, 50, 99].map(|paid| follow(1_100, paid)),
        [1_001, 1_009, 1_010, 1_050, 1_099].map(Some)
    );
    assert_eq!([1, 9, 10, 50, 99].map(|paid| follow(900, paid)), [999, 991, 990, 950, 901].map(Some));
    assert_eq!(
        [1, 9, 10, 50, 99].map(|paid| follow(1_010, paid)),
        [1_000, 1_000, 1_001, 1_005, 1_009].map(Some)
    );
    assert_eq!([1, 9, 10, 50, 99].map(|paid| follow(990, paid)), [1_000, 1_000, 999, 995, 991].map(Some));
}

#[test]
fn the_mean_is_the_nearest() {
    let mean = |sum, paid| next_reference_price(1_000, (sum, paid), 0, 0, ANY);
    assert_eq!([3_002, 3_001, 3_004, 3_005].map(|sum| mean(sum, 3)), [1_001, 1_000, 1_001, 1_002].map(Some));
    assert_eq!(
        [1_999, 2_000, 2_001].map(|sum| mean(sum, 2)),
        [1_000, 1_000, 1_001].map(Some),
        "half goes up"
    );
}

#[test]
fn enough_is_a_quarter_of_the_use_or_a_hundredth_of_the_capacity() {
    let moved = |paid: u64, served, capacity| {
        next_reference_price(1_000, (u128::from(paid) * 2_000, paid), served, capacity, ANY).unwrap() - 1_000
    };
    assert_eq!([399, 400, 403, 404].map(|served| moved(50, served, 0)), [505, 500, 500, 495]);
    assert_eq!([9_999, 10_000, 10_099, 10_100].map(|capacity| moved(50, 0, capacity)), [505, 500, 500, 495]);
    assert_eq!((moved(50, 400, 10_100), moved(50, 404, 10_000)), (495, 495));
    assert_eq!(
        (moved(1, 0, 0), moved(1, 7, 199), moved(1, 8, 0)),
        (1_000, 1_000, 500),
        "one micro-credit at least"
    );
    assert_eq!(moved(1, u64::MAX, u64::MAX), 0);
}

#[test]
fn without_payment_it_stays_where_it_is() {
    assert_eq!(next_reference_price(1_000, (0, 0), 400, 400, ANY), Some(1_000));
    assert_eq!(next_reference_price(1_000, (5_000, 0), 0, 0, (1, 10)), Some(1_000));
}

#[test]
fn it_stays_within_its_bounds() {
    let within = |mean: u128, bounds| next_reference_price(1_000, (mean, 1), 0, 0, bounds);
    assert_eq!((within(900, (950, 2_000)), within(1_200, (950, 1_050))), (Some(950), Some(1_050)));
    // bounds that have moved past the price bring it along
    assert_eq!((within(1_000, (5_000, 6_000)), within(1_000, (10, 20))), (Some(5_000), Some(20)));
}

#[test]
fn extremes_do_not_overflow_and_contradictions_are_refused() {
    let from = |reference, sum, paid| next_reference_price(reference, (sum, paid), 0, 0, ANY);
    assert_eq!((from(0, u64::MAX.into(), 1), from(u64::MAX, 0, 1)), (Some(u64::MAX), Some(0)));
    assert_eq!(from(5, u128::from(u64::MAX) * u128::from(u64::MAX), u64::MAX), Some(u64::MAX));
    assert_eq!((from(5, u128::from(u64::MAX) + 1, 1), from(5, u128::MAX, u64::MAX)), (None, None));
    assert_eq!(next_reference_price(1_000, (1_000, 1), 0, 0, (2, 1)), None);
    assert_eq!(next_reference_price(1_000, (0, 0), 0, 0, (2, 1)), None);
}

fn any_size() -> impl Strategy<Value = u64> {
    (0u32..64, any::<u64>()).prop_map(|(shift, word)| word >> shift)
}

proptest! {
    #[test]
    fn the_price_is_the_formula(
        reference in any_size(),
        (sum_shift, sum) in (0u32..128, any::<u128>()),
        (paid, served, capacity) in (any_size(), any_size(), any_size()),
        bounds: (u64, u64),
    ) {
        prop_assume!(paid > 0);
        let price_sum = sum >> sum_shift;
        let (floor, cap) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let mean = (BigInt::from(price_sum) + (paid >> 1)) / paid;
        let overflow = price_sum.checked_add(u128::from(paid >> 1)).is_none();
        let whole = (served / 4).max(capacity / 100).max(1);
        // BigInt divides towards zero, which is towards the reference
        let next = BigInt::from(reference) + (&mean - reference) * paid.min(whole) / whole;
        let expected = u64::try_from(mean).ok().filter(|_| !overflow).map(|_| u64::try_from(next).unwrap());
        let unbounded = next_reference_price(reference, (price_sum, paid), served, capacity, ANY);
        prop_assert_eq!(unbounded, expected);
        let bounded = next_reference_price(reference, (price_sum, paid), served, capacity, (floor, cap));
        prop_assert_eq!(bounded, expected.map(|next| next.clamp(floor, cap)));
    }

    /// However much a seller reports and at any price, one epoch moves the price by one step at most, and by its use's part
    /// of what is enough.
    #[test]
    fn one_epoch_moves_it_by_its_weight_and_a_step_at_most(
        reference_price in 1_000_000u64..1 << 50,
        max_price_step_bps in MIN_PRICE_STEP_BPS..=MAX_PRICE_STEP_BPS,
        providers in prop::collection::vec((any_size(), any_size(), 0u64..1 << 44), 1..8),
        (served, capacity) in (0u64..1 << 50, 0u64..1 << 50),
    ) {
        let measure = Measure { reference_price, max_price_step_bps, quota_match_bps: 2_000 };
        let (mut price_sum, mut paid) = (0, 0);
        for (diem, bought, capacity) in providers {
            let counted = measure.contribution(&Served { diem, bought, quota: 0 }, capacity).unwrap();
            price_sum += counted.price_sum;
            paid += counted.paid;
        }
        let next = next_reference_price(reference_price, (price_sum, paid), served, capacity, ANY).unwrap();
        let step = price_step_floor(reference_price, max_price_step_bps).unwrap();
        let enough = (served / 4).max(capacity / 100).max(1);
        let most = BigUint::from(step) * paid.min(enough) / enough;
        prop_assert!(BigUint::from(next.abs_diff(reference_price)) <= most);
    }

    #[test]
    fn more_weight_behind_a_mean_moves_it_no_less(
        (reference, mean) in (1u64..1 << 60, 1u64..1 << 60),
        (less, more) in (1u64..1 << 50, 0u64..1 << 50),
        (served, capacity) in (any_size(), any_size()),
    ) {
        let next = |paid: u64| {
            let sums = (u128::from(mean) * u128::from(paid), paid);
            next_reference_price(reference, sums, served, capacity, ANY).unwrap()
        };
        let (near, far) = (next(less), next(less + more));
        prop_assert!(near.abs_diff(reference) <= far.abs_diff(reference));
        let by_the_mean = far.abs_diff(reference) + far.abs_diff(mean);
        prop_assert_eq!(by_the_mean, mean.abs_diff(reference), "not past the mean");
    }

    #[test]
    fn no_input_panics(reference: u64, sums: (u128, u64), served: u64, capacity: u64, bounds: (u64, u64)) {
        let next = next_reference_price(reference, sums, served, capacity, bounds);
        prop_assert!(bounds.0 <= bounds.1 || next.is_none());
        prop_assert!(next.is_none_or(|next| sums.1 == 0 || (bounds.0..=bounds.1).contains(&next)));
    }
}

#[test]
fn the_smallest_step_still_moves_the_smallest_price() {
    let measure =
        Measure { reference_price: 1_000, max_price_step_bps: MIN_PRICE_STEP_BPS, quota_match_bps: BPS };
    let dear = measure.contribution(&Served { diem: u64::MAX, bought: 1 << 40, quota: 0 }, 1 << 40).unwrap();
    assert_eq!(next_reference_price(1_000, (dear.price_sum, dear.paid), 0, 0, ANY), Some(1_001));
}
