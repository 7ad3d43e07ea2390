use crate::constants::PAUSE_STAKE;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct StakeArgs {
    /// VVV base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct Stake<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = stake_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    #[account(
        mut,
        constraint = owner_vvv.mint == stake_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_vvv: Account<'info, TokenAccount>,
    #[account(mut)]
    pub stake_vault: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn stake(ctx: Context<Stake>, args: StakeArgs) -> Result<()> {
    let StakeArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        market.require_open(PAUSE_STAKE)?;
        position.stake(&mut market, amount, clock.unix_timestamp)?;
    }

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.owner_vvv,
        to: &accounts.stake_vault,
        authority: accounts.owner.to_account_info(),
        amount,
    }
    .execute()?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let position = accounts.position.load()?;
        market.require_stake_covered(balance(&accounts.stake_vault)?)?;
        market.invariant()?;
        position.invariant()?;
        Staked {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            amount,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
