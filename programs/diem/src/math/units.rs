//! Claims on an amount that others may lower, kept in units: what is lost lowers all claims alike.
//!
//! The units of all claims are `total`; a claim of `units` is worth `units / total` of the amount. Where the amount has
//! fallen to half of the units or less, a new era halves all units, so `total < 2 * amount` after every renewal,
//! whatever was lost. A claim keeps the era in which its units were counted.

use super::{mul_div_ceil, mul_div_floor};
use anchor_lang::prelude::*;

/// Eras after which no unit of a claim is left.
const LAST_ERA: u64 = 64;

#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Units of all claims together, and units lost to rounding.
    pub total: u64,
    /// Number of times that the units were halved. It never overflows: an amount of 64 bits halves at most 64
    /// times an era.
    pub era: u64,
}

impl Units {
    /// Begins new eras until `total < 2 * amount`; without an amount no unit is left.
    pub fn renew(&mut self, amount: u64) {
        if amount == 0 && self.total > 0 {
            self.total = 0;
            self.era = self.era.saturating_add(LAST_ERA);
        }
        while self.total > 0 && self.total >> 1 >= amount {
            self.total >>= 1;
            self.era = self.era.saturating_add(1);
        }
    }

    /// What is left now of `units` that were counted in `era`.
    pub fn at(&self, units: u64, era: u64) -> u64 {
        let eras = u32::try_from(self.era.saturating_sub(era)).unwrap_or(u32::MAX);
        units.checked_shr(eras).unwrap_or(0)
    }

    /// Units for `part` more on top of `whole`, after a renewal by `whole`: `ceil(part * total / whole)`, and `part` where
    /// there are none. `None` above 64 bits.
    pub fn of_ceil(&self, part: u64, whole: u64) -> Option<u64> {
        if self.total == 0 {
            return Some(part);
        }
        mul_div_ceil(part, self.total, whole)
    }

    /// Units that `part` of `whole` clears: `floor(part * total / whole)`. `None` above 64 bits, and without a whole.
    pub fn of_floor(&self, part: u64, whole: u64) -> Option<u64> {
        mul_div_floor(part, self.total, whole)
    }

    /// The part of `whole` that clears `units`: `ceil(units * whole / total)`, 0 for none.
    pub fn worth_ceil(&self, units: u64, whole: u64) -> Option<u64> {
        if units == 0 {
            return Some(0);
        }
        mul_div_ceil(units, whole, self.total)
    }

    /// The part of `whole` that belongs to `units`: `floor(units * whole / total)`, 0 for none.
    pub fn worth_floor(&self, units: u64, whole: u64) -> Option<u64> {
        if units == 0 {
            return Some(0);
        }
        mul_div_floor(units, whole, self.total)
    }
}

#[cfg(test)]
mod tests;
