use crate::diem_program::*;
use crate::errors::TreasuryError;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use diem::cpi;
use diem::instructions::BurnDiemArgs;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct BurnArgs {
    /// DIEM base units to burn at most: DIEM burns no more than the position's bill, which falls when others burn.
    pub diem_amount: u64,
    /// Least VVV base units that must be unlocked.
    pub min_vvv_unlocked: u64,
}

#[derive(Accounts)]
pub struct Burn<'info> {
    pub manager: Signer<'info>,
    #[account(has_one = manager @ TreasuryError::NotTheManager)]
    pub treasury: Account<'info, Treasury>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub market: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub diem_mint: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub treasury_diem: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub diem: DiemProgram<'info>,
}

pub fn burn(ctx: Context<Burn>, args: BurnArgs) -> Result<()> {
    let BurnArgs { diem_amount, min_vvv_unlocked } = args;
    let accounts = ctx.accounts;
    let burn = cpi::accounts::BurnDiem {
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        diem_mint: accounts.diem_mint.to_account_info(),
        owner_diem: accounts.treasury_diem.to_account_info(),
        token_program: accounts.token_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let program = accounts.diem.program.to_account_info();
    let context = CpiContext::new(program, burn);
    cpi::burn_diem(
        context.with_signer(&[&accounts.treasury.seeds()]),
        BurnDiemArgs { diem_amount, min_vvv_unlocked },
    )
}
