use crate::constants::{ACCOUNT_VERSION, POSITION_SEED};
use crate::events::*;
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct OpenPosition<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        init,
        payer = payer,
        space = StakePosition::SPACE,
        seeds = [POSITION_SEED, market.key().as_ref(), owner.key().as_ref()],
        bump,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn open_position(ctx: Context<OpenPosition>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_init()?;
        position.version = ACCOUNT_VERSION;
        position.bump = ctx.bumps.position;
        position.market = accounts.market.key();
        position.owner = accounts.owner.key();
        position.rent_payer = accounts.payer.key();
        position.invariant()?;
        PositionOpened { stamp: market.stamp(accounts.market.key(), &clock)?, position: position.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
