use crate::errors::TreasuryError;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use anchor_spl::token::{self, Token, Transfer};

#[derive(Accounts)]
pub struct Pay<'info> {
    pub manager: Signer<'info>,
    #[account(has_one = manager @ TreasuryError::NotTheManager)]
    pub treasury: Account<'info, Treasury>,
    /// CHECK: the token program checks both.
    #[account(mut)]
    pub from: UncheckedAccount<'info>,
    /// CHECK: whom to pay is the manager's choice: a provider's revenue account, a channel's consumer, anyone.
    #[account(mut)]
    pub to: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
}

pub fn pay(ctx: Context<Pay>, amount: u64) -> Result<()> {
    let accounts = ctx.accounts;
    let transfer = Transfer {
        from: accounts.from.to_account_info(),
        to: accounts.to.to_account_info(),
        authority: accounts.treasury.to_account_info(),
    };
    let program = accounts.token_program.to_account_info();
    let context = CpiContext::new(program, transfer);
    token::transfer(context.with_signer(&[&accounts.treasury.seeds()]), amount)
}
