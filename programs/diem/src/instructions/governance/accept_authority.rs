use crate::errors::DiemError;
use crate::events::*;
use crate::state::Market;
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct AcceptAuthority<'info> {
    #[account(constraint = new_authority.key() == market.load()?.pending_authority @ DiemError::NotPendingAuthority)]
    pub new_authority: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    pub events: EventCpi<'info>,
}

pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
    let AcceptAuthority { new_authority, market: market_account, events } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let before = market.roles.authority;
        market.accept_authority();
        market.invariant()?;
        AuthorityChanged {
            stamp: market.stamp(market_account.key(), &Clock::get()?)?,
            before,
            after: new_authority.key(),
        }
    };
    events.emit(&event)
}
