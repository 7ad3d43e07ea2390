//! The target supply of DIEM follows use, within the compute that is offered.

use super::mul_div_floor;
use crate::constants::{BPS, DIEM_UNIT};

/// DIEM base units in a ten-thousandth of a whole DIEM. That it divides evenly lets one division by
/// `credits_per_diem` stand for both, with a numerator of at most 112 bits.
const UNITS_PER_BPS: u64 = 100_000;
const _: () = assert!(UNITS_PER_BPS * BPS as u64 == DIEM_UNIT);

/// What the target supply follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TargetGoal {
    /// Micro-credits of quota that one whole staked DIEM gives per epoch.
    pub credits_per_diem: u64,
    /// Quota in parts of the smoothed use.
    pub target_share_bps: u16,
    /// Bounds in DIEM base units.
    pub floor: u64,
    pub cap: u64,
}

impl TargetGoal {
    /// The goal of the target supply (DIEM base units): `max(floor, min(cap, floor(capacity * DIEM_UNIT /
    /// credits_per_diem), floor(target_share_bps * served * DIEM_UNIT / (credits_per_diem * 10_000))))`. `capacity` is
    /// offered and `served` the smoothed use, both in micro-credits an epoch. What passes 64 bits counts as the cap. `None`
    /// if `credits_per_diem` is zero or `floor` passes `cap`.
    pub fn supply_floor(&self, capacity: u64, served: u64) -> Option<u64> {
        let Self { credits_per_diem, target_share_bps, floor, cap } = *self;
        if credits_per_diem == 0 || floor > cap {
            return None;
        }
        let share = UNITS_PER_BPS.wrapping_mul(target_share_bps.into()); // below 2^33
        let carried = mul_div_floor(capacity, DIEM_UNIT, credits_per_diem).unwrap_or(u64::MAX);
        let wanted = mul_div_floor(served, share, credits_per_diem).unwrap_or(u64::MAX);
        Some(carried.min(wanted).clamp(floor, cap))
    }
}

/// `current` moved towards `goal` by at most `floor(current * max_step_bps / 10_000)`, and never past it. A target so small
/// that the step is less than one base unit does not move. `None` if the step passes 64 bits.
pub fn target_step(current: u64, goal: u64, max_step_bps: u16) -> Option<u64> {
    let step = mul_div_floor(current, max_step_bps.into(), BPS.into())?;
    Some(goal.clamp(current.saturating_sub(step), current.saturating_add(step)))
}

#[cfg(test)]
mod tests;
