use crate::errors::DiemError;
use crate::events::*;
use crate::state::Market;
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct ApplyParams<'info> {
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    pub events: EventCpi<'info>,
}

pub fn apply_params(ctx: Context<ApplyParams>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let ApplyParams { market: market_account, events } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let before = market.params;
        let epoch = market.epoch_at(now)?;
        let in_epoch =
            |market: &Market| market.reference_price.in_epoch(epoch).ok_or(DiemError::MathOverflow);
        let reference_price_before = in_epoch(&market)?;
        market.apply_params(epoch, now)?;
        market.invariant()?;
        ParamsApplied {
            stamp: market.stamp(market_account.key(), &clock)?,
            before,
            after: market.params,
            reference_price_before,
            reference_price: market.reference_price.current,
            next_reference_price: market.reference_price.next,
            market: market.snapshot(),
        }
    };
    events.emit(&event)
}
