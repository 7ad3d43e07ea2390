use super::{MarketState, Stamp};
use crate::state::{MarketParams, Roles};
use anchor_lang::prelude::*;

/// A market was created.
#[event]
pub struct MarketCreated {
    pub stamp: Stamp,
    pub creator: Pubkey,
    pub vvv_mint: Pubkey,
    pub vvv_decimals: u8,
    pub diem_mint: Pubkey,
    pub cluster_tag: [u8; 4],
    pub genesis_ts: i64,
    pub epoch_secs: i64,
    pub reference_price: u64,
    pub target_supply: u64,
    pub roles: Roles,
    pub params: MarketParams,
}

/// VVV was added to the reward stream, which now ends at `end_ts`.
#[event]
pub struct RewardsFunded {
    pub stamp: Stamp,
    pub funder: Pubkey,
    pub amount: u64,
    pub end_ts: i64,
    pub market: MarketState,
}

/// DIEM was added to the quota pool.
#[event]
pub struct QuotaFunded {
    pub stamp: Stamp,
    pub funder: Pubkey,
    pub amount: u64,
    pub market: MarketState,
}

/// The treasury was paid `amount` DIEM.
#[event]
pub struct TreasuryCollected {
    pub stamp: Stamp,
    pub treasury: Pubkey,
    pub amount: u64,
    pub market: MarketState,
}
