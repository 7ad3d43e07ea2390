use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct DistributeRevenue<'info> {
    #[account(mut, has_one = fee_pool @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = revenue @ DiemError::WrongVault,
    )]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut)]
    pub revenue: Account<'info, TokenAccount>,
    #[account(mut)]
    pub fee_pool: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn distribute_revenue(ctx: Context<DistributeRevenue>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, split, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let amount = provider.undistributed(accounts.revenue.amount)?;
        let split = market.book_revenue(amount, clock.unix_timestamp)?;
        provider.book_revenue(amount, split.provider)?;
        (amount, split, provider.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.revenue,
        to: &accounts.fee_pool,
        authority: accounts.provider.to_account_info(),
        amount: amount.checked_sub(split.provider).ok_or(DiemError::MathOverflow)?,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        market.require_fees_covered(balance(&accounts.fee_pool)?)?;
        provider.require_revenue_covered(balance(&accounts.revenue)?)?;
        market.invariant()?;
        provider.invariant()?;
        RevenueDistributed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            amount,
            to_provider: split.provider,
            to_quota: split.quota,
            to_treasury: split.treasury,
            to_stakers: split.stakers,
            fee_stream_end_ts: market.fee_stream.end_ts().ok_or(DiemError::MathOverflow)?,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
