use crate::constants::PAUSE_REGISTER;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct AddBondArgs {
    /// VVV base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct AddBond<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = bond_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        mut,
        constraint = owner_vvv.mint == bond_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_vvv: Account<'info, TokenAccount>,
    #[account(mut)]
    pub bond_vault: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn add_bond(ctx: Context<AddBond>, args: AddBondArgs) -> Result<()> {
    let AddBondArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    {
        let mut market = accounts.market.load_mut()?;
        market.require_open(PAUSE_REGISTER)?;
        accounts.provider.load_mut()?.add_bond(&mut market, amount)?;
    }

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.owner_vvv,
        to: &accounts.bond_vault,
        authority: accounts.owner.to_account_info(),
        amount,
    }
    .execute()?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        market.require_bonds_covered(balance(&accounts.bond_vault)?)?;
        market.invariant()?;
        provider.invariant()?;
        BondAdded {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            amount,
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
