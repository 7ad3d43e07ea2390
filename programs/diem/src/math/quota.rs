//! What DIEM buys in credits, and what serving the quota of staked DIEM is rewarded with.

use super::mul_div_floor;
use crate::constants::{CREDIT_UNIT, DIEM_UNIT};

/// Micro-credits an epoch that `diem` staked base units give, at `credits_per_diem` micro-credits per whole
/// DIEM: `floor(diem * credits_per_diem / DIEM_UNIT)`. `None` above 64 bits.
pub fn quota_credits_floor(diem: u64, credits_per_diem: u64) -> Option<u64> {
    mul_div_floor(diem, credits_per_diem, DIEM_UNIT)
}

/// Micro-credits that a payment of `diem` base units stands for, at `price` base units per whole credit:
/// `floor(diem * CREDIT_UNIT / price)`. What passes 64 bits, and what was free, counts as `u64::MAX`: the
/// figure is a statistic, and a statistic must not stop a payment.
pub fn paid_credits_floor(diem: u64, price: u64) -> u64 {
    mul_div_floor(diem, CREDIT_UNIT, price).unwrap_or(u64::MAX)
}

/// VVV base units that the providers of an epoch share: what is `available`, but at most `reward_cap` base
/// units per whole credit served, `min(available, floor(quota_served * reward_cap / CREDIT_UNIT))`.
/// `quota_served` is in micro-credits.
pub fn reward_pool_floor(available: u64, quota_served: u64, reward_cap: u64) -> u64 {
    // a cap past 64 bits is no cap
    mul_div_floor(quota_served, reward_cap, CREDIT_UNIT).map_or(available, |most| most.min(available))
}

/// A provider's part of the pool for `served` of `total_served` micro-credits:
/// `floor(pool * served / total_served)`. `None` if `total_served` is zero or the result passes 64 bits.
///
/// [`reward_pool_floor`] has put the cap on the pool, so none is needed here: with `pool <= total_served *
/// cap` each part is at most `served * cap`. Where the cap binds, the pool is `total_served * cap` rounded
/// down, and the part is within two base units of `served * cap`; elsewhere the part is the lesser one
/// anyway. So this is `min(pool * served / total_served, served * cap)` up to rounding.
///
/// The parts never pass the pool, in whatever order they are claimed: where every `served` is counted in
/// `total_served`, the exact parts sum to the pool at most, and each is rounded down.
pub fn reward_floor(pool: u64, served: u64, total_served: u64) -> Option<u64> {
    mul_div_floor(pool, served, total_served)
}

#[cfg(test)]
mod tests;
