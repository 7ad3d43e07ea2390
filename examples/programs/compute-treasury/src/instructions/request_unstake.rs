use crate::diem_program::*;
use crate::errors::TreasuryError;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use diem::cpi;
use diem::instructions::RequestUnstakeArgs;

#[derive(Accounts)]
pub struct RequestUnstake<'info> {
    /// Pays the ticket's rent, and gets it back when the ticket is withdrawn.
    #[account(mut)]
    pub manager: Signer<'info>,
    #[account(has_one = manager @ TreasuryError::NotTheManager)]
    pub treasury: Account<'info, Treasury>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub market: UncheckedAccount<'info>,
    /// CHECK: by DIEM.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    /// CHECK: DIEM creates it, at the address of the position's next ticket.
    #[account(mut)]
    pub ticket: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
    pub diem: DiemProgram<'info>,
}

pub fn request_unstake(ctx: Context<RequestUnstake>, amount: u64) -> Result<()> {
    let accounts = ctx.accounts;
    let request = cpi::accounts::RequestUnstake {
        payer: accounts.manager.to_account_info(),
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        ticket: accounts.ticket.to_account_info(),
        system_program: accounts.system_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let program = accounts.diem.program.to_account_info();
    let context = CpiContext::new(program, request);
    cpi::request_unstake(context.with_signer(&[&accounts.treasury.seeds()]), RequestUnstakeArgs { amount })
}
