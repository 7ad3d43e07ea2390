use crate::diem_program::*;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use diem::cpi;

#[derive(Accounts)]
pub struct WithdrawUnstaked<'info> {
    pub treasury: Account<'info, Treasury>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub market: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub ticket: UncheckedAccount<'info>,
    /// CHECK: by DIEM: the account that paid the ticket's rent.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub stake_vault: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub treasury_vvv: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub diem: DiemProgram<'info>,
}

pub fn withdraw_unstaked(ctx: Context<WithdrawUnstaked>) -> Result<()> {
    let accounts = ctx.accounts;
    let withdraw = cpi::accounts::WithdrawUnstaked {
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        ticket: accounts.ticket.to_account_info(),
        rent_payer: accounts.rent_payer.to_account_info(),
        stake_vault: accounts.stake_vault.to_account_info(),
        owner_vvv: accounts.treasury_vvv.to_account_info(),
        token_program: accounts.token_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let program = accounts.diem.program.to_account_info();
    cpi::withdraw_unstaked(CpiContext::new(program, withdraw).with_signer(&[&accounts.treasury.seeds()]))
}
