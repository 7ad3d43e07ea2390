use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, StakePosition, UnstakeTicket};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct WithdrawUnstaked<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = stake_vault @ DiemError::WrongVault)]
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
    #[account(mut)]
    pub stake_vault: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = owner_vvv.mint == stake_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_vvv: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn withdraw_unstaked(ctx: Context<WithdrawUnstaked>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (ticket_id, amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        let ticket = accounts.ticket.load()?;
        ticket.require_ready(clock.unix_timestamp)?;
        position.stop_cooling(&mut market, &ticket)?;
        (ticket.id, ticket.amount, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.stake_vault,
        to: &accounts.owner_vvv,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let position = accounts.position.load()?;
        market.require_stake_covered(balance(&accounts.stake_vault)?)?;
        market.invariant()?;
        position.invariant()?;
        UnstakeWithdrawn {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            ticket_id,
            amount,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
