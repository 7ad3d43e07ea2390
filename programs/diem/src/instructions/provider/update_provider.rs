use crate::errors::DiemError;
use crate::events::*;
use crate::state::{Provider, ProviderTerms};
use anchor_lang::prelude::*;

#[derive(Accounts)]
pub struct UpdateProvider<'info> {
    pub owner: Signer<'info>,
    #[account(mut, has_one = owner @ DiemError::WrongOwner)]
    pub provider: AccountLoader<'info, Provider>,
    pub events: EventCpi<'info>,
}

pub fn update_provider(ctx: Context<UpdateProvider>, terms: ProviderTerms) -> Result<()> {
    let clock = Clock::get()?;
    let event = {
        let mut provider = ctx.accounts.provider.load_mut()?;
        let before = provider.newest_terms();
        let epoch = provider.epoch_at(clock.unix_timestamp)?;
        provider.set_terms(&terms, epoch)?;
        provider.invariant()?;
        ProviderUpdated {
            stamp: provider.stamp(&clock)?,
            before,
            after: terms,
            provider: provider.snapshot(),
        }
    };
    ctx.accounts.events.emit(&event)
}
