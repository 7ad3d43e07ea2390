use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{sub, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{self, CloseAccount, Token, TokenAccount};

#[derive(Accounts)]
pub struct CloseProvider<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = fee_pool @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        close = rent_payer,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
        has_one = revenue @ DiemError::WrongVault,
        has_one = rent_payer @ DiemError::WrongRentPayer,
    )]
    pub provider: AccountLoader<'info, Provider>,
    /// CHECK: only receives the rent; it is the account that paid it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    /// Closed too. What it holds is distributed and paid out first, because anyone can send something there.
    #[account(mut)]
    pub revenue: Account<'info, TokenAccount>,
    #[account(mut)]
    pub fee_pool: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = owner_diem.mint == revenue.mint @ DiemError::WrongMint,
        constraint = owner_diem.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_diem: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn close_provider(ctx: Context<CloseProvider>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (to_others, to_owner, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        provider.require_closable(clock.unix_timestamp)?;
        let undistributed = sub(accounts.revenue.amount, provider.claimable)?;
        let split = market.book_revenue(undistributed, clock.unix_timestamp)?;
        provider.book_revenue(undistributed, split.provider)?;
        let to_owner = provider.claimable;
        provider.take_revenue(to_owner)?;
        (sub(undistributed, split.provider)?, to_owner, provider.signer())
    };

    for (to, amount) in [(&accounts.fee_pool, to_others), (&accounts.owner_diem, to_owner)] {
        Movement {
            token_program: &accounts.token_program,
            from: &accounts.revenue,
            to,
            authority: accounts.provider.to_account_info(),
            amount,
        }
        .execute_signed(&signer.seeds())?;
    }
    let close = CloseAccount {
        account: accounts.revenue.to_account_info(),
        destination: accounts.rent_payer.to_account_info(),
        authority: accounts.provider.to_account_info(),
    };
    token::close_account(
        CpiContext::new(accounts.token_program.to_account_info(), close).with_signer(&[&signer.seeds()]),
    )?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        market.require_fees_covered(balance(&accounts.fee_pool)?)?;
        market.invariant()?;
        provider.invariant()?;
        ProviderClosed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            to_owner,
            to_others,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
