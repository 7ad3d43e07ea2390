//! Credits against exact fractions, and rewards that pass neither the pool nor the cap.

use super::{
    paid_credits_floor, pool_overflow_floor, pro_rata_floor, quota_credits_floor, reward_floor,
    reward_pool_floor,
};
use crate::constants::{BPS, CREDIT_UNIT, DIEM_UNIT, MAX_REFERENCE_PRICE, MIN_QUOTA_POOL_EPOCHS};
use num_bigint::BigUint;
use proptest::prelude::*;

const DAY: i64 = 86_400;

#[test]
fn staked_diem_gives_credits() {
    assert_eq!(quota_credits_floor(DIEM_UNIT, CREDIT_UNIT), Some(CREDIT_UNIT));
    assert_eq!(
        (quota_credits_floor(999, CREDIT_UNIT), quota_credits_floor(1_000, CREDIT_UNIT)),
        (Some(0), Some(1))
    );
    assert_eq!(quota_credits_floor(u64::MAX, DIEM_UNIT), Some(u64::MAX));
    assert_eq!(quota_credits_floor(u64::MAX, DIEM_UNIT + 1), None);
}

#[test]
fn the_rest_of_an_epoch_gives_its_part() {
    let part = |secs_left| pro_rata_floor(CREDIT_UNIT, secs_left, DAY);
    assert_eq!([DAY, DAY / 2, 1].map(part), [1_000_000, 500_000, 11].map(Some));
    assert_eq!([0, -1, i64::MIN].map(part), [Some(11); 3], "a clock past the end has one second left");
    assert_eq!(
        [DAY + 1, i64::MAX].map(part),
        [Some(CREDIT_UNIT); 2],
        "a clock before the start has the whole epoch"
    );
    assert_eq!((pro_rata_floor(86_399, 1, DAY), pro_rata_floor(86_400, 1, DAY)), (Some(0), Some(1)));
    assert_eq!(pro_rata_floor(u64::MAX, i64::MAX, i64::MAX), Some(u64::MAX));
    assert_eq!(pro_rata_floor(u64::MAX, 5, 1), Some(u64::MAX));
}

#[test]
fn an_epoch_lasts_at_least_a_second() {
    assert_eq!([0, -1, i64::MIN].map(|secs| pro_rata_floor(5, 1, secs)), [None; 3]);
}

#[test]
fn a_payment_stands_for_credits() {
    assert_eq!(paid_credits_floor(2 * DIEM_UNIT, DIEM_UNIT), 2 * CREDIT_UNIT);
    assert_eq!((paid_credits_floor(1, CREDIT_UNIT + 1), paid_credits_floor(1, CREDIT_UNIT)), (0, 1));
}

#[test]
fn a_statistic_never_stops_a_payment() {
    assert_eq!((paid_credits_floor(5, 0), paid_credits_floor(0, 0)), (u64::MAX, u64::MAX));
    assert_eq!(paid_credits_floor(u64::MAX, 1), u64::MAX);
    assert_eq!(paid_credits_floor(u64::MAX, CREDIT_UNIT), u64::MAX);
}

#[test]
fn the_pool_is_what_there_is_or_the_cap() {
    // 75 % of 0.0006 DIEM a credit, for five credits
    let pool = |pool, rewardable| reward_pool_floor(pool, rewardable, 7_500, 600_000);
    assert_eq!(
        [1_000_000_000, 2_250_001, 2_250_000, 2_249_999, 0].map(|of| pool(of, 5 * CREDIT_UNIT)),
        [2_250_000, 2_250_000, 2_250_000, 2_249_999, 0]
    );
    assert_eq!(
        [0, 1, 2, 3].map(|rewardable| pool(u64::MAX, rewardable)),
        [0, 0, 0, 1],
        "0.45 a micro-credit"
    );
    assert_eq!(
        (reward_pool_floor(5, CREDIT_UNIT, 0, 600_000), reward_pool_floor(5, CREDIT_UNIT, 7_500, 0)),
        (0, 0)
    );
}

#[test]
fn the_largest_cap_and_price_fit() {
    let most = |pool, rewardable| reward_pool_floor(pool, rewardable, BPS, MAX_REFERENCE_PRICE);
    // a micro-credit is worth 10^9 base units, and 18,446,744,073 of them are the most that 64 bits hold
    assert_eq!(most(u64::MAX, 18_446_744_073), 18_446_744_073_000_000_000);
    assert_eq!(most(u64::MAX, 18_446_744_074), u64::MAX);
    assert_eq!((most(u64::MAX, u64::MAX), most(7, u64::MAX), most(u64::MAX, 0)), (u64::MAX, 7, 0));
}

#[test]
fn a_part_of_nothing_served_is_refused() {
    assert_eq!(
        (reward_floor(5, 0, 0), reward_floor(5, 0, 1), reward_floor(5, 1, 1)),
        (None, Some(0), Some(5))
    );
    assert_eq!(reward_floor(u64::MAX, 2, 1), None);
}

