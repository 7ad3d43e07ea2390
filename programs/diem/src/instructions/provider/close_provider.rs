use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{self, CloseAccount, Token, TokenAccount};

#[derive(Accounts)]
pub struct CloseProvider<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
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
    /// Closed too: all that came in must have been distributed and withdrawn.
    #[account(mut, constraint = revenue.amount == 0 @ DiemError::ProviderNotEmpty)]
    pub revenue: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn close_provider(ctx: Context<CloseProvider>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (event, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        provider.require_closable(clock.unix_timestamp)?;
        let event = ProviderClosed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            provider: provider.snapshot(),
        };
        (event, provider.signer())
    };
    let close = CloseAccount {
        account: accounts.revenue.to_account_info(),
        destination: accounts.rent_payer.to_account_info(),
        authority: accounts.provider.to_account_info(),
    };
    token::close_account(
        CpiContext::new(accounts.token_program.to_account_info(), close).with_signer(&[&signer.seeds()]),
    )?;
    ctx.accounts.events.emit(&event)
}
