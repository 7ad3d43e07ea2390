//! Shares and splits against exact rationals, and the vectors that TypeScript shares.

use super::{split_fee, FeeSplit, ShareCurve};
use crate::constants::{MAX_TREASURY_BPS, MIN_TREASURY_BPS};
use crate::math::testing::{cell, check_vectors, row, Seeded};
use num_bigint::BigInt;
use proptest::prelude::*;

const DEFAULT: ShareCurve =
    ShareCurve { idle_bps: 8_500, kink_bps: 8_000, full_bps: 7_000, kink_at_bps: 7_000 };

/// Every curve that parameters may describe for some treasury share.
fn any_share_curve() -> impl Strategy<Value = ShareCurve> {
    (prop::array::uniform3(0u16..=10_000), 1u16..10_000).prop_map(|(mut shares, kink_at_bps)| {
        shares.sort_unstable();
        let [full_bps, kink_bps, idle_bps] = shares;
        ShareCurve { idle_bps, kink_bps, full_bps, kink_at_bps }
    })
}

fn any_amount() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..4, any::<u64>(), 0u64..1 << 40, Just(u64::MAX)]
}

/// The line between the two points around `utilisation`, as an exact fraction rounded down.
fn exact_share(curve: &ShareCurve, utilisation: u16) -> BigInt {
    let at = BigInt::from(utilisation.min(10_000));
    let (x0, y0, x1, y1) = if utilisation <= curve.kink_at_bps {
        (0, curve.idle_bps, curve.kink_at_bps, curve.kink_bps)
    } else {
        (curve.kink_at_bps, curve.kink_bps, 10_000, curve.full_bps)
    };
    (BigInt::from(y0) * (x1 - &at) + BigInt::from(y1) * (&at - x0)) / (x1 - x0)
}

#[test]
fn the_default_share_bends_where_it_should() {
    let shares = [0, 3_500, 7_000, 8_500, 10_000, 10_001, u16::MAX].map(|u| DEFAULT.share_floor(u));
    assert_eq!(shares, [8_500, 8_250, 8_000, 7_500, 7_000, 7_000, 7_000].map(Some));
}

#[test]
fn a_share_is_rounded_down() {
    // 500 * 1 / 7,000 below 8,500, and 1,000 * 1 / 3,000 below 8,000
    assert_eq!((DEFAULT.share_floor(1), DEFAULT.share_floor(7_001)), (Some(8_499), Some(7_999)));
}

