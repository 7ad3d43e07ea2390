use super::ByAuthority;
use crate::events::*;
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct SetRolesArgs {
    pub guardian: Pubkey,
    pub arbiter: Pubkey,
    pub treasury: Pubkey,
}

pub fn set_roles(ctx: Context<ByAuthority>, args: SetRolesArgs) -> Result<()> {
    let SetRolesArgs { guardian, arbiter, treasury } = args;
    let ByAuthority { market: market_account, events, .. } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let before = market.roles;
        market.set_roles(guardian, arbiter, treasury)?;
        market.invariant()?;
        RolesChanged {
            stamp: market.stamp(market_account.key(), &Clock::get()?)?,
            before,
            after: market.roles,
        }
    };
    events.emit(&event)
}
