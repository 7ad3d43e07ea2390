use crate::diem_program::*;
use crate::treasury::{Treasury, TREASURY_SEED};
use anchor_lang::prelude::*;
use diem::cpi;
use diem::state::Market;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct OpenArgs {
    /// Most VVV base units that may be locked for a whole DIEM.
    pub max_rate: u64,
}

#[derive(Accounts)]
pub struct Open<'info> {
    /// Pays rent; DIEM tells it from the owner, because a PDA with data cannot pay for new accounts.
    #[account(mut)]
    pub payer: Signer<'info>,
    pub manager: Signer<'info>,
    #[account(
        init,
        payer = payer,
        space = Treasury::DISCRIMINATOR.len().saturating_add(Treasury::INIT_SPACE),
        seeds = [TREASURY_SEED, market.key().as_ref(), manager.key().as_ref()],
        bump,
    )]
    pub treasury: Account<'info, Treasury>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// CHECK: DIEM creates it, at the address that belongs to market and owner.
    #[account(mut)]
    pub position: UncheckedAccount<'info>,
    pub system_program: Program<'info, System>,
    pub diem: DiemProgram<'info>,
}

pub fn open(ctx: Context<Open>, args: OpenArgs) -> Result<()> {
    let accounts = ctx.accounts;
    accounts.treasury.set_inner(Treasury {
        market: accounts.market.key(),
        manager: accounts.manager.key(),
        max_rate: args.max_rate,
        bump: ctx.bumps.treasury,
    });
    let open = cpi::accounts::OpenPosition {
        payer: accounts.payer.to_account_info(),
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        system_program: accounts.system_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let program = accounts.diem.program.to_account_info();
    cpi::open_position(CpiContext::new(program, open).with_signer(&[&accounts.treasury.seeds()]))
}
