use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Market, Provider};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct RetireProvider<'info> {
    pub owner: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        has_one = market @ DiemError::WrongMarket,
        has_one = owner @ DiemError::WrongOwner,
    )]
    pub provider: AccountLoader<'info, Provider>,
    pub events: EventCpi<'info>,
}

pub fn retire_provider(ctx: Context<RetireProvider>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let epoch = market.epoch_at(now)?;
        provider.retire(&mut market, epoch, now)?;
        market.invariant()?;
        provider.invariant()?;
        ProviderRetired {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            notice_ends_ts: provider.notice_ends_ts,
            last_quota_epoch: provider.last_quota_epoch,
            provider: provider.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
