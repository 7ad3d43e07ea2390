use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Channel, Provider};
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct RequestQuotaUnstakeArgs {
    /// DIEM base units.
    pub amount: u64,
}

#[derive(Accounts)]
pub struct RequestQuotaUnstake<'info> {
    pub consumer: Signer<'info>,
    #[account(mut)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        mut,
        has_one = provider @ DiemError::WrongProvider,
        has_one = consumer @ DiemError::WrongConsumer,
    )]
    pub channel: AccountLoader<'info, Channel>,
    pub events: EventCpi<'info>,
}

pub fn request_quota_unstake(ctx: Context<RequestQuotaUnstake>, args: RequestQuotaUnstakeArgs) -> Result<()> {
    let RequestQuotaUnstakeArgs { amount } = args;
    require!(amount > 0, DiemError::ZeroAmount);
    let clock = Clock::get()?;
    let event = {
        let mut provider = ctx.accounts.provider.load_mut()?;
        let mut channel = ctx.accounts.channel.load_mut()?;
        let epoch = provider.epoch_at(clock.unix_timestamp)?;
        channel.unstake_quota(&mut provider, amount, epoch)?;
        provider.invariant()?;
        channel.invariant()?;
        QuotaUnstakeRequested { stamp: channel.stamp(&clock)?, amount, channel: channel.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
