use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Channel, Provider};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct RequestClose<'info> {
    /// The consumer, or the provider's owner or operator: a provider can leave a price that it no longer wants.
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
        let epoch = provider.epoch_at(now)?;
        let by_provider = closer != channel.consumer;
        if by_provider {
            provider.require_operator(&closer).map_err(|_| DiemError::NotChannelParty)?;
            channel.request_close_by_provider(&provider, epoch, now)?;
        } else {
            channel.request_close(&mut provider, epoch, now)?;
        }
        provider.invariant()?;
        channel.invariant()?;
        CloseRequested { stamp: channel.stamp(&clock)?, by_provider, channel: channel.snapshot() }
    };
    ctx.accounts.events.emit(&event)
}
