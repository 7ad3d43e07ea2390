use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Channel, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct Collect<'info> {
    #[account(mut, has_one = escrow @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(has_one = market @ DiemError::WrongMarket, has_one = revenue @ DiemError::WrongVault)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut, has_one = provider @ DiemError::WrongProvider)]
    pub channel: AccountLoader<'info, Channel>,
    #[account(mut)]
    pub escrow: Account<'info, TokenAccount>,
    #[account(mut)]
    pub revenue: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn collect(ctx: Context<Collect>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        (accounts.channel.load_mut()?.collect(&mut market)?, market.signer())
    };
    require!(amount > 0, DiemError::NothingToCollect);

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.escrow,
        to: &accounts.revenue,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let market = accounts.market.load()?;
        let mut channel = accounts.channel.load_mut()?;
        market.require_escrow_covered(balance(&accounts.escrow)?)?;
        market.invariant()?;
        channel.invariant()?;
        Collected { stamp: channel.stamp(&clock)?, amount, channel: channel.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
