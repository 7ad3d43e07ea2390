use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::Provider;
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct WithdrawRevenueArgs {
    /// DIEM base units, at most the provider's claimable revenue.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct WithdrawRevenue<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = owner @ DiemError::WrongOwner, has_one = revenue @ DiemError::WrongVault)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut)]
    pub revenue: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = owner_diem.mint == revenue.mint @ DiemError::WrongMint,
        constraint = owner_diem.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_diem: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn withdraw_revenue(ctx: Context<WithdrawRevenue>, args: WithdrawRevenueArgs) -> Result<()> {
    let WithdrawRevenueArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let signer = {
        let mut provider = accounts.provider.load_mut()?;
        provider.take_revenue(amount)?;
        provider.signer()
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.revenue,
        to: &accounts.owner_diem,
        authority: accounts.provider.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut provider = accounts.provider.load_mut()?;
        provider.require_revenue_covered(balance(&accounts.revenue)?)?;
        provider.invariant()?;
        RevenueWithdrawn { stamp: provider.stamp(&clock)?, amount, provider: provider.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
