use crate::constants::{ACCOUNT_VERSION, BOND_TICKET_SEED};
use crate::errors::DiemError;
use crate::events::*;
use crate::state::{BondTicket, Market, Provider};
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct RequestBondWithdrawalArgs {
    /// VVV base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct RequestBondWithdrawal<'info> {
    #[account(mut)]
    pub payer: Signer<'info>,
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        init,
        payer = payer,
        space = BondTicket::SPACE,
        seeds = [
            BOND_TICKET_SEED,
            provider.key().as_ref(),
            &provider.load()?.next_ticket_id.to_le_bytes(),
        ],
        bump,
    )]
    pub ticket: AccountLoader<'info, BondTicket>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn request_bond_withdrawal(
    ctx: Context<RequestBondWithdrawal>,
    args: RequestBondWithdrawalArgs,
) -> Result<()> {
    let RequestBondWithdrawalArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let mut ticket = accounts.ticket.load_init()?;
        let epoch = market.epoch_at(now)?;
        ticket.version = ACCOUNT_VERSION;
        ticket.bump = ctx.bumps.ticket;
        ticket.provider = accounts.provider.key();
        ticket.rent_payer = accounts.payer.key();
        (ticket.id, ticket.shares) = provider.start_bond_cooling(&mut market, amount, epoch)?;
        ticket.era = provider.bond_cooling.shares.era;
        ticket.requested = amount;
        ticket.requested_ts = now;
        ticket.ready_ts = provider.bond_ready_ts(&market, now)?;
        market.invariant()?;
        provider.invariant()?;
        BondWithdrawalRequested {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            ticket_id: ticket.id,
            amount,
            shares: ticket.shares,
            era: ticket.era,
            ready_ts: ticket.ready_ts,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
