//! The accounts. Each is zero-copy, has a version, its bump and reserved space, and owns its `invariant()`,
//! which takes the struct apart field by field, so that a new field forces a look at the laws.

pub mod channel;
pub mod market;
pub mod params;
pub mod position;
pub mod provider;
pub mod record;
pub mod ticket;

pub use channel::{Channel, Claim, Closing, Progress};
pub use market::{Market, Roll};
pub use params::{MarketParams, Roles};
pub use position::{Burnt, Claims, StakePosition};
pub use provider::{BondTicket, PriceTerms, Provider, ProviderTerms, ScheduledTerms, UsageSlot, Window};
pub use record::EpochRecord;
pub use ticket::UnstakeTicket;

use crate::errors::DiemError;
use anchor_lang::prelude::*;

/// `a + b`, or [`DiemError::MathOverflow`].
pub(crate) fn add(a: u64, b: u64) -> Result<u64> {
    Ok(a.checked_add(b).ok_or(DiemError::MathOverflow)?)
}

/// `a - b`, or [`DiemError::MathOverflow`].
pub(crate) fn sub(a: u64, b: u64) -> Result<u64> {
    Ok(a.checked_sub(b).ok_or(DiemError::MathOverflow)?)
}

#[cfg(test)]
mod histories;
#[cfg(test)]
mod invariant_tests;
#[cfg(test)]
mod layout_tests;
