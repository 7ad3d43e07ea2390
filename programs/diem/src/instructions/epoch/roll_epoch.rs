use crate::errors::DiemError;
use crate::events::*;
use crate::state::{EpochRecord, Market};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct RollEpoch<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    /// The record of the first epoch that is not closed, where it has one.
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub first_record: Option<AccountLoader<'info, EpochRecord>>,
    /// The record of the epoch after it, where it has one and is closed too.
    #[account(mut, has_one = market @ DiemError::WrongMarket)]
    pub second_record: Option<AccountLoader<'info, EpochRecord>>,
    pub events: EventCpi<'info>,
}

pub fn roll_epoch(ctx: Context<RollEpoch>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let RollEpoch { market: market_account, first_record, second_record, events } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let mut first = first_record.as_ref().map(AccountLoader::load_mut).transpose()?;
        let mut second = second_record.as_ref().map(AccountLoader::load_mut).transpose()?;
        let epoch = market.epoch_at(now)?;
        let roll = market.roll([first.as_deref_mut(), second.as_deref_mut()], epoch, now)?;
        market.invariant()?;
        let mut records = Vec::with_capacity(2);
        for record in [first, second].iter().flatten() {
            record.invariant()?;
            records.push(record.snapshot());
        }
        EpochsRolled {
            stamp: market.stamp(market_account.key(), &clock)?,
            first_closed: roll.first_closed,
            closed: roll.closed,
            records,
            utilisation_ema_bps: market.utilisation_ema_bps(),
            served: market.served,
            reference_price: market.reference_price.current,
            next_reference_price: market.reference_price.next,
            target_supply: market.target_supply,
            next_target: market.next_target,
            next_target_epoch: market.next_target_epoch,
            to_stakers: roll.to_stakers,
            market: market.snapshot(),
        }
    };
    events.emit(&event)
}
