//! Reward-per-share indexes: what one share has earned since the market began, in Q64.64.
//!
//! An index wraps around at 2^128 rather than fail, because a failing index would stop every exit. That
//! loses nothing: whatever a position has not yet settled lies in a vault of at most 2^64 base units, so the
//! index has moved by less than 2^128 since the position's checkpoint, and the wrapping difference is exact.

use super::div::div_floor;
use super::mul_div::product;
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
    /// Spreads `amount` base units over `total` shares and returns the growth per share in Q64.64 bits.
    /// `None` if there are no shares.
    pub fn spread(&mut self, amount: u64, total: u64) -> Option<u128> {
        // The carry is below an earlier total, so it fits the low word: no overflow.
        let numerator = (u128::from(amount) << 64) | u128::from(self.carry);
        let growth = div_floor(numerator, total)?;
        // the remainder is below `total`, so its low word is all of it
        let [spent, _] = split_words(growth.wrapping_mul(total.into()));
        self.carry = self.carry.wrapping_sub(spent);
        self.advance(growth);
        Some(growth)
    }

    fn advance(&mut self, growth: u128) {
        self.per_share = Q64::from_bits(self.per_share.bits().wrapping_add(growth));
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

/// The two reward indexes of a market: unlocked stake earns all of its share, locked stake earns it less a
/// haircut, which goes to the quota reward pool.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct RewardIndexes {
    pub unlocked: Index,
    /// Its `carry` is the fraction of the haircut that has not made a whole base unit yet.
    pub locked: Index,
}

impl RewardIndexes {
    /// Spreads `amount` over all of the stake, `locked` of `total`, and returns the haircut in whole base
    /// units. To the last fraction: amount = earned by unlocked + earned by locked + haircut + carries.
    pub fn spread(&mut self, amount: u64, total: u64, locked: u64, haircut_bps: u16) -> Option<u64> {
        let gross = self.unlocked.spread(amount, total)?;
        let cut = mul_bps_ceil(gross, haircut_bps)?;
        self.locked.advance(gross.checked_sub(cut)?);
        let haircut = cut.checked_mul(locked.into())?.checked_add(self.locked.carry.into())?;
        let [carry, whole] = split_words(haircut);
        self.locked.carry = carry;
        Some(whole)
    }
}

/// `ceil(value * bps / 10_000)` without a product above 128 bits. `None` above 128 bits.
fn mul_bps_ceil(value: u128, bps: u16) -> Option<u128> {
    let whole = u128::from(BPS);
    let quotient = div_floor(value, BPS.into())?;
    let [remainder, _] = split_words(value.checked_sub(quotient.checked_mul(whole)?)?); // below 10_000
    let tail = remainder.checked_mul(bps.into())?.div_ceil(BPS.into());
    quotient.checked_mul(bps.into())?.checked_add(tail.into())
}

#[cfg(test)]
mod tests;
