use super::{MarketState, PositionState, Stamp};
use anchor_lang::prelude::*;

/// An empty position was opened.
#[event]
pub struct PositionOpened {
    pub stamp: Stamp,
    pub position: PositionState,
}

/// VVV was staked.
#[event]
pub struct Staked {
    pub stamp: Stamp,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// VVV began to cool on a ticket.
#[event]
pub struct UnstakeRequested {
    pub stamp: Stamp,
    pub ticket_id: u64,
    pub amount: u64,
    pub ready_ts: i64,
    pub position: PositionState,
    pub market: MarketState,
}

/// A ticket's VVV was staked again.
#[event]
pub struct UnstakeCancelled {
    pub stamp: Stamp,
    pub ticket_id: u64,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// A ticket's VVV was paid out.
#[event]
pub struct UnstakeWithdrawn {
    pub stamp: Stamp,
    pub ticket_id: u64,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// Fees (DIEM) and rewards (VVV) were paid out.
#[event]
pub struct RewardsClaimed {
    pub stamp: Stamp,
    pub fees: u64,
    pub rewards: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// VVV rewards became stake.
#[event]
pub struct RewardsCompounded {
    pub stamp: Stamp,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// An empty position was closed.
#[event]
pub struct PositionClosed {
    pub stamp: Stamp,
    pub owner: Pubkey,
}

/// DIEM was minted against newly locked VVV.
#[event]
pub struct DiemMinted {
    pub stamp: Stamp,
    pub diem_amount: u64,
    pub vvv_locked: u64,
    /// DIEM that clears the position's debt, and DIEM that exists, after it.
    pub bill: u64,
    pub supply: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// DIEM was burned and VVV unlocked.
#[event]
pub struct DiemBurned {
    pub stamp: Stamp,
    pub diem_amount: u64,
    pub vvv_unlocked: u64,
    /// DIEM that clears the rest of the position's debt, and DIEM that exists, after it.
    pub bill: u64,
    pub supply: u64,
    pub position: PositionState,
    pub market: MarketState,
}
