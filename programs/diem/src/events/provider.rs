use super::{MarketState, ProviderState, Stamp};
use crate::state::ProviderTerms;
use anchor_lang::prelude::*;

/// A provider was registered with a bond. The stamp counts the market's events.
#[event]
pub struct ProviderRegistered {
    pub stamp: Stamp,
    pub terms: ProviderTerms,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A provider changed its terms: operator and endpoint at once, price and price list from the next epoch on. The stamp
/// counts the provider's events.
#[event]
pub struct ProviderUpdated {
    pub stamp: Stamp,
    pub before: ProviderTerms,
    pub after: ProviderTerms,
    pub provider: ProviderState,
}

/// New revenue was split. The stamp counts the market's events, `provider_sequence` the provider's.
#[event]
pub struct RevenueDistributed {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub amount: u64,
    pub to_provider: u64,
    pub to_quota: u64,
    pub to_treasury: u64,
    pub to_stakers: u64,
    pub fee_stream_end_ts: i64,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A provider's owner was paid. The stamp counts the provider's events.
#[event]
pub struct RevenueWithdrawn {
    pub stamp: Stamp,
    pub amount: u64,
    pub provider: ProviderState,
}

/// A provider changed what it offers from the next epoch on. The stamp counts the market's events,
/// `provider_sequence` the provider's, as for all events below.
#[event]
pub struct CapacitySet {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub capacity_before: u64,
    pub quota_capacity_before: u64,
    pub provider: ProviderState,
}

/// VVV was added to a bond.
#[event]
pub struct BondAdded {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub amount: u64,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// VVV began to cool on a bond ticket.
#[event]
pub struct BondWithdrawalRequested {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub ticket_id: u64,
    pub amount: u64,
    /// Part of the cooling bond, counted in `era`.
    pub shares: u64,
    pub era: u64,
    pub ready_ts: i64,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A bond ticket was paid out: less than was requested if the bond was slashed meanwhile.
#[event]
pub struct BondWithdrawn {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub ticket_id: u64,
    pub requested: u64,
    pub amount: u64,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A provider began to retire.
#[event]
pub struct ProviderRetired {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub notice_ends_ts: i64,
    pub last_quota_epoch: u32,
    pub provider: ProviderState,
}

/// A retired provider was closed. What its revenue account still held was split as revenue.
#[event]
pub struct ProviderClosed {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub to_owner: u64,
    pub to_others: u64,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// The arbiter took VVV from a bond for the treasury.
#[event]
pub struct ProviderSlashed {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub arbiter: Pubkey,
    pub reason: u16,
    pub amount: u64,
    pub bond_before: u64,
    pub bond_cooling_before: u64,
    pub provider: ProviderState,
    pub market: MarketState,
}
