use crate::constants::PAUSE_STAKE;
use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Market, StakePosition, UnstakeTicket};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct CancelUnstake<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    #[account(
        mut,
        close = rent_payer,
        has_one = position @ DiemError::TicketOfAnotherPosition,
        has_one = rent_payer @ DiemError::WrongRentPayer,
    )]
    pub ticket: AccountLoader<'info, UnstakeTicket>,
    /// CHECK: only receives the rent; it is the account that paid it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    pub events: EventCpi<'info>,
}

pub fn cancel_unstake(ctx: Context<CancelUnstake>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        let ticket = accounts.ticket.load()?;
        market.require_open(PAUSE_STAKE)?;
        position.stop_cooling(&mut market, &ticket)?;
        position.stake(&mut market, ticket.amount, clock.unix_timestamp)?;
        market.invariant()?;
        position.invariant()?;
        UnstakeCancelled {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            ticket_id: ticket.id,
            amount: ticket.amount,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
