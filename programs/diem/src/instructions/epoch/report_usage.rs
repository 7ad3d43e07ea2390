use crate::errors::DiemError;
use crate::events::*;
use crate::state::{EpochRecord, Provider};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct ReportUsage<'info> {
    #[account(mut)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(
        mut,
        constraint = record.load()?.market == provider.load()?.market @ DiemError::WrongMarket,
    )]
    pub record: AccountLoader<'info, EpochRecord>,
    pub events: EventCpi<'info>,
}

pub fn report_usage(ctx: Context<ReportUsage>) -> Result<()> {
    let clock = Clock::get()?;
    let event = {
        let mut provider = ctx.accounts.provider.load_mut()?;
        let mut record = ctx.accounts.record.load_mut()?;
        let age = provider.epoch_at(clock.unix_timestamp)?.checked_sub(record.epoch);
        require!(age.is_some_and(|age| age <= 1), DiemError::EpochNotOpen);
        let usage = provider.report(&mut record)?;
        provider.invariant()?;
        record.invariant()?;
        UsageReported {
            stamp: provider.stamp(&clock)?,
            usage,
            record: record.snapshot(),
            provider: provider.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
