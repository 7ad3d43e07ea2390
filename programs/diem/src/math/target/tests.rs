//! Where the target supply is heading, and how fast it gets there.

use super::{target_goal_floor, target_step};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT, MAX_TARGET_STEP_BPS};
use num_bigint::BigUint;
use proptest::prelude::*;

#[test]
fn a_credit_per_diem_makes_as_many_diem_as_credits() {
    let goal = |headroom| target_goal_floor(38_000 * CREDIT_UNIT, CREDIT_UNIT, headroom, 1, u64::MAX);
    assert_eq!(
        [5_000, 10_000, 20_000].map(goal),
        [19_000, 38_000, 76_000].map(|diem| Some(diem * DIEM_UNIT))
    );
}

#[test]
fn the_goal_is_rounded_down_and_bounded() {
    assert_eq!(target_goal_floor(1, 3, 10_000, 0, u64::MAX), Some(333_333_333));
    assert_eq!(target_goal_floor(1, 3, 10_000, 400_000_000, u64::MAX), Some(400_000_000));
    assert_eq!(target_goal_floor(1, 3, 10_000, 0, 300_000_000), Some(300_000_000));
    assert_eq!(target_goal_floor(0, 1, 10_000, 7, 9), Some(7));
}

#[test]
fn what_does_not_fit_counts_as_the_cap() {
    assert_eq!(target_goal_floor(u64::MAX, 1, u16::MAX, 0, 9), Some(9));
    assert_eq!(target_goal_floor(u64::MAX, 1, 10_000, 0, u64::MAX), Some(u64::MAX));
}

#[test]
fn contradictions_are_refused() {
    assert_eq!(target_goal_floor(5, 0, 10_000, 0, 9), None);
    assert_eq!(target_goal_floor(5, 5, 10_000, 2, 1), None);
}

#[test]
fn a_step_is_bounded_and_stops_at_the_goal() {
    let step = |goal| target_step(1_000_000, goal, 50);
    assert_eq!([0, 994_999, 995_000, 995_001].map(step), [995_000, 995_000, 995_000, 995_001].map(Some));
    assert_eq!(step(1_000_000), Some(1_000_000));
    assert_eq!([1_004_999, 1_005_000, u64::MAX].map(step), [1_004_999, 1_005_000, 1_005_000].map(Some));
}

#[test]
fn a_target_too_small_for_a_step_stands_still() {
    assert_eq!((target_step(199, u64::MAX, 50), target_step(200, u64::MAX, 50)), (Some(199), Some(201)));
    assert_eq!(target_step(1_000_000, 5, 0), Some(1_000_000));
}

#[test]
fn extremes_do_not_overflow() {
    assert_eq!(target_step(u64::MAX, u64::MAX, 10_000), Some(u64::MAX));
    assert_eq!(target_step(u64::MAX, 0, 10_000), Some(0));
    assert_eq!(target_step(u64::MAX, 0, 10_001), None);
}

proptest! {
    #[test]
    fn the_goal_is_the_exact_floor(
        capacity in prop_oneof![any::<u64>(), 0u64..1 << 40],
        credits in prop_oneof![1u64.., 1u64..1 << 30],
        headroom: u16,
        bounds: (u64, u64),
    ) {
        let (floor, cap) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let exact = BigUint::from(capacity) * DIEM_UNIT * headroom / (BigUint::from(credits) * 10_000u32);
        let exact = u64::try_from(exact).unwrap_or(u64::MAX);
        prop_assert_eq!(target_goal_floor(capacity, credits, headroom, 0, u64::MAX), Some(exact));
        prop_assert_eq!(target_goal_floor(capacity, credits, headroom, floor, cap), Some(exact.clamp(floor, cap)));
    }

    #[test]
    fn a_target_moves_towards_the_goal_by_at_most_its_step(
        current: u64, goal: u64, max_step in 0u16..=MAX_TARGET_STEP_BPS,
    ) {
        let next = target_step(current, goal, max_step).unwrap();
        let largest = (u128::from(current) * u128::from(max_step) / 10_000) as u64;
        prop_assert_eq!(next.abs_diff(current), largest.min(goal.abs_diff(current)));
        prop_assert_eq!(next.abs_diff(current) + next.abs_diff(goal), current.abs_diff(goal));
    }

    #[test]
    fn a_target_reaches_its_goal(
        current in 1_000_000u64..1 << 60,
        goal in 1_000_000u64..1 << 60,
        max_step in 10..=MAX_TARGET_STEP_BPS,
    ) {
        // 2^41 is the furthest apart, and a step of nearly 0.1 % gets there in 29,000 epochs
        let mut target = current;
        let epochs = (0..50_000).find(|_| {
            target = target_step(target, goal, max_step).unwrap();
            target == goal
        });
        prop_assert!(epochs.is_some());
    }

    #[test]
    fn no_input_panics(inputs: [u64; 4], headroom: u16) {
        let [capacity, credits, floor, cap] = inputs;
        let goal = target_goal_floor(capacity, credits, headroom, floor, cap);
        prop_assert_eq!(goal.is_some(), credits > 0 && floor <= cap);
        target_step(capacity, credits, headroom);
    }
}
