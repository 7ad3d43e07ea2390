use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Channel, Provider};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct RequestClose<'info> {
    /// The consumer; after a retiring provider's notice also the provider's owner or operator, so that no
    /// consumer can keep the provider from closing.
    pub closer: Signer<'info>,
    #[account(mut)]
    pub provider: AccountLoader<'info, Provider>,
    #[account(mut, has_one = provider @ DiemError::WrongProvider)]
    pub channel: AccountLoader<'info, Channel>,
    pub events: EventCpi<'info>,
}

pub fn request_close(ctx: Context<RequestClose>) -> Result<()> {
    let clock = Clock::get()?;
    let now = clock.unix_timestamp;
    let event = {
        let closer = ctx.accounts.closer.key();
        let mut provider = ctx.accounts.provider.load_mut()?;
        let mut channel = ctx.accounts.channel.load_mut()?;
        let by_provider = provider.notice_is_over(now) && provider.require_operator(&closer).is_ok();
        require!(closer == channel.consumer || by_provider, DiemError::WrongConsumer);
        let epoch = provider.epoch_at(now)?;
        channel.request_close(&mut provider, epoch, now)?;
        provider.invariant()?;
        channel.invariant()?;
        CloseRequested { stamp: channel.stamp(&clock)?, channel: channel.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
