use super::{MarketState, Stamp};
use crate::state::{MarketParams, Roles};
use crate::token_metadata::TokenMetadata;
use anchor_lang::prelude::*;

/// The authority proposed `pending` in its place; the default key stands for nobody.
#[event]
pub struct AuthorityProposed {
    pub stamp: Stamp,
    pub authority: Pubkey,
    pub pending_before: Pubkey,
    pub pending: Pubkey,
}

/// The proposed authority accepted and is now the authority.
#[event]
pub struct AuthorityChanged {
    pub stamp: Stamp,
    pub before: Pubkey,
    pub after: Pubkey,
}

/// The authority changed guardian, arbiter or treasury.
#[event]
pub struct RolesChanged {
    pub stamp: Stamp,
    pub before: Roles,
    pub after: Roles,
}

/// Entries were paused: `before` and `after` are the bits of all paused entries.
#[event]
pub struct EntriesPaused {
    pub stamp: Stamp,
    pub by: Pubkey,
    pub before: u8,
    pub after: u8,
}

/// Entries were unpaused: `before` and `after` are the bits of all paused entries.
#[event]
pub struct EntriesUnpaused {
    pub stamp: Stamp,
    pub by: Pubkey,
    pub before: u8,
    pub after: u8,
}

/// Parameters were proposed, in place of any proposed before. Anyone may apply them from `eta_ts` on, for 14
/// days.
#[event]
pub struct ParamsProposed {
    pub stamp: Stamp,
    pub current: MarketParams,
    pub proposed: MarketParams,
    pub eta_ts: i64,
}

/// The proposed parameters were applied.
#[event]
pub struct ParamsApplied {
    pub stamp: Stamp,
    pub before: MarketParams,
    pub after: MarketParams,
    pub reference_price_before: u64,
    pub reference_price: u64,
    pub next_reference_price: u64,
    pub market: MarketState,
}

/// The proposed parameters were cancelled.
#[event]
pub struct ParamsCancelled {
    pub stamp: Stamp,
    pub current: MarketParams,
    pub cancelled: MarketParams,
}

/// The authority set the name, symbol and URI of DIEM. `before` is empty the first time.
#[event]
pub struct DiemMetadataSet {
    pub stamp: Stamp,
    pub before: Option<TokenMetadata>,
    pub after: TokenMetadata,
}
