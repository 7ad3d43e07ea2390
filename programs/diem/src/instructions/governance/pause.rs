use crate::errors::DiemError;
use crate::events::*;
use crate::state::Market;
use anchor_lang::prelude::*;

/// Arguments of `pause` and `unpause`.
#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct EntriesArgs {
    /// Bits: 1 stake, 2 mint, 4 open, 8 deposit, 16 register.
    pub entries: u8,
}

#[derive(Accounts)]
pub struct Pause<'info> {
    #[account(
        constraint = pauser.key() == market.load()?.roles.guardian
            || pauser.key() == market.load()?.roles.authority @ DiemError::NotGuardian,
    )]
    pub pauser: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    pub events: EventCpi<'info>,
}

pub fn pause(ctx: Context<Pause>, args: EntriesArgs) -> Result<()> {
    let Pause { pauser, market: market_account, events } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let before = market.paused;
        market.pause(args.entries)?;
        market.invariant()?;
        EntriesPaused {
            stamp: market.stamp(market_account.key(), &Clock::get()?)?,
            by: pauser.key(),
            before,
            after: market.paused,
        }
    };
    events.emit(&event)
}
