//! Reward-per-share indexes: what one share has earned since the market began, in Q64.64.
//!
//! An index wraps around at 2^128 rather than fail, because a failing index would stop every exit. That loses nothing: all
//! unsettled earnings of a position are in a vault of at most 2^64 base units, so the index has moved by less than 2^128
//! since the position's checkpoint, and the wrapping difference is exact.

use super::div::div_floor;
use super::mul_div::{mul_div_floor, product};
use super::q64::{split_words, Q64};
use crate::constants::BPS;
use anchor_lang::prelude::*;

#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Index {
    /// Base units that one share has earned, modulo 2^64 whole units.
    pub per_share: Q64,
    /// What the last division left over, in units of 2^-64 base units; it joins the next one.
    pub carry: u64,
}

impl Index {
    /// Spreads `amount` base units over `total` shares. `None` if there are no shares.
    pub fn spread(&mut self, amount: u64, total: u64) -> Option<()> {
        // The carry is below an earlier total, so it fits the low word: no overflow.
        let numerator = (u128::from(amount) << 64) | u128::from(self.carry);
        let growth = div_floor(numerator, total)?;
        // the remainder is below `total`, so its low word is all of it
        let [spent, _] = split_words(growth.wrapping_mul(total.into()));
        self.carry = self.carry.wrapping_sub(spent);
        self.per_share = Q64::from_bits(self.per_share.bits().wrapping_add(growth));
        Some(())
    }

    /// Base units that `shares` have earned since `checkpoint`, rounded down. `None` above 64 bits.
    pub fn earned_floor(&self, checkpoint: Q64, shares: u64) -> Option<u64> {
        if shares == 0 || checkpoint == self.per_share {
            return Some(0);
        }
        let growth = self.per_share.bits().wrapping_sub(checkpoint.bits());
        let [fraction, whole] = split_words(growth);
        let [_, from_fraction] = split_words(product(shares, fraction));
        shares.checked_mul(whole)?.checked_add(from_fraction)
    }
}

/// VVV base units of stake that earn rewards: `staked - floor(locked * locked_haircut_bps / 10_000)`. What locked stake
/// forgoes goes to all others. `None` if more is locked than staked.
pub fn reward_weight(staked: u64, locked: u64, locked_haircut_bps: u16) -> Option<u64> {
    staked.checked_sub(mul_div_floor(locked, locked_haircut_bps.into(), BPS.into())?)
}

#[cfg(test)]
mod tests;
