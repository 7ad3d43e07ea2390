use super::OfPosition;
use crate::state::sub;
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct QuoteBurnArgs {
    /// Most DIEM base units to burn.
    pub diem_amount: u64,
}

/// What a burn would do now: 32 bytes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct BurnQuote {
    /// DIEM base units that it would burn: no more than the bill.
    pub diem_burned: u64,
    /// VVV base units that it would unlock; what `burn_diem` compares with `min_vvv_unlocked`.
    pub vvv_unlocked: u64,
    /// VVV base units that would stay locked in the position.
    pub locked: u64,
    /// DIEM base units that would clear the debt that is left.
    pub bill: u64,
}

pub fn quote_burn(ctx: Context<OfPosition>, args: QuoteBurnArgs) -> Result<BurnQuote> {
    let QuoteBurnArgs { diem_amount } = args;
    let supply = ctx.accounts.diem_mint.supply;
    let mut market = *ctx.accounts.market.load()?;
    let mut position = *ctx.accounts.position.load()?;
    let burnt = position.burn(&mut market, supply, diem_amount, Clock::get()?.unix_timestamp)?;
    Ok(BurnQuote {
        diem_burned: burnt.diem,
        vvv_unlocked: burnt.unlocked,
        locked: position.locked,
        bill: position.bill(&market, sub(supply, burnt.diem)?)?,
    })
}
