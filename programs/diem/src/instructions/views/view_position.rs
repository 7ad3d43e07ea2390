use super::OfPosition;
use anchor_lang::prelude::*;

/// A position now, everything settled: 92 bytes. VVV and DIEM base units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositionView {
    pub owner: Pubkey,
    /// Staked VVV: `locked` behind DIEM, and `unlocked`, which can be unstaked or minted against.
    pub staked: u64,
    pub locked: u64,
    pub unlocked: u64,
    /// DIEM that clears the debt: burning it unlocks all that is locked. It falls when others burn DIEM without owing any.
    pub bill: u64,
    /// Cooling VVV, on `open_tickets` tickets.
    pub cooling: u64,
    pub open_tickets: u32,
    /// DIEM and VVV that `claim_rewards` would pay now.
    pub claimable_fees: u64,
    pub claimable_rewards: u64,
}

pub fn view_position(ctx: Context<OfPosition>) -> Result<PositionView> {
    let mut market = *ctx.accounts.market.load()?;
    let mut position = *ctx.accounts.position.load()?;
    let supply = ctx.accounts.diem_mint.supply;
    position.settle(&mut market, Clock::get()?.unix_timestamp)?;
    position.renew_debt(&mut market, supply);
    Ok(PositionView {
        owner: position.owner,
        staked: position.staked,
        locked: position.locked,
        unlocked: position.unlocked()?,
        bill: position.bill(&market, supply)?,
        cooling: position.cooling,
        open_tickets: position.open_tickets,
        claimable_fees: position.unclaimed_fees,
        claimable_rewards: position.unclaimed_rewards,
    })
}
