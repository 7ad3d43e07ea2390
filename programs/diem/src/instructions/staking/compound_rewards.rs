use crate::constants::PAUSE_STAKE;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct CompoundRewards<'info> {
    pub owner: Signer<'info>,
    #[account(mut
        , has_one = reward_vault @ DiemError::WrongVault, has_one = stake_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    #[account(mut)]
    pub reward_vault: Account<'info, TokenAccount>,
    #[account(mut)]
    pub stake_vault: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn compound_rewards(ctx: Context<CompoundRewards>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        market.require_open(PAUSE_STAKE)?;
        let amount = position.compound(&mut market, clock.unix_timestamp)?;
        (amount, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.reward_vault,
        to: &accounts.stake_vault,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let position = accounts.position.load()?;
        market.require_rewards_covered(balance(&accounts.reward_vault)?)?;
        market.require_stake_covered(balance(&accounts.stake_vault)?)?;
        market.invariant()?;
        position.invariant()?;
        RewardsCompounded {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            amount,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
