use crate::errors::DiemError;
use anchor_lang::prelude::*;

/// VVV that cools down to leave a stake: one account per request, so that no request restarts or joins another.
/// PDA `["ticket", position, id]`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct UnstakeTicket {
    pub version: u8,
    pub bump: u8,
    pub padding: [u8; 6],
    pub position: Pubkey,
    pub rent_payer: Pubkey,
    pub id: u64,
    /// VVV base units, above zero.
    pub amount: u64,
    pub requested_ts: i64,
    /// From this second on the ticket can be paid out; fixed when it was requested.
    pub ready_ts: i64,
    pub reserved: [u8; 32],
}

impl UnstakeTicket {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    pub fn require_ready(&self, now: i64) -> Result<()> {
        require_gte!(now, self.ready_ts, DiemError::CooldownNotOver);
        Ok(())
    }
}
