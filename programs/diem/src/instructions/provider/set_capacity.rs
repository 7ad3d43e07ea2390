use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Market, Provider};
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct SetCapacityArgs {
    /// Micro-credits per epoch from the next epoch on.
    pub capacity: u64,
    /// Of these, what is offered to staked DIEM.
    pub quota_capacity: u64,
}

#[derive(Accounts)]
pub struct SetCapacity<'info> {
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

pub fn set_capacity(ctx: Context<SetCapacity>, args: SetCapacityArgs) -> Result<()> {
    let SetCapacityArgs { capacity, quota_capacity } = args;
    let clock = Clock::get()?;
    let accounts = &ctx.accounts;
    let event = {
        let mut market = accounts.market.load_mut()?;
        let mut provider = accounts.provider.load_mut()?;
        let epoch = market.epoch_at(clock.unix_timestamp)?;
        let before = (provider.capacity.next, provider.quota_capacity.next);
        provider.set_capacity(&mut market, capacity, quota_capacity, epoch)?;
        market.invariant()?;
        provider.invariant()?;
        CapacitySet {
            stamp: market.stamp(accounts.market.key(), &clock)?,
            provider_sequence: provider.next_sequence()?,
            capacity_before: before.0,
            quota_capacity_before: before.1,
            provider: provider.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
