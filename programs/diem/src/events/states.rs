//! The accounts as events show them.

use anchor_lang::prelude::*;

/// The market's totals after an event; see [`crate::state::Market`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct MarketState {
    pub total_staked: u64,
    pub total_locked: u64,
    pub total_cooling: u64,
    pub total_bonded: u64,
    pub total_bond_cooling: u64,
    pub total_escrowed: u64,
    pub reward_weight: u64,
    pub debt_units: u64,
    pub debt_era: u64,
    pub fees_owed: u64,
    pub rewards_owed: u64,
    pub treasury_owed: u64,
    pub quota_pool: u64,
    pub quota_rewards_owed: u64,
    pub fee_stream_remaining: u64,
    pub reward_stream_remaining: u64,
}

/// A position after an event; see [`crate::state::StakePosition`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct PositionState {
    pub owner: Pubkey,
    pub staked: u64,
    pub locked: u64,
    pub debt_units: u64,
    pub debt_era: u64,
    pub cooling: u64,
    pub unclaimed_fees: u64,
    pub unclaimed_rewards: u64,
}

/// A provider after an event; see [`crate::state::Provider`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ProviderState {
    pub owner: Pubkey,
    pub operator: Pubkey,
    /// From the next epoch on.
    pub price: u64,
    pub retiring: bool,
    pub bond: u64,
    pub bond_cooling: u64,
    /// From the next epoch on, as are the next two.
    pub capacity: u64,
    pub quota_capacity: u64,
    pub committed: u64,
    pub open_channels: u32,
    pub claimable: u64,
    pub total_revenue: u64,
    pub total_settled: u64,
}

/// A channel after an event; see [`crate::state::Channel`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ChannelState {
    pub provider: Pubkey,
    pub consumer: Pubkey,
    pub opened_slot: u64,
    pub deposit: u64,
    pub settled: u64,
    pub bought: u64,
    pub collected: u64,
    pub staked: u64,
    pub cooling: u64,
    pub withdrawable: u64,
    pub next_allowance: u64,
    pub quota: QuotaState,
    pub last_quota: QuotaState,
    pub closes_ts: i64,
    pub closing: u8,
    pub last_quota_epoch: u32,
}

/// The quota that staked DIEM gave in one epoch, and what was used of it: micro-credits.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct QuotaState {
    pub epoch: u32,
    pub allowance: u64,
    pub used: u64,
}

/// An epoch's record after an event; see [`crate::state::EpochRecord`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct RecordState {
    pub epoch: u32,
    pub capacity: u64,
    pub reference_price: u64,
    pub paid: u64,
    pub quota: u64,
    pub used: u64,
    pub rewardable: u64,
    pub price_sum: u128,
    pub rewarded: u64,
    pub reward_pool: u64,
    pub rewards_claimed: u64,
    pub utilisation_bps: u16,
}
