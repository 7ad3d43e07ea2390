//! A provider's bond: how much its capacity needs, how much of it can be slashed, and the part on its way
//! out.

use super::{mul_div_ceil, mul_div_floor};
use crate::constants::{BPS, CREDIT_UNIT};
use anchor_lang::prelude::*;

/// VVV base units of bond that `capacity` micro-credits an epoch need, at `bond_per_credit` base units per
/// whole credit: `ceil(capacity * bond_per_credit / CREDIT_UNIT)`. `None` above 64 bits.
pub fn bond_required_ceil(capacity: u64, bond_per_credit: u64) -> Option<u64> {
    mul_div_ceil(capacity, bond_per_credit, CREDIT_UNIT)
}

/// The most that can be slashed from `base` VVV base units: `floor(base * max_slash_bps / 10_000)`. `None`
/// above 64 bits.
pub fn slash_cap_floor(base: u64, max_slash_bps: u16) -> Option<u64> {
    mul_div_floor(base, max_slash_bps.into(), BPS.into())
}

/// Bond on its way out, held in shares, so that one slash reaches every ticket without naming any.
///
/// `amount <= shares` at all times: the first shares are given one for one; a slash lowers the amount alone;
/// a join then gets at least as many shares as base units; and a leave takes of the surplus `shares - amount`
/// its part rounded up, which is at most all of it. So a share is never worth more than one base unit, and
/// slashes only ever make it worth less. Nothing but a ticket's own bond comes in: no donation can make a
/// share so dear that another ticket's bond rounds to none. What rounding leaves, less than a base unit a
/// call, stays with the other tickets, and the last one takes it.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CoolingBond {
    /// VVV base units of all tickets together.
    pub amount: u64,
    /// Shares of all tickets together.
    pub shares: u64,
}

impl CoolingBond {
    /// Adds `amount` base units and returns the new ticket's shares: `amount` when there are none, otherwise
    /// `floor(amount * shares / self.amount)`. `None`, and no change, where that is nothing for something,
    /// where it does not fit, and where a slash has left the other shares worth nothing.
    pub fn join(&mut self, amount: u64) -> Option<u64> {
        let new = match self.shares {
            0 => amount,
            shares => mul_div_floor(amount, shares, self.amount)?,
        };
        if new == 0 && amount > 0 {
            return None;
        }
        let (total, shares) = (self.amount.checked_add(amount)?, self.shares.checked_add(new)?);
        *self = Self { amount: total, shares };
        Some(new)
    }

    /// Takes a ticket's `shares` out and returns their base units: `floor(shares * self.amount /
    /// self.shares)`, and whatever is there for the last shares. `None`, and no change, above the shares that
    /// there are.
    pub fn leave(&mut self, shares: u64) -> Option<u64> {
        let left = self.shares.checked_sub(shares)?;
        let paid = match left {
            0 => self.amount,
            _ => mul_div_floor(shares, self.amount, self.shares)?,
        };
        *self = Self { amount: self.amount.checked_sub(paid)?, shares: left };
        Some(paid)
    }

    /// Takes `amount` base units from all tickets in proportion. `None`, and no change, above what is there.
    pub fn slash(&mut self, amount: u64) -> Option<()> {
        self.amount = self.amount.checked_sub(amount)?;
        Some(())
    }
}

#[cfg(test)]
mod tests;
