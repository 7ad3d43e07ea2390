use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, is_safe_payee, Movement};
use crate::state::{sub, EpochRecord, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct ClaimQuotaReward<'info> {
    #[account(mut, has_one = reward_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub record: AccountLoader<'info, EpochRecord>,
    #[account(mut)]
    pub reward_vault: Account<'info, TokenAccount>,
    /// Any account that the owner owns: the associated one can be given away, and the reward would lapse.
    #[account(
        mut,
        constraint = owner_vvv.mint == reward_vault.mint @ DiemError::WrongMint,
        constraint = owner_vvv.owner == provider.load()?.owner @ DiemError::WrongTokenOwner,
        constraint = is_safe_payee(&owner_vvv, &owner_vvv.key()) @ DiemError::PayeeDelegated,
    )]
    pub owner_vvv: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn claim_quota_reward(ctx: Context<ClaimQuotaReward>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let mut record = accounts.record.load_mut()?;
        let amount = provider.claim_reward(&mut record)?;
        market.quota_rewards_owed = sub(market.quota_rewards_owed, amount)?;
        (amount, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.reward_vault,
        to: &accounts.owner_vvv,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let record = accounts.record.load()?;
        market.require_rewards_covered(balance(&accounts.reward_vault)?)?;
        market.invariant()?;
        provider.invariant()?;
        record.invariant()?;
        QuotaRewardClaimed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            amount,
            record: record.snapshot(),
            provider: provider.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
