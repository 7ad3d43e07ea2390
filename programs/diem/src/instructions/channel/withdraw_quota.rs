use crate::errors::DiemError;
use crate::events::*;
use crate::instructions::transfer::{balance, Movement};
use crate::state::{Channel, Market};
use anchor_lang::prelude::*;
use anchor_spl::token::{Token, TokenAccount};

#[derive(Accounts)]
pub struct WithdrawQuota<'info> {
    pub consumer: Signer<'info>,
    #[account(mut, has_one = escrow @ DiemError::WrongVault)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = consumer @ DiemError::WrongConsumer,
    )]
    pub channel: AccountLoader<'info, Channel>,
    #[account(mut)]
    pub escrow: Account<'info, TokenAccount>,
    #[account(
        mut,
        constraint = consumer_diem.mint == escrow.mint @ DiemError::WrongMint,
        constraint = consumer_diem.owner == consumer.key() @ DiemError::WrongTokenOwner,
    )]
    pub consumer_diem: Account<'info, TokenAccount>,
    pub token_program: Program<'info, Token>,
    pub events: EventCpi<'info>,
}

pub fn withdraw_quota(ctx: Context<WithdrawQuota>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let (amount, signer) = {
        let mut market = accounts.market.load_mut()?;
        let mut channel = accounts.channel.load_mut()?;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        (channel.withdraw_quota(&mut market, epoch)?, market.signer())
    };

    Movement {
        token_program: &accounts.token_program,
        from: &accounts.escrow,
        to: &accounts.consumer_diem,
        authority: accounts.market.to_account_info(),
        amount,
    }
    .execute_signed(&signer.seeds())?;

    let event = {
        let market = accounts.market.load()?;
        let mut channel = accounts.channel.load_mut()?;
        market.require_escrow_covered(balance(&accounts.escrow)?)?;
        market.invariant()?;
        channel.invariant()?;
        QuotaWithdrawn { stamp: channel.stamp(&clock)?, amount, channel: channel.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
