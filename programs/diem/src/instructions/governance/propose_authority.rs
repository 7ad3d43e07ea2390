use super::ByAuthority;
use crate::events::*;
use anchor_lang::prelude::*;

#[derive(AnchorSerialize, AnchorDeserialize)]
pub struct ProposeAuthorityArgs {
    /// Must accept before anything changes. The default key cancels an earlier proposal.
    pub new_authority: Pubkey,
}

pub fn propose_authority(ctx: Context<ByAuthority>, args: ProposeAuthorityArgs) -> Result<()> {
    let ProposeAuthorityArgs { new_authority } = args;
    let ByAuthority { authority, market: market_account, events } = &ctx.accounts;
    let event = {
        let mut market = market_account.load_mut()?;
        let pending_before = core::mem::replace(&mut market.pending_authority, new_authority);
        market.invariant()?;
        AuthorityProposed {
            stamp: market.stamp(market_account.key(), &Clock::get()?)?,
            authority: authority.key(),
            pending_before,
            pending: new_authority,
        }
    };
    events.emit(&event)
}
