use crate::diem_program::*;
use crate::errors::TreasuryError;
use crate::treasury::Treasury;
use anchor_lang::prelude::*;
use anchor_spl::token::Token;
use diem::cpi;
use diem::instructions::{MintDiemArgs, QuoteMintArgs};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct MintArgs {
    /// DIEM base units to mint, exactly.
    pub diem_amount: u64,
    /// Most VVV base units that may be locked for it: the quote that the manager saw, and what it may have moved since.
    pub max_vvv_locked: u64,
}

#[derive(Accounts)]
pub struct Mint<'info> {
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
    /// CHECK: by DIEM, which mints to its owner's account alone.
    #[account(mut)]
    pub treasury_diem: UncheckedAccount<'info>,
    pub token_program: Program<'info, Token>,
    pub diem: DiemProgram<'info>,
}

pub fn mint(ctx: Context<Mint>, args: MintArgs) -> Result<()> {
    let MintArgs { diem_amount, max_vvv_locked } = args;
    let accounts = ctx.accounts;
    let program = accounts.diem.program.to_account_info();

    // What the mint will lock, by the market's own maths and in this very state: a decision on it cannot go stale.
    let of_market = cpi::accounts::OfMarket {
        market: accounts.market.to_account_info(),
        diem_mint: accounts.diem_mint.to_account_info(),
    };
    let question = CpiContext::new(program.clone(), of_market);
    let quote = cpi::quote_mint(question, QuoteMintArgs { diem_amount })?.get();
    accounts.treasury.require_within_limit(quote.vvv_locked, diem_amount)?;

    let mint = cpi::accounts::MintDiem {
        owner: accounts.treasury.to_account_info(),
        market: accounts.market.to_account_info(),
        position: accounts.position.to_account_info(),
        diem_mint: accounts.diem_mint.to_account_info(),
        owner_diem: accounts.treasury_diem.to_account_info(),
        token_program: accounts.token_program.to_account_info(),
        events: accounts.diem.events(),
    };
    let context = CpiContext::new(program, mint);
    cpi::mint_diem(
        context.with_signer(&[&accounts.treasury.seeds()]),
        MintDiemArgs { diem_amount, max_vvv_locked },
    )
}
