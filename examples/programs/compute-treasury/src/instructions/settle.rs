use crate::errors::TreasuryError;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use diem::cpi;
use diem::instructions::SettleArgs;
use diem::program::Diem;

/// The channels follow as remaining accounts, writable, one per voucher, in their order.
#[derive(Accounts)]
pub struct Settle<'info> {
    pub manager: Signer<'info>,
    #[account(has_one = manager @ TreasuryError::NotTheManager)]
    pub treasury: Account<'info, Treasury>,
    /// CHECK: by DIEM: the treasury must be its operator.
    #[account(mut)]
    pub provider: UncheckedAccount<'info>,
    // "Directly before" counts the transaction's instructions, not calls between programs: what DIEM finds in it is the
    // instruction before this program's.
    /// CHECK: by DIEM.
    pub instructions: UncheckedAccount<'info>,
    pub diem_program: Program<'info, Diem>,
}

pub fn settle<'info>(
    ctx: Context<'_, '_, '_, 'info, Settle<'info>>,
    claims: Vec<diem::state::Claim>,
) -> Result<()> {
    let accounts = ctx.accounts;
    let settle = cpi::accounts::Settle {
        operator: accounts.treasury.to_account_info(),
        provider: accounts.provider.to_account_info(),
        instructions: accounts.instructions.to_account_info(),
    };
    let context = CpiContext::new(accounts.diem_program.to_account_info(), settle)
        .with_remaining_accounts(ctx.remaining_accounts.to_vec());
    cpi::settle(context.with_signer(&[&accounts.treasury.seeds()]), SettleArgs { claims })
}
