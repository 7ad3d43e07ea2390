use super::ByAuthority;
use crate::events::*;
use anchor_lang::prelude::*;

pub fn cancel_params(ctx: Context<ByAuthority>) -> Result<()> {
    let ByAuthority { market: market_account, events, .. } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let cancelled = market.cancel_params()?;
        market.invariant()?;
        ParamsCancelled {
            stamp: market.stamp(market_account.key(), &Clock::get()?)?,
            current: market.params,
            cancelled,
        }
    };
    events.emit(&event)
}
