use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::Market;
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct FundQuotaArgs {
    /// DIEM base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct FundQuota<'info> {
    pub funder: Signer<'info>,
    #[account(mut, has_one = fee_pool @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        constraint = funder_diem.mint == fee_pool.mint @ DiemError::WrongMint,
        constraint = funder_diem.owner == funder.key() @ DiemError::WrongTokenOwner,
    )]
    pub funder_diem: Account<'info, TokenAccount>,
    #[account(mut)]
    pub fee_pool: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn fund_quota(ctx: Context<FundQuota>, args: FundQuotaArgs) -> Result<()> {
    let FundQuotaArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;

    let accounts = &ctx.accounts;
    accounts.market.load_mut()?.fund_quota(amount)?;

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.funder_diem,
        to: &accounts.fee_pool,
        authority: accounts.funder.to_account_info(),
        amount,
    }
    .execute()?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        market.require_fees_covered(balance(&accounts.fee_pool)?)?;
        market.invariant()?;
        QuotaFunded {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            funder: accounts.funder.key(),
            amount,
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
