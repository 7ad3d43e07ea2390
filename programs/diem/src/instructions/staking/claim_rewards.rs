use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Market, StakePosition};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct ClaimRewards<'info> {
    pub owner: Signer<'info>,
    #[account(mut
        , has_one = fee_pool @ DiemError::WrongVault, has_one = reward_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub position: AccountLoader<'info, StakePosition>,
    #[account(mut)]
    pub fee_pool: Account<'info, TokenAccount>,
    #[account(mut)]
    pub reward_vault: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = owner_diem.mint == fee_pool.mint @ DiemError::WrongMint,
        constraint = owner_diem.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_diem: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = owner_vvv.mint == reward_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == owner.key() @ DiemError::WrongTokenOwner,
    )]
    pub owner_vvv: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn claim_rewards(ctx: Context<ClaimRewards>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (claims, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut position = accounts.position.load_mut()?;
        let claims = position.claim(&mut market, clock.unix_timestamp)?;
        (claims, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.fee_pool,
        to: &accounts.owner_diem,
        authority: accounts.market.to_account_info(),
        amount: claims.fees,
    }
    .execute_signed(&signer.seeds())?;
    Movement {
        token_program: &accounts.token_program,
        from: &accounts.reward_vault,
        to: &accounts.owner_vvv,
        authority: accounts.market.to_account_info(),
        amount: claims.rewards,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let position = accounts.position.load()?;
        market.require_fees_covered(balance(&accounts.fee_pool)?)?;
        market.require_rewards_covered(balance(&accounts.reward_vault)?)?;
        market.invariant()?;
        position.invariant()?;
        RewardsClaimed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            fees: claims.fees,
            rewards: claims.rewards,
            position: position.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