#[test]
fn a_rising_share_is_refused() {
    let rising = ShareCurve { idle_bps: 7_000, kink_bps: 8_000, full_bps: 9_000, kink_at_bps: 5_000 };
    assert_eq!((rising.share_floor(1), rising.share_floor(5_001)), (None, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn share_is_the_floor_of_a_line_that_never_rises(curve in any_share_curve()) {
        prop_assert_eq!(curve.share_floor(0), Some(curve.idle_bps));
        prop_assert_eq!(curve.share_floor(curve.kink_at_bps), Some(curve.kink_bps));
        prop_assert_eq!(curve.share_floor(10_000), Some(curve.full_bps));
        let mut last = curve.idle_bps;
        for utilisation in 0..=10_000 {
            let share = curve.share_floor(utilisation).unwrap();
            prop_assert_eq!(BigInt::from(share), exact_share(&curve, utilisation), "{}", utilisation);
            prop_assert!(curve.full_bps <= share && share <= last, "{}: {}", utilisation, share);
            last = share;
        }
    }
}

proptest! {
    #[test]
    fn a_split_gives_away_the_whole(
        amount in any_amount(),
        treasury_bps in MIN_TREASURY_BPS..=MAX_TREASURY_BPS,
        share in any::<prop::sample::Index>(),
    ) {
        let largest_share = 10_000 - treasury_bps;
        for provider_bps in [share.index(usize::from(largest_share)) as u16, largest_share] {
            let split = split_fee(amount, provider_bps, treasury_bps);
            let FeeSplit { provider, treasury, stakers } = split.expect("valid shares");
            prop_assert_eq!(u128::from(amount), u128::from(provider) + u128::from(treasury) + u128::from(stakers));
            let part = |bps: u16| u128::from(amount) * u128::from(bps);
            prop_assert_eq!(u128::from(provider), part(provider_bps) / 10_000);
            prop_assert_eq!(u128::from(treasury), part(treasury_bps).div_ceil(10_000));
        }
    }

    #[test]
    fn no_input_panics(amount: u64, shares: (u16, u16), curve: [u16; 4], utilisation: u16) {
        if let Some(FeeSplit { provider, treasury, stakers }) = split_fee(amount, shares.0, shares.1) {
            prop_assert_eq!(provider.checked_add(treasury).and_then(|sum| sum.checked_add(stakers)), Some(amount));
        }
        let [idle_bps, kink_bps, full_bps, kink_at_bps] = curve;
        let share = ShareCurve { idle_bps, kink_bps, full_bps, kink_at_bps }.share_floor(utilisation);
        prop_assert!(share.is_none_or(|share| share <= idle_bps.max(kink_bps)));
    }
}

#[test]
fn dust_goes_to_the_treasury_first() {
    let split = |amount| split_fee(amount, 8_000, 500).map(|s| [s.provider, s.treasury, s.stakers]);
    assert_eq!(split(0), Some([0, 0, 0]));
    assert_eq!(split(1), Some([0, 1, 0]));
    assert_eq!(split(2), Some([1, 1, 0]));
    assert_eq!(split(20), Some([16, 1, 3]));
}

#[test]
fn shares_above_the_whole_are_refused() {
    assert_eq!(split_fee(10_000, 9_501, 500), None);
    assert_eq!(split_fee(u64::MAX, 10_000, 1), None);
    assert_eq!(split_fee(10_000, u16::MAX, 0), None);
}

#[test]
fn split_golden_is_current() {
    let header = "amount,idle_bps,kink_bps,full_bps,kink_at_bps,utilisation_bps,treasury_bps,\
        provider_bps,provider,treasury,stakers";
    let mut rng = Seeded(7);
    let rows: Vec<String> = (0..400).map(|_| golden_row(&mut rng)).collect();
    check_vectors("split-golden.csv", header, &rows);
}

fn golden_row(rng: &mut Seeded) -> String {
    let treasury_bps = rng.between(100, 1_000) as u16;
    let mut shares = [(); 3].map(|()| rng.between(5_000, u64::from(10_000 - treasury_bps)) as u16);
    if rng.between(0, 9) > 0 {
        shares.sort_unstable(); // one in ten may rise, and is refused
    }
    let [full_bps, kink_bps, idle_bps] = shares;
    let kink_at_bps = rng.between(1, 9_999) as u16;
    let curve = rng.one_of(&[DEFAULT, ShareCurve { idle_bps, kink_bps, full_bps, kink_at_bps }]);
    let any_utilisation = rng.between(0, 10_000) as u16;
    let near_kink = curve.kink_at_bps.saturating_add(rng.between(0, 1) as u16);
    let utilisation = rng.one_of(&[0, 10_000, any_utilisation, any_utilisation, near_kink]);
    let any_amount = rng.any_size(1, u64::MAX);
    let amount = rng.one_of(&[0, 1, 2, u64::MAX, any_amount, any_amount, any_amount, any_amount]);

    let share = curve.share_floor(utilisation);
    let split = share.and_then(|share| split_fee(amount, share, treasury_bps));
    let ShareCurve { idle_bps, kink_bps, full_bps, kink_at_bps } = curve;
    let parts = [split.map(|s| s.provider), split.map(|s| s.treasury), split.map(|s| s.stakers)].map(cell);
    let [provider, treasury, stakers] = parts;
    row(&[
        &amount,
        &idle_bps,
        &kink_bps,
        &full_bps,
        &kink_at_bps,
        &utilisation,
        &treasury_bps,
        &cell(share),
        &provider,
        &treasury,
        &stakers,
    ])
}
