use crate::constants::PAUSE_MINT;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::supply;
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;
use anchor_spl::token::{self, Mint, MintTo, Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct MintDiemArgs {
    /// DIEM base units to mint, exactly.
    pub diem_amount: u64,
    /// Most VVV base units that may be locked for it.
    pub max_vvv_locked: u64,
}

#[derive(Accounts)]
pub struct MintDiem<'info> {
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

pub fn mint_diem(ctx: Context<MintDiem>, args: MintDiemArgs) -> Result<()> {
    let MintDiemArgs { diem_amount, max_vvv_locked } = args;
    require!(diem_amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (vvv_locked, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        market.require_open(PAUSE_MINT)?;
        let locked =
            position.mint(&mut market, accounts.diem_mint.supply, diem_amount, clock.unix_timestamp)?;
        require_gte!(max_vvv_locked, locked, DiemError::CostAboveMaximum);
        (locked, market.signer())
    };

    let mint_to = MintTo {
        mint: accounts.diem_mint.to_account_info(),
        to: accounts.owner_diem.to_account_info(),
        authority: accounts.market.to_account_info(),
    };
    token::mint_to(
        CpiContext::new(accounts.token_program.to_account_info(), mint_to).with_signer(&[&signer.seeds()]),
        diem_amount,
    )?;

    let supply = supply(&accounts.diem_mint)?;
    require!(supply.checked_sub(accounts.diem_mint.supply) == Some(diem_amount), DiemError::TransferMismatch);
    let event = {
        let mut market = accounts.market.load_mut()?;
        let position = accounts.position.load()?;
        market.require_supply_covered(supply)?;
        market.invariant()?;
        position.invariant()?;
        DiemMinted {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            diem_amount,
            vvv_locked,
            bill: position.bill(&market, supply)?,
            supply,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
