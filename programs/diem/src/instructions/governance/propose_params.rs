use super::ByAuthority;
use crate::events::*;
use crate::state::MarketParams;
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct ProposeParamsArgs {
    pub params: MarketParams,
}

pub fn propose_params(ctx: Context<ByAuthority>, args: ProposeParamsArgs) -> Result<()> {
    let clock = Clock::get()?;
    let ByAuthority { market: market_account, events, .. } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        market.propose_params(args.params, clock.unix_timestamp)?;
        market.invariant()?;
        ParamsProposed {
            stamp: market.stamp(market_account.key(), &clock)?,
            current: market.params,
            proposed: market.pending_params,
            eta_ts: market.params_eta_ts,
        }
    };
    events.emit(&event)
}
