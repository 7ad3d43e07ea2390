use super::OfMarket;
use crate::errors::DiemError;
use crate::state::add;
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct QuoteMintArgs {
    /// DIEM base units to mint.
    pub diem_amount: u64,
}

/// What a mint would do now: 32 bytes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MintQuote {
    /// VVV base units that it would lock; what `mint_diem` compares with `max_vvv_locked`.
    pub vvv_locked: u64,
    /// Rate at which the next mint would begin, VVV base units per whole DIEM, rounded down; 2^64 - 1 stands
    /// for all above.
    pub marginal_rate: u64,
    /// DIEM base units that would exist.
    pub supply: u64,
    /// T of the mint curve now, in DIEM base units. It changes as an epoch begins.
    pub target_supply: u64,
}

pub fn quote_mint(ctx: Context<OfMarket>, args: QuoteMintArgs) -> Result<MintQuote> {
    let QuoteMintArgs { diem_amount } = args;
    require!(diem_amount > 0, DiemError::ZeroAmount);
    let now = Clock::get()?.unix_timestamp;
    let market = ctx.accounts.market.load()?;
    let vvv_locked = market.mint_cost(ctx.accounts.diem_mint.supply, diem_amount, now)?;
    let supply = add(ctx.accounts.diem_mint.supply, diem_amount)?;
    let target_supply = market.target_in_epoch(market.epoch_at(now)?);
    let curve = market.params.curve(target_supply);
    let marginal_rate = curve.marginal_rate_floor(supply).ok_or(DiemError::OutsideMintCurve)?;
    Ok(MintQuote { vvv_locked, marginal_rate, supply, target_supply })
}
