use super::{ByAuthority, EntriesArgs};
use crate::events::*;
use anchor_lang::prelude::*;

pub fn unpause(ctx: Context<ByAuthority>, args: EntriesArgs) -> Result<()> {
    let ByAuthority { authority, market: market_account, events } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let before = market.paused;
        market.unpause(args.entries)?;
        market.invariant()?;
        EntriesUnpaused {
            stamp: market.stamp(market_account.key(), &Clock::get()?)?,
            by: authority.key(),
            before,
            after: market.paused,
        }
    };
    events.emit(&event)
}
