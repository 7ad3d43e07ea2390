use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::Market;
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct FundRewardsArgs {
    /// VVV base units.
    pub amount: u64,
    /// Seconds over which the amount is to be released: from the stake cool-down to one year.
    pub duration_secs: i64,
}

#[derive(Accounts)]
pub struct FundRewards<'info> {
    pub funder: Signer<'info>,
    #[account(mut, has_one = reward_vault @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        constraint = funder_vvv.mint == reward_vault.mint @ DiemError::WrongMint,
        constraint = funder_vvv.owner == funder.key() @ DiemError::WrongTokenOwner,
    )]
    pub funder_vvv: Account<'info, TokenAccount>,
    #[account(mut)]
    pub reward_vault: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn fund_rewards(ctx: Context<FundRewards>, args: FundRewardsArgs) -> Result<()> {
    let FundRewardsArgs { amount, duration_secs } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;

    let accounts = &ctx.accounts;
    accounts.market.load_mut()?.fund_rewards(amount, duration_secs, clock.unix_timestamp)?;

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.funder_vvv,
        to: &accounts.reward_vault,
        authority: accounts.funder.to_account_info(),
        amount,
    }
    .execute()?;

    let event = {
        let mut market = accounts.market.load_mut()?;
        market.require_rewards_covered(balance(&accounts.reward_vault)?)?;
        market.invariant()?;
        RewardsFunded {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            funder: accounts.funder.key(),
            amount,
            end_ts: market.reward_stream.end_ts().ok_or(DiemError::MathOverflow)?,
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
