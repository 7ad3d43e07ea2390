use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::supply;
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;
use anchor_spl::token::{self, Burn, Mint, Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct BurnDiemArgs {
    /// Most DIEM base units to burn. At most the bill is burnt, and nothing where others' burns have cleared
    /// the debt.
    pub diem_amount: u64,
    /// Least VVV base units that must be unlocked for it.
    pub min_vvv_unlocked: u64,
}

#[derive(Accounts)]
pub struct BurnDiem<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = diem_mint @ DiemError::WrongMint)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    #[account(mut)]
    pub diem_mint: Account<'info, Mint>,
    #[account(
        mut,
        constraint = owner_diem.mint == diem_mint.key() @ DiemError::WrongMint,
        constraint = owner_diem.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_diem: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn burn_diem(ctx: Context<BurnDiem>, args: BurnDiemArgs) -> Result<()> {
    let BurnDiemArgs { diem_amount, min_vvv_unlocked } = args;
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let supply_before = accounts.diem_mint.supply;
    let burnt = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        position.burn(&mut market, supply_before, diem_amount, clock.unix_timestamp)?
    };
    require_gte!(burnt.unlocked, min_vvv_unlocked, DiemError::UnlockBelowMinimum);
    require_gte!(accounts.owner_diem.amount, burnt.diem, DiemError::InsufficientBalance);

    let burn = Burn {
        mint: accounts.diem_mint.to_account_info(),
        from: accounts.owner_diem.to_account_info(),
        authority: accounts.owner.to_account_info(),
    };
    token::burn(CpiContext::new(accounts.token_program.to_account_info(), burn), burnt.diem)?;

    let supply = supply(&accounts.diem_mint)?;
    require!(supply_before.checked_sub(supply) == Some(burnt.diem), DiemError::TransferMismatch);
    let event = {
        let mut market = accounts.market.load_mut()?;
        let position = accounts.position.load()?;
        market.require_supply_covered(supply)?;
        market.invariant()?;
        position.invariant()?;
        DiemBurned {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            diem_amount: burnt.diem,
            vvv_unlocked: burnt.unlocked,
            bill: position.bill(&market, supply)?,
            supply,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
