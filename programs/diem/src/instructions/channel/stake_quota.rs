use crate::constants::PAUSE_DEPOSIT;
use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Channel, Market, Provider};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct StakeQuotaArgs {
    /// DIEM base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct StakeQuota<'info> {
    pub consumer: Signer<'info>,
    #[account(mut, has_one = escrow @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        mut,
        has_one = provider @ DiemError::WrongProvider,
        has_one = consumer @ DiemError::WrongConsumer,
    )]
    pub channel: AccountLoader<'info, Channel>,
    #[account(
        mut,
        constraint = consumer_diem.mint == escrow.mint @ DiemError::WrongMint,
        constraint = consumer_diem.owner == consumer.key() @ DiemError::WrongTokenOwner,
    )]
    pub consumer_diem: Account<'info, TokenAccount>,
    #[account(mut)]
    pub escrow: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn stake_quota(ctx: Context<StakeQuota>, args: StakeQuotaArgs) -> Result<()> {
    let StakeQuotaArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        market.require_open(PAUSE_DEPOSIT)?;
        let now = clock.unix_timestamp;
        let at = (market.epoch_at(now)?, now);
        accounts.channel.load_mut()?.stake_quota(&mut market, &mut provider, amount, at)?;
    }

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.consumer_diem,
        to: &accounts.escrow,
        authority: accounts.consumer.to_account_info(),
        amount,
    }
    .execute()?;

    let event = {
        let market = accounts.market.load()?;
        let mut channel = accounts.channel.load_mut()?;
        market.require_escrow_covered(balance(&accounts.escrow)?)?;
        market.invariant()?;
        accounts.provider.load()?.invariant()?;
        channel.invariant()?;
        QuotaStaked { stamp: channel.stamp(&clock)?, amount, channel: channel.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
