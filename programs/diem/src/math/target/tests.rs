//! The goal of the target supply, and how fast the target moves there.

use super::{target_step, TargetGoal};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT, MAX_TARGET_STEP_BPS};
use num_bigint::BigUint;
use proptest::prelude::*;

/// A credit per DIEM, quota for four tenths of the use, and bounds that do not bind.
const GOAL: TargetGoal =
    TargetGoal { credits_per_diem: CREDIT_UNIT, target_share_bps: 4_000, floor: 0, cap: u64::MAX };

fn diem(amount: u64) -> Option<u64> {
    Some(amount * DIEM_UNIT)
}

#[test]
fn the_goal_is_a_share_of_the_use() {
    let goal = |served: u64| GOAL.supply_floor(u64::MAX, served * CREDIT_UNIT);
    assert_eq!([0, 1_000, 95_000].map(goal), [0, 400, 38_000].map(diem));
    let share = |target_share_bps| {
        TargetGoal { target_share_bps, ..GOAL }.supply_floor(u64::MAX, 1_000 * CREDIT_UNIT)
    };
    assert_eq!([0, 1_000, 10_000, 20_000].map(share), [0, 100, 1_000, 2_000].map(diem));
}

#[test]
fn it_stays_within_what_is_offered() {
    let goal = |capacity: u64| GOAL.supply_floor(capacity * CREDIT_UNIT, 1_000 * CREDIT_UNIT);
    assert_eq!([0, 1, 399, 400, 401, 1 << 20].map(goal), [0, 1, 399, 400, 400, 400].map(diem));
    let double = TargetGoal { credits_per_diem: 2 * CREDIT_UNIT, ..GOAL };
    assert_eq!(double.supply_floor(300 * CREDIT_UNIT, 1_000 * CREDIT_UNIT), diem(150));
    assert_eq!(double.supply_floor(500 * CREDIT_UNIT, 1_000 * CREDIT_UNIT), diem(200));
}

#[test]
fn the_goal_is_rounded_down_and_bounded() {
    let thirds = TargetGoal { credits_per_diem: 3, target_share_bps: 10_000, ..GOAL };
    assert_eq!(thirds.supply_floor(1, 5), Some(333_333_333));
    assert_eq!(thirds.supply_floor(5, 1), Some(333_333_333));
    assert_eq!(TargetGoal { floor: 400_000_000, ..thirds }.supply_floor(1, 5), Some(400_000_000));
    assert_eq!(TargetGoal { cap: 300_000_000, ..thirds }.supply_floor(1, 5), Some(300_000_000));
    let bounded = TargetGoal { floor: 7, cap: 9, ..GOAL };
    assert_eq!([(0, 0), (0, u64::MAX), (u64::MAX, 0)].map(|(c, s)| bounded.supply_floor(c, s)), [Some(7); 3]);
}

#[test]
fn what_does_not_fit_counts_as_the_cap() {
    let one = TargetGoal { credits_per_diem: 1, target_share_bps: u16::MAX, floor: 0, cap: 9 };
    assert_eq!(one.supply_floor(u64::MAX, u64::MAX), Some(9));
    let unbounded = TargetGoal { cap: u64::MAX, ..one };
    assert_eq!(unbounded.supply_floor(u64::MAX, u64::MAX), Some(u64::MAX));
    assert_eq!(
        (unbounded.supply_floor(u64::MAX, 1), unbounded.supply_floor(1, u64::MAX)),
        (Some(6_553_500_000), Some(DIEM_UNIT))
    );
}

#[test]
fn contradictions_are_refused() {
    assert_eq!(TargetGoal { credits_per_diem: 0, ..GOAL }.supply_floor(5, 5), None);
    assert_eq!(TargetGoal { floor: 2, cap: 1, ..GOAL }.supply_floor(5, 5), None);
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
        served in prop_oneof![any::<u64>(), 0u64..1 << 40],
        credits_per_diem in prop_oneof![1u64.., 1u64..1 << 30],
        target_share_bps: u16,
        bounds: (u64, u64),
    ) {
        let (floor, cap) = (bounds.0.min(bounds.1), bounds.0.max(bounds.1));
        let carried = BigUint::from(capacity) * DIEM_UNIT / credits_per_diem;
        let shared = BigUint::from(served) * target_share_bps * DIEM_UNIT;
        let wanted = shared / (BigUint::from(credits_per_diem) * 10_000u32);
        let exact = u64::try_from(carried.min(wanted)).unwrap_or(u64::MAX);
        let goal = TargetGoal { credits_per_diem, target_share_bps, floor: 0, cap: u64::MAX };
        prop_assert_eq!(goal.supply_floor(capacity, served), Some(exact));
        let bounded = TargetGoal { floor, cap, ..goal };
        prop_assert_eq!(bounded.supply_floor(capacity, served), Some(exact.clamp(floor, cap)));
    }

    /// The sign is that of use: more of it, or more that is offered, never lowers the goal.
    #[test]
    fn more_use_never_lowers_the_goal(
        (capacity, served) in any::<(u64, u64)>(),
        more: (u64, u64),
        share in 1_000u16..=10_000,
    ) {
        let goal = TargetGoal { target_share_bps: share, ..GOAL };
        let less = goal.supply_floor(capacity, served).unwrap();
        let more = goal.supply_floor(capacity.saturating_add(more.0), served.saturating_add(more.1)).unwrap();
        prop_assert!(less <= more);
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
    fn no_input_panics(inputs: [u64; 5], target_share_bps: u16) {
        let [capacity, served, credits_per_diem, floor, cap] = inputs;
        for credits_per_diem in [credits_per_diem, 0] {
            let goal = TargetGoal { credits_per_diem, target_share_bps, floor, cap };
            let supply = goal.supply_floor(capacity, served);
            prop_assert_eq!(supply.is_some(), credits_per_diem > 0 && floor <= cap);
        }
        target_step(capacity, served, target_share_bps);
    }
}
