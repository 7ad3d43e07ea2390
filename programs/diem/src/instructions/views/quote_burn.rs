use super::OfPosition;
use crate::errors::DiemError;
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct QuoteBurnArgs {
    /// DIEM base units to burn, at most what the position owes.
    pub diem_amount: u64,
}

/// What a burn would do now: 24 bytes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct BurnQuote {
    /// VVV base units that it would unlock; what `burn_diem` compares with `min_vvv_unlocked`.
    pub vvv_unlocked: u64,
    /// VVV base units that would stay locked in the position.
    pub locked: u64,
    /// DIEM base units that the position would still owe.
    pub outstanding: u64,
}

pub fn quote_burn(ctx: Context<OfPosition>, args: QuoteBurnArgs) -> Result<BurnQuote> {
    let QuoteBurnArgs { diem_amount } = args;
    require!(diem_amount > 0, DiemError::ZeroAmount);
    let mut market = *ctx.accounts.market.load()?;
    let mut position = *ctx.accounts.position.load()?;
    let vvv_unlocked = position.burn(&mut market, diem_amount, Clock::get()?.unix_timestamp)?;
    Ok(BurnQuote { vvv_unlocked, locked: position.locked, outstanding: position.outstanding })
}
