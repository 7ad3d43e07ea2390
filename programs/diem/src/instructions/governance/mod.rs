mod accept_authority;
mod apply_params;
mod cancel_params;
mod pause;
mod propose_authority;
mod propose_params;
mod set_diem_metadata;
mod set_roles;
mod unpause;

pub use accept_authority::*;
pub use apply_params::*;
pub use cancel_params::*;
pub use pause::*;
pub use propose_authority::*;
pub use propose_params::*;
pub use set_diem_metadata::*;
pub use set_roles::*;
pub use unpause::*;

use crate::errors::DiemError;
use crate::events::*;
use crate::state::Market;
use anchor_lang::prelude::*;

/// The accounts of everything that the authority alone decides.
#[derive(Accounts)]
pub struct ByAuthority<'info> {
    #[account(constraint = authority.key() == market.load()?.roles.authority @ DiemError::NotAuthority)]
    pub authority: Signer<'info>,
    #[account(mut)]
    pub market: AccountLoader<'info, Market>,
    pub events: EventCpi<'info>,
}
