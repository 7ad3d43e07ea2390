//! How new revenue is shared between a provider, the treasury and the stakers.

use super::{mul_div_ceil, mul_div_floor};
use crate::constants::BPS;

/// The provider's share in basis points as a function of utilisation: linear from `idle` at 0 through `kink`
/// at `kink_at` to `full` at 10,000. Never rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShareCurve {
    pub idle_bps: u16,
    pub kink_bps: u16,
    pub full_bps: u16,
    pub kink_at_bps: u16,
}

impl ShareCurve {
    /// The share at `utilisation_bps` (above 10,000 counts as 10,000), rounded down.
    pub fn share_floor(&self, utilisation_bps: u16) -> Option<u16> {
        let utilisation = utilisation_bps.min(BPS);
        let (from, to, at, span) = if utilisation <= self.kink_at_bps {
            (self.idle_bps, self.kink_bps, utilisation, self.kink_at_bps)
        } else {
            let past_kink = utilisation.checked_sub(self.kink_at_bps)?;
            (self.kink_bps, self.full_bps, past_kink, BPS.checked_sub(self.kink_at_bps)?)
        };
        let fall = mul_div_ceil(from.checked_sub(to)?.into(), at.into(), span.into())?;
        from.checked_sub(u16::try_from(fall).ok()?)
    }
}

/// Base units for each party; their sum is the amount that was split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FeeSplit {
    pub provider: u64,
    pub treasury: u64,
    pub stakers: u64,
}

/// Splits `amount`. The provider's part is rounded down and the treasury's up, so that a payment of any size
/// costs whoever pays himself something; the stakers get the rest. `None` if the shares pass the whole.
pub fn split_fee(amount: u64, provider_bps: u16, treasury_bps: u16) -> Option<FeeSplit> {
    let provider = mul_div_floor(amount, provider_bps.into(), BPS.into())?;
    let treasury = mul_div_ceil(amount, treasury_bps.into(), BPS.into())?;
    let stakers = amount.checked_sub(provider)?.checked_sub(treasury)?;
    Some(FeeSplit { provider, treasury, stakers })
}

#[cfg(test)]
mod tests;
