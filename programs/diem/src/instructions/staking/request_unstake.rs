use crate::constants::{ACCOUNT_VERSION, TICKET_SEED};
use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Market, StakePosition, UnstakeTicket};
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct RequestUnstakeArgs {
    /// VVV base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct RequestUnstake<'info> {
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
    pub position: AccountLoader<'info, StakePosition>,
    #[account(
        init,
        payer = payer,
        space = UnstakeTicket::SPACE,
        seeds = [
            TICKET_SEED,
            position.key().as_ref(),
            &position.load()?.next_ticket_id.to_le_bytes(),
        ],
        bump,
    )]
    pub ticket: AccountLoader<'info, UnstakeTicket>,
    pub system_program: Program<'info, System>,
    pub events: EventCpi<'info>,
}

pub fn request_unstake(ctx: Context<RequestUnstake>, args: RequestUnstakeArgs) -> Result<()> {
    let RequestUnstakeArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        let mut ticket = accounts.ticket.load_init()?;
        ticket.version = ACCOUNT_VERSION;
        ticket.bump = ctx.bumps.ticket;
        ticket.position = accounts.position.key();
        ticket.rent_payer = accounts.payer.key();
        ticket.id = position.start_cooling(&mut market, amount, now)?;
        ticket.amount = amount;
        ticket.requested_ts = now;
        ticket.ready_ts =
            now.checked_add(market.params.stake_cooldown_secs).ok_or(DiemError::MathOverflow)?;
        market.invariant()?;
        position.invariant()?;
        UnstakeRequested {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            ticket_id: ticket.id,
            amount,
            ready_ts: ticket.ready_ts,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
