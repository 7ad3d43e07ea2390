use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{BondTicket, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct WithdrawBond<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = bond_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        mut,
        close = rent_payer,
        has_one = provider @ DiemError::TicketOfAnotherProvider,
        has_one = rent_payer @ DiemError::WrongRentPayer,
    )]
    pub ticket: AccountLoader<'info, BondTicket>,
    /// CHECK: only receives the rent; it is the account that paid it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    #[account(mut)]
    pub bond_vault: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = owner_vvv.mint == bond_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_vvv: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn withdraw_bond(ctx: Context<WithdrawBond>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (ticket_id, requested, amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let ticket = accounts.ticket.load()?;
        ticket.require_ready(clock.unix_timestamp)?;
        let amount = provider.stop_bond_cooling(&mut market, &ticket)?;
        (ticket.id, ticket.requested, amount, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.bond_vault,
        to: &accounts.owner_vvv,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        market.require_bonds_covered(balance(&accounts.bond_vault)?)?;
        market.invariant()?;
        provider.invariant()?;
        BondWithdrawn {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            ticket_id,
            requested,
            amount,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