#[test]
fn a_pool_overflows_by_the_epochs_that_were_closed() {
    let overflow = |closed| pool_overflow_floor(3_000, closed, 30);
    assert_eq!(
        [0, 1, 2, 29, 30, 31, u32::MAX].map(overflow),
        [0, 100, 200, 2_900, 3_000, 3_000, 3_000].map(Some)
    );
    assert_eq!((pool_overflow_floor(29, 1, 30), pool_overflow_floor(30, 1, 30)), (Some(0), Some(1)));
    assert_eq!(pool_overflow_floor(u64::MAX, u32::MAX, u32::MAX), Some(u64::MAX));
    assert_eq!((pool_overflow_floor(5, 1, 0), pool_overflow_floor(0, 0, 0)), (None, None));
}

fn any_size() -> impl Strategy<Value = u64> {
    (0u32..64, any::<u64>()).prop_map(|(shift, word)| word >> shift)
}

proptest! {
    #[test]
    fn credits_are_exact_floors(diem in any_size(), rate in any_size()) {
        let quota = u128::from(diem) * u128::from(rate) / u128::from(DIEM_UNIT);
        prop_assert_eq!(quota_credits_floor(diem, rate), u64::try_from(quota).ok());
        let paid = (u128::from(diem) * u128::from(CREDIT_UNIT)).checked_div(rate.into());
        let paid = paid.and_then(|paid| u64::try_from(paid).ok());
        prop_assert_eq!(paid_credits_floor(diem, rate), paid.unwrap_or(u64::MAX));
    }

    #[test]
    fn a_part_of_an_epoch_is_the_exact_floor(credits in any_size(), secs_left: i64, epoch_secs in 1i64..) {
        for secs_left in [secs_left, secs_left % epoch_secs] {
            let left = secs_left.clamp(1, epoch_secs);
            let exact = u128::from(credits) * left as u128 / epoch_secs as u128;
            let part = pro_rata_floor(credits, secs_left, epoch_secs);
            prop_assert_eq!(part.map(u128::from), Some(exact));
        }
    }

    /// Stakes in pieces, and later ones, give no more than the whole stake at the first moment.
    #[test]
    fn a_later_stake_gives_no_more(
        (first, second) in (0u64..1 << 62, 0u64..1 << 62),
        (left, passed) in (1..=30 * DAY, 0..30 * DAY),
    ) {
        let part = |credits, secs_left| pro_rata_floor(credits, secs_left, 30 * DAY).unwrap();
        let whole = part(first + second, left);
        let pieces = part(first, left) + part(second, left - passed);
        prop_assert!(pieces <= whole);
    }

    #[test]
    fn the_pool_is_the_formula(
        pool in any_size(),
        rewardable in any_size(),
        cap_bps in 0..=BPS,
        reference_price in 0..=MAX_REFERENCE_PRICE,
    ) {
        let most = BigUint::from(rewardable) * cap_bps * reference_price / 10_000_000_000u64;
        let reward_pool = reward_pool_floor(pool, rewardable, cap_bps, reference_price);
        prop_assert_eq!(BigUint::from(reward_pool), most.min(pool.into()));
    }

    #[test]
    fn rewards_pass_neither_the_pool_nor_the_cap(
        available in any_size(),
        (cap_bps, reference) in (0..=BPS, 1..=MAX_REFERENCE_PRICE),
        served in prop::collection::vec(any_size().prop_map(|served| served >> 8), 1..50),
    ) {
        let total: u64 = served.iter().sum();
        prop_assume!(total > 0);
        let pool = reward_pool_floor(available, total, cap_bps, reference);
        prop_assert!(pool <= available);
        let mut paid = 0u64;
        for served in &served {
            let reward = BigUint::from(reward_floor(pool, *served, total).unwrap());
            let capped = BigUint::from(*served) * cap_bps * reference / 10_000_000_000u64;
            // the lesser of the two rules, up to the two roundings
            let share = BigUint::from(available) * *served / total;
            let lesser = share.min(capped);
            prop_assert!(reward <= lesser && lesser <= &reward + 2u32);
            paid += u64::try_from(reward).unwrap();
        }
        prop_assert!(paid <= pool && pool - paid < served.len() as u64);
    }

    /// Nothing is hoarded: however the epochs are closed, after as many as the parameter says less than 37 % is left, and
    /// closed at once, nothing.
    #[test]
    fn an_overflow_in_steps_leaves_some_and_at_once_none(
        pool in any_size(),
        epochs in MIN_QUOTA_POOL_EPOCHS..400,
    ) {
        let mut left = pool;
        for _ in 0..epochs {
            left -= pool_overflow_floor(left, 1, epochs).unwrap();
        }
        let exact = u128::from(pool) * 37 / 100;
        prop_assert!(u128::from(left) <= exact + u128::from(epochs), "{left} of {pool}");
        prop_assert_eq!(pool_overflow_floor(pool, epochs, epochs), Some(pool));
    }

    #[test]
    fn no_input_panics(inputs: [u64; 3], bps: u16, epochs: (u32, u32), secs: (i64, i64)) {
        let [pool, rewardable, price] = inputs;
        prop_assert!(reward_pool_floor(pool, rewardable, bps, price) <= pool);
        let overflow = pool_overflow_floor(pool, epochs.0, epochs.1);
        prop_assert_eq!(overflow.is_some(), epochs.1 > 0);
        prop_assert!(overflow.is_none_or(|overflow| overflow <= pool));
        let part = pro_rata_floor(pool, secs.0, secs.1);
        prop_assert_eq!(part.is_some(), secs.1 > 0);
        prop_assert!(part.is_none_or(|part| part <= pool));
    }
}
