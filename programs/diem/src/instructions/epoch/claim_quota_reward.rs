use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, is_safe_payee, Movement};
use crate::state::{sub, EpochRecord, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct ClaimQuotaReward<'info> {
    #[account(mut, has_one = fee_pool @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub record: AccountLoader<'info, EpochRecord>,
    #[account(mut)]
    pub fee_pool: Account<'info, TokenAccount>,
    /// Any token account of the owner. The associated one alone could be given away, and the reward would then
    /// lapse.
    #[account(
        mut,
        constraint = owner_diem.mint == fee_pool.mint @ DiemError::WrongMint,
        constraint = owner_diem.owner == provider.load()?.owner @ DiemError::WrongTokenOwner,
        constraint = is_safe_payee(&owner_diem, &owner_diem.key()) @ DiemError::PayeeDelegated,
    )]
    pub owner_diem: Account<'info, TokenAccount>,
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
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        let amount = provider.claim_reward(&mut record, epoch)?;
        market.quota_rewards_owed = sub(market.quota_rewards_owed, amount)?;
        (amount, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.fee_pool,
        to: &accounts.owner_diem,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let record = accounts.record.load()?;
        market.require_fees_covered(balance(&accounts.fee_pool)?)?;
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
