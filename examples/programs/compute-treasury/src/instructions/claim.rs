use crate::diem_program::*;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use diem::cpi;

/// No signer: DIEM pays the owner's own token accounts alone.
#[derive(Accounts)]
pub struct Claim<'info> {
    pub treasury: Account<'info, Treasury>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub market: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub fee_pool: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub reward_vault: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub treasury_diem: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub treasury_vvv: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub diem: DiemProgram<'info>,
}

pub fn claim(ctx: Context<Claim>) -> Result<()> {
    let accounts = ctx.accounts;
    let claim = cpi::accounts::ClaimRewards {
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        fee_pool: accounts.fee_pool.to_account_info(),
        reward_vault: accounts.reward_vault.to_account_info(),
        owner_diem: accounts.treasury_diem.to_account_info(),
        owner_vvv: accounts.treasury_vvv.to_account_info(),
        token_program: accounts.token_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let program = accounts.diem.program.to_account_info();
    cpi::claim_rewards(CpiContext::new(program, claim).with_signer(&[&accounts.treasury.seeds()]))
}
