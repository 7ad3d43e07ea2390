use super::{MarketState, ProviderState, RecordState, Stamp};
use anchor_lang::prelude::*;

/// A record was opened for an epoch.
#[event]
pub struct EpochRecordOpened {
    pub stamp: Stamp,
    pub rent_payer: Pubkey,
    pub record: RecordState,
}

/// Epochs were closed. `records` are those of them that had one.
#[event]
pub struct EpochsRolled {
    pub stamp: Stamp,
    pub first_closed: u32,
    pub closed: u32,
    pub records: Vec<RecordState>,
    pub utilisation_ema_bps: u16,
    pub served: u64,
    /// In the running epoch, and from the next one on.
    pub reference_price: u64,
    pub next_reference_price: u64,
    pub target_supply: u64,
    /// Replaces `target_supply` when `next_target_epoch` begins.
    pub next_target: u64,
    pub next_target_epoch: u32,
    /// DIEM of the quota pool that went to the stakers' stream.
    pub to_stakers: u64,
    pub market: MarketState,
}

/// What an epoch's record has of one provider: DIEM base units and micro-credits. The last three are computed
/// from the first three.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    pub diem: u64,
    pub bought: u64,
    pub quota: u64,
    pub paid: u64,
    pub used: u64,
    pub rewardable: u64,
}

/// A provider's usage was reported; it replaces an earlier report of the epoch. The stamp counts the provider's
/// events.
#[event]
pub struct UsageReported {
    pub stamp: Stamp,
    pub usage: Usage,
    pub record: RecordState,
    pub provider: ProviderState,
}

/// A provider's owner was paid the reward of an epoch's quota. The stamp counts the market's events,
/// `provider_sequence` the provider's.
#[event]
pub struct QuotaRewardClaimed {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub amount: u64,
    pub record: RecordState,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A record was closed; unclaimed rewards went back to the quota pool.
#[event]
pub struct EpochRecordClosed {
    pub stamp: Stamp,
    pub returned: u64,
    pub record: RecordState,
    pub market: MarketState,
}
