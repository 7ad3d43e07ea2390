//! What a provider's use of one epoch adds to the epoch's record.

use super::{mul_div_floor, paid_credits_floor, product};
use crate::constants::{BPS, CREDIT_UNIT};
use anchor_lang::prelude::*;

/// What a provider served in one epoch: what was paid, in DIEM base units; the micro-credits that this bought at the
/// channels' prices; and the micro-credits of quota.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Served {
    pub diem: u64,
    pub bought: u64,
    pub quota: u64,
}

/// What an epoch's use is measured by, the same for all reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// DIEM base units per whole credit, above zero.
    pub reference_price: u64,
    /// Furthest that one epoch moves the reference price.
    pub max_price_step_bps: u16,
    /// Rewardable quota in parts of what was paid for.
    pub quota_match_bps: u16,
}

/// A provider's part of an epoch's record.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contribution {
    /// Micro-credits that were paid for at the reference price or more, at most the capacity.
    pub paid: u64,
    /// Micro-credits of counted use.
    pub used: u64,
    /// Micro-credits of quota that earn a reward.
    pub rewardable: u64,
    /// `paid` times the price that was paid, as far as one step from the reference price.
    pub price_sum: u128,
}

impl Measure {
    /// What `served` counts for, with `capacity` micro-credits offered in the epoch:
    ///
    /// - `worth = min(bought, floor(diem * CREDIT_UNIT / reference_price))`: below the reference price a credit counts for
    ///   what was paid of it, above it for one,
    /// - `paid = min(worth, capacity)`,
    /// - `used = min(worth + min(quota, worth), capacity)`: quota costs its owner nothing to use up on itself, so it may at
    ///   most double what was paid for,
    /// - `rewardable = min(quota, floor(worth * quota_match_bps / 10_000))`,
    /// - `price_sum = paid * price`, where `price = floor(diem * CREDIT_UNIT / bought)` is brought within a step of
    ///   `max(1, floor(reference_price * max_price_step_bps / 10_000))` of the reference price.
    ///
    /// `None` where the reference price is zero.
    pub fn contribution(&self, served: &Served, capacity: u64) -> Option<Contribution> {
        let Self { reference_price, max_price_step_bps, quota_match_bps } = *self;
        let Served { diem, bought, quota } = *served;
        if reference_price == 0 {
            return None;
        }
        let worth = paid_credits_floor(diem, reference_price).min(bought);
        let paid = worth.min(capacity);
        let used = worth.saturating_add(quota.min(worth)).min(capacity);
        // a match above 64 bits is above any quota
        let matched = mul_div_floor(worth, quota_match_bps.into(), BPS.into()).unwrap_or(u64::MAX);
        let price = if paid == 0 {
            0
        } else {
            let step = price_step_floor(reference_price, max_price_step_bps)?;
            let (lowest, highest) =
                (reference_price.saturating_sub(step), reference_price.saturating_add(step));
            // a price above 64 bits is above the step
            mul_div_floor(diem, CREDIT_UNIT, bought).unwrap_or(u64::MAX).clamp(lowest, highest)
        };
        Some(Contribution { paid, used, rewardable: quota.min(matched), price_sum: product(paid, price) })
    }
}

/// The furthest that a reference price moves in one epoch: `max(1, floor(reference * max_step_bps / 10_000))`.
pub fn price_step_floor(reference: u64, max_step_bps: u16) -> Option<u64> {
    Some(mul_div_floor(reference, max_step_bps.into(), BPS.into())?.max(1))
}

#[cfg(test)]
mod tests;
