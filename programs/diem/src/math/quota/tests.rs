//! Credits against exact fractions, and rewards that pass neither the pool nor the cap.

use super::{paid_credits_floor, quota_credits_floor, reward_floor, reward_pool_floor};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT};
use proptest::prelude::*;

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
    assert_eq!(reward_pool_floor(1_000, 5 * CREDIT_UNIT, 100), 500);
    assert_eq!(reward_pool_floor(499, 5 * CREDIT_UNIT, 100), 499);
    assert_eq!(reward_pool_floor(1_000, CREDIT_UNIT - 1, 1), 0);
    assert_eq!(reward_pool_floor(u64::MAX, u64::MAX, u64::MAX), u64::MAX);
    assert_eq!((reward_pool_floor(5, 0, 100), reward_pool_floor(5, CREDIT_UNIT, 0)), (0, 0));
}

#[test]
fn a_part_of_nothing_served_is_refused() {
    assert_eq!(
        (reward_floor(5, 0, 0), reward_floor(5, 0, 1), reward_floor(5, 1, 1)),
        (None, Some(0), Some(5))
    );
    assert_eq!(reward_floor(u64::MAX, 2, 1), None);
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
    fn rewards_pass_neither_the_pool_nor_the_cap(
        available in any_size(),
        reward_cap in any_size(),
        served in prop::collection::vec((8u32..64, any::<u64>()).prop_map(|(shift, word)| word >> shift), 1..50),
    ) {
        let total: u64 = served.iter().sum();
        prop_assume!(total > 0);
        let pool = reward_pool_floor(available, total, reward_cap);
        prop_assert!(pool <= available);
        let mut paid = 0u64;
        for served in &served {
            let reward = reward_floor(pool, *served, total).unwrap();
            let capped = u128::from(*served) * u128::from(reward_cap) / u128::from(CREDIT_UNIT);
            prop_assert!(u128::from(reward) <= capped);
            // the lesser of the two rules, up to the two roundings
            let share = u128::from(available) * u128::from(*served) / u128::from(total);
            prop_assert!(u128::from(reward) <= share.min(capped) && share.min(capped) <= u128::from(reward) + 2);
            paid += reward;
        }
        prop_assert!(paid <= pool && pool - paid < served.len() as u64);
    }
}
