//! What DIEM buys in credits, and what serving the quota of staked DIEM is rewarded with.

use super::div::div_floor;
use super::mul_div::product;
use super::mul_div_floor;
use crate::constants::{BPS, CREDIT_UNIT, DIEM_UNIT, MAX_REFERENCE_PRICE};

/// Micro-credits an epoch that `diem` staked base units give, at `credits_per_diem` micro-credits per whole
/// DIEM: `floor(diem * credits_per_diem / DIEM_UNIT)`. `None` above 64 bits.
pub fn quota_credits_floor(diem: u64, credits_per_diem: u64) -> Option<u64> {
    mul_div_floor(diem, credits_per_diem, DIEM_UNIT)
}

/// The part of an epoch's `credits` that is left with `secs_left` of its `epoch_secs`: `floor(credits * secs_left /
/// epoch_secs)`, the time left brought into `1..=epoch_secs`. `None` if an epoch has no second.
pub fn pro_rata_floor(credits: u64, secs_left: i64, epoch_secs: i64) -> Option<u64> {
    let whole = u64::try_from(epoch_secs).ok().filter(|secs| *secs > 0)?;
    let left = u64::try_from(secs_left).unwrap_or(0).clamp(1, whole);
    mul_div_floor(credits, left, whole)
}

/// Micro-credits that a payment of `diem` base units stands for, at `price` base units per whole credit:
/// `floor(diem * CREDIT_UNIT / price)`. What passes 64 bits, and what was free, counts as `u64::MAX`: the
/// figure is a statistic, and a statistic must not stop a payment.
pub fn paid_credits_floor(diem: u64, price: u64) -> u64 {
    mul_div_floor(diem, CREDIT_UNIT, price).unwrap_or(u64::MAX)
}

/// What the cap of rewards, `rewardable * cap_bps * reference_price`, is divided by.
const CAP_DIVISOR: u64 = BPS as u64 * CREDIT_UNIT;
// u64 micro-credits times at most 10,000 times the largest reference price fits 128 bits
const _: () = assert!(BPS as u128 * MAX_REFERENCE_PRICE as u128 <= u64::MAX as u128);

/// DIEM base units that the providers of an epoch share: what the pool has, but per whole credit of rewardable quota at most
/// `quota_cap_bps` of the reference price, `min(pool, floor(rewardable * quota_cap_bps * reference_price / (10_000 *
/// CREDIT_UNIT)))`. `rewardable` is in micro-credits.
pub fn reward_pool_floor(pool: u64, rewardable: u64, quota_cap_bps: u16, reference_price: u64) -> u64 {
    // a cap above 64 bits limits nothing
    let most = u64::from(quota_cap_bps)
        .checked_mul(reference_price)
        .and_then(|per_credit| div_floor(product(rewardable, per_credit), CAP_DIVISOR))
        .and_then(|most| u64::try_from(most).ok());
    most.map_or(pool, |most| most.min(pool))
}

/// A provider's part of the pool for `rewardable` of `total_rewardable` micro-credits: `floor(pool * rewardable /
/// total_rewardable)`. `None` if `total_rewardable` is zero or the result passes 64 bits.
///
/// The parts never pass the pool, in any order of the claims: where every part is counted in the total, the exact
/// parts sum to the pool at most, and each is rounded down.
pub fn reward_floor(pool: u64, rewardable: u64, total_rewardable: u64) -> Option<u64> {
    mul_div_floor(pool, rewardable, total_rewardable)
}

/// DIEM base units that `closed` epochs pass on to the stakers of what they leave in the pool: `floor(pool * min(closed,
/// pool_epochs) / pool_epochs)`. `None` if `pool_epochs` is zero.
pub fn pool_overflow_floor(pool: u64, closed: u32, pool_epochs: u32) -> Option<u64> {
    mul_div_floor(pool, closed.min(pool_epochs).into(), pool_epochs.into())
}

#[cfg(test)]
mod tests;
