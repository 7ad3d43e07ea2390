use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct ClosePosition<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        close = rent_payer,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
        has_one = rent_payer @ DiemError::WrongRentPayer,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    /// CHECK: only receives the rent; it is the account that paid it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    pub events: EventCpi<'info>,
}

pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    accounts.position.load()?.require_empty()?;
    let event = PositionClosed {
        stamp: accounts.market.load_mut()?.stamp(accounts.market.key(), &clock)?,
        owner: accounts.owner.key(),
    };
    ctx.accounts.events.emit(&event)
}
