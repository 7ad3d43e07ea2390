use crate::diem_program::*;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use diem::cpi;
use diem::instructions::StakeArgs;

#[derive(Accounts)]
pub struct Stake<'info> {
    pub treasury: Account<'info, Treasury>,
    /// CHECK: DIEM checks it, as everything below: the owner of position and token account must be who signs.
    #[account(mut)]
    pub market: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub treasury_vvv: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub stake_vault: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub diem: DiemProgram<'info>,
}

pub fn stake(ctx: Context<Stake>, amount: u64) -> Result<()> {
    let accounts = ctx.accounts;
    let stake = cpi::accounts::Stake {
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        owner_vvv: accounts.treasury_vvv.to_account_info(),
        stake_vault: accounts.stake_vault.to_account_info(),
        token_program: accounts.token_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let program = accounts.diem.program.to_account_info();
    let context = CpiContext::new(program, stake);
    cpi::stake(context.with_signer(&[&accounts.treasury.seeds()]), StakeArgs { amount })
}
