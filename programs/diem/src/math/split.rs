//! How new revenue is shared between a provider, the quota pool, the treasury and the stakers.

use super::{mul_div_ceil, mul_div_floor};
use crate::constants::BPS;

/// Base units for each party; their sum is the amount that was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeeSplit {
    pub provider: u64,
    pub quota: u64,
    pub treasury: u64,
    pub stakers: u64,
}

/// Splits `amount`. The provider's part is rounded down, and those of the treasury, and of treasury and quota pool
/// together, up, so that a payment to oneself of any size has a cost; the stakers get the rest. `None` if the shares pass
/// the whole.
pub fn split_fee(amount: u64, provider_bps: u16, quota_bps: u16, treasury_bps: u16) -> Option<FeeSplit> {
    let provider = mul_div_floor(amount, provider_bps.into(), BPS.into())?;
    let treasury = mul_div_ceil(amount, treasury_bps.into(), BPS.into())?;
    let shared = mul_div_ceil(amount, quota_bps.checked_add(treasury_bps)?.into(), BPS.into())?;
    let quota = shared.checked_sub(treasury)?;
    let stakers = amount.checked_sub(provider)?.checked_sub(shared)?;
    Some(FeeSplit { provider, quota, treasury, stakers })
}

#[cfg(test)]
mod tests;
