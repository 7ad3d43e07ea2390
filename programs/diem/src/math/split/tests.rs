//! Splits against exact fractions, and the vectors that TypeScript shares. `dealing`: what paying oneself costs.

mod dealing;

use super::{split_fee, FeeSplit};
use crate::constants::*;
use crate::math::testing::{cell, check_vectors, row, Seeded};
use proptest::prelude::*;

/// Shares of provider, quota pool and treasury.
#[derive(Clone, Copy, Debug)]
struct Shares {
    provider_bps: u16,
    quota_bps: u16,
    treasury_bps: u16,
}

const DEFAULT: Shares = Shares { provider_bps: 7_500, quota_bps: 1_000, treasury_bps: 500 };

impl Shares {
    fn split(&self, amount: u64) -> Option<FeeSplit> {
        split_fee(amount, self.provider_bps, self.quota_bps, self.treasury_bps)
    }
}

/// All shares that parameters may set.
fn any_shares() -> impl Strategy<Value = Shares> {
    let treasuries = MIN_TREASURY_BPS..=MAX_TREASURY_BPS;
    (treasuries, 0..=MAX_QUOTA_BPS, any::<prop::sample::Index>()).prop_map(
        |(treasury_bps, quota_bps, provider)| {
            let most = (BPS - MIN_STAKERS_BPS - treasury_bps - quota_bps).min(MAX_PROVIDER_BPS);
            let provider_bps =
                MIN_PROVIDER_BPS + provider.index(usize::from(most - MIN_PROVIDER_BPS) + 1) as u16;
            Shares { provider_bps, quota_bps, treasury_bps }
        },
    )
}

fn any_amount() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..4, any::<u64>(), 0u64..1 << 40, Just(u64::MAX)]
}

fn parts(split: FeeSplit) -> [u64; 4] {
    let FeeSplit { provider, quota, treasury, stakers } = split;
    [provider, quota, treasury, stakers]
}

#[test]
fn a_whole_amount_is_split_by_the_shares() {
    assert_eq!(DEFAULT.split(10_000).map(parts), Some([7_500, 1_000, 500, 1_000]));
    assert_eq!(split_fee(10_000, 8_500, 0, 1_000).map(parts), Some([8_500, 0, 1_000, 500]));
    assert_eq!(split_fee(10_000, 0, 0, 0).map(parts), Some([0, 0, 0, 10_000]));
    assert_eq!(split_fee(10_000, 5_000, 5_000, 0).map(parts), Some([5_000, 5_000, 0, 0]));
}

#[test]
fn dust_goes_to_the_treasury_first_then_to_the_pool() {
    let dust: Vec<[u64; 4]> = (0..=20).map(|amount| DEFAULT.split(amount).map(parts).unwrap()).collect();
    assert_eq!(
        dust,
        [
            [0, 0, 0, 0],
            [0, 0, 1, 0],
            [1, 0, 1, 0],
            [2, 0, 1, 0],
            [3, 0, 1, 0],
            [3, 0, 1, 1],
            [4, 0, 1, 1],
            [5, 1, 1, 0],
            [6, 1, 1, 0],
            [6, 1, 1, 1],
            [7, 1, 1, 1],
            [8, 1, 1, 1],
            [9, 1, 1, 1],
            [9, 1, 1, 2],
            [10, 2, 1, 1],
            [11, 2, 1, 1],
            [12, 2, 1, 1],
            [12, 2, 1, 2],
            [13, 2, 1, 2],
            [14, 2, 1, 2],
            [15, 2, 1, 2],
        ]
    );
}

#[test]
fn shares_above_the_whole_are_refused() {
    assert_eq!(split_fee(10_000, 9_501, 0, 500), None);
    assert_eq!(split_fee(10_000, 9_001, 500, 500), None);
    assert_eq!(split_fee(u64::MAX, 10_000, 0, 1), None);
    assert_eq!(split_fee(u64::MAX, 10_000, 1, 0), None);
    assert_eq!(split_fee(10_000, u16::MAX, 0, 0), None);
    assert_eq!(split_fee(0, 0, u16::MAX, 1), None);
}

proptest! {
    #[test]
    fn a_split_gives_away_the_whole(amount in any_amount(), shares in any_shares()) {
        let FeeSplit { provider, quota, treasury, stakers } = shares.split(amount).expect("valid shares");
        let Shares { provider_bps, quota_bps, treasury_bps } = shares;
        let part = |bps: u16| u128::from(amount) * u128::from(bps);
        prop_assert_eq!(u128::from(provider), part(provider_bps) / 10_000);
        prop_assert_eq!(u128::from(treasury), part(treasury_bps).div_ceil(10_000));
        let shared = u128::from(quota) + u128::from(treasury);
        prop_assert_eq!(shared, part(quota_bps + treasury_bps).div_ceil(10_000));
        let sum = [provider, quota, treasury, stakers].map(u128::from).iter().sum::<u128>();
        prop_assert_eq!(sum, u128::from(amount));
        // the pool's part and the stakers' lie within a base unit of their shares
        let stakers_bps = 10_000 - provider_bps - quota_bps - treasury_bps;
        for (got, bps) in [(quota, quota_bps), (stakers, stakers_bps)] {
            prop_assert!((u128::from(got) * 10_000).abs_diff(part(bps)) < 10_000, "{got}");
        }
    }

    #[test]
    fn no_input_panics(amount: u64, shares: (u16, u16, u16)) {
        if let Some(split) = split_fee(amount, shares.0, shares.1, shares.2) {
            let sum = parts(split).into_iter().try_fold(0u64, |sum, part| sum.checked_add(part));
            prop_assert_eq!(sum, Some(amount));
        }
    }
}

#[test]
fn split_golden_is_current() {
    let header = "amount,provider_bps,quota_bps,treasury_bps,provider,quota,treasury,stakers";
    let mut rng = Seeded(7);
    let dust = (0..=20).map(|amount| (amount, DEFAULT));
    let any: Vec<(u64, Shares)> = (0..400).map(|_| any_golden(&mut rng)).collect();
    let rows: Vec<String> = dust.chain(any).map(|(amount, shares)| golden_row(amount, &shares)).collect();
    check_vectors("split-golden.csv", header, &rows);
}

fn any_golden(rng: &mut Seeded) -> (u64, Shares) {
    let quota_bps = rng.between(0, 2_000) as u16;
    let treasury_bps = rng.between(100, 1_000) as u16;
    let rest = 10_000 - u64::from(quota_bps + treasury_bps);
    // one in ten may pass the whole, and is refused
    let above = rng.one_of(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 500]);
    let provider_bps = rng.between(5_000, rest + above) as u16;
    let any_amount = rng.any_size(1, u64::MAX);
    let amount = rng.one_of(&[0, 1, 2, u64::MAX, any_amount, any_amount, any_amount, any_amount]);
    (amount, rng.one_of(&[DEFAULT, Shares { provider_bps, quota_bps, treasury_bps }]))
}

fn golden_row(amount: u64, shares: &Shares) -> String {
    let split = shares.split(amount).map(parts);
    let part = |at: usize| cell(split.map(|parts| parts[at]));
    let Shares { provider_bps, quota_bps, treasury_bps } = shares;
    row(&[&amount, provider_bps, quota_bps, treasury_bps, &part(0), &part(1), &part(2), &part(3)])
}
