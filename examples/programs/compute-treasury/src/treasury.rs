use crate::errors::TreasuryError;
use anchor_lang::prelude::*;

pub const TREASURY_SEED: &[u8] = b"treasury";

/// Base units of a whole DIEM.
const DIEM_UNIT: u128 = 1_000_000_000;

/// One manager's treasury in one DIEM market. Its address is the owner that DIEM knows.
#[account]
#[derive(InitSpace)]
pub struct Treasury {
    pub market: Pubkey,
    /// Says what is minted, burned, unstaked and paid.
    pub manager: Pubkey,
    /// Most VVV base units that it locks for a whole DIEM, on the average of a mint.
    pub max_rate: u64,
    pub bump: u8,
}

impl Treasury {
    /// Signs as the treasury.
    pub fn seeds(&self) -> [&[u8]; 4] {
        [TREASURY_SEED, self.market.as_ref(), self.manager.as_ref(), core::slice::from_ref(&self.bump)]
    }

    /// Refuses to lock `vvv` for `diem`, both in base units, where that is above the limit.
    pub fn require_within_limit(&self, vvv: u64, diem: u64) -> Result<()> {
        // vvv / diem > max_rate / DIEM_UNIT, without a division
        let asked = u128::from(vvv).checked_mul(DIEM_UNIT).ok_or(TreasuryError::OutOfRange)?;
        let allowed = u128::from(diem).checked_mul(self.max_rate.into()).ok_or(TreasuryError::OutOfRange)?;
        require!(asked <= allowed, TreasuryError::AboveLimit);
        Ok(())
    }
}
