//! The target supply of DIEM follows the compute that is offered to staked DIEM.

use super::mul_div_floor;
use crate::constants::{BPS, DIEM_UNIT};

/// DIEM base units in a ten-thousandth of a whole DIEM. That it divides evenly lets one division by
/// `credits_per_diem` stand for both, with a numerator of at most 112 bits.
const UNITS_PER_BPS: u64 = 100_000;
const _: () = assert!(UNITS_PER_BPS * BPS as u64 == DIEM_UNIT);

/// Where the target supply (DIEM base units) is heading: `floor(quota_capacity * DIEM_UNIT * headroom_bps /
/// (credits_per_diem * 10_000))`, brought into `floor..=cap`. `quota_capacity` is in micro-credits,
/// `credits_per_diem` in micro-credits per whole DIEM. What passes 64 bits counts as the cap. `None` if
/// `credits_per_diem` is zero or `floor` passes `cap`.
pub fn target_goal_floor(
    quota_capacity: u64,
    credits_per_diem: u64,
    headroom_bps: u16,
    floor: u64,
    cap: u64,
) -> Option<u64> {
    if credits_per_diem == 0 || floor > cap {
        return None;
    }
    // below 2^33
    let headroom = UNITS_PER_BPS.wrapping_mul(headroom_bps.into());
    let goal = mul_div_floor(quota_capacity, headroom, credits_per_diem).unwrap_or(u64::MAX);
    Some(goal.clamp(floor, cap))
}

/// `current` moved towards `goal` by at most `floor(current * max_step_bps / 10_000)`, and never past it. A
/// target so small that the step is less than one base unit stands still. `None` if the step passes 64 bits.
pub fn target_step(current: u64, goal: u64, max_step_bps: u16) -> Option<u64> {
    let step = mul_div_floor(current, max_step_bps.into(), BPS.into())?;
    Some(goal.clamp(current.saturating_sub(step), current.saturating_add(step)))
}

#[cfg(test)]
mod tests;
