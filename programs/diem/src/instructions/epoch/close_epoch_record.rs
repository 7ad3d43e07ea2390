use crate::errors::DiemError;
use crate::events::*;
use crate::state::{EpochRecord, Market};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct CloseEpochRecord<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    #[account(
        mut,
        close = rent_payer,
        has_one = market @ DiemError::WrongMarket,
        has_one = rent_payer @ DiemError::WrongRentPayer,
    )]
    pub record: AccountLoader<'info, EpochRecord>,
    /// CHECK: only receives the rent; it is the account that paid it.
    #[account(mut)]
    pub rent_payer: UncheckedAccount<'info>,
    pub events: EventCpi<'info>,
}

pub fn close_epoch_record(ctx: Context<CloseEpochRecord>) -> Result<()> {
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let record = accounts.record.load()?;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        let returned = market.take_back(&record, epoch)?;
        market.invariant()?;
        EpochRecordClosed {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            returned,
            record: record.snapshot(),
            market: market.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
