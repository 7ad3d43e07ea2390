//! A provider's bond: how much its capacity needs, how much of it can be slashed, and the part on its way
//! out.

use super::{mul_div_ceil, mul_div_floor, Units};
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

/// Cooling bond, held in shares, so that one slash reaches every ticket without naming any.
///
/// `amount <= shares.total` at all times: the first shares are given one for one; a slash lowers the amount alone, and a
/// renewal keeps the shares above it; a join then gets at least as many shares as base units; and a leave takes of the
/// surplus its part rounded up, which is at most all of it. So a share is never worth more than one base unit, and slashes
/// only ever make it worth less. Nothing but a ticket's own bond comes in: no donation can make a share so dear that another
/// ticket's bond rounds to none. What rounding leaves, less than a base unit a call, stays with the other tickets, and the
/// last one takes it. Shares are renewed in eras, so that no run of slashes makes them too many for a further ticket.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CoolingBond {
    /// VVV base units of all tickets together.
    pub amount: u64,
    pub shares: Units,
    pub tickets: u32,
    pub padding: [u8; 4],
}

impl CoolingBond {
    /// Adds `amount` base units on a new ticket and returns its shares, in today's era: `amount` when there are none,
    /// otherwise `floor(amount * shares / self.amount)`. `None`, and no change, where that does not fit.
    pub fn join(&mut self, amount: u64) -> Option<u64> {
        let mut shares = self.shares;
        shares.renew(self.amount);
        let new = match shares.total {
            0 => amount,
            _ => shares.of_floor(amount, self.amount)?,
        };
        shares.total = shares.total.checked_add(new)?;
        *self = Self {
            amount: self.amount.checked_add(amount)?,
            shares,
            tickets: self.tickets.checked_add(1)?,
            ..*self
        };
        Some(new)
    }

    /// Takes a ticket's `shares`, counted in `era`, out and returns their base units: `floor(shares * self.amount /
    /// self.shares)`, and all that is there for the last ticket. `None`, and no change, without a ticket.
    pub fn leave(&mut self, shares: u64, era: u64) -> Option<u64> {
        let tickets = self.tickets.checked_sub(1)?;
        let mut left = self.shares;
        left.renew(self.amount);
        let paid = match tickets {
            0 => self.amount,
            _ => left.worth_floor(left.at(shares, era), self.amount)?,
        };
        left.total = if tickets == 0 { 0 } else { left.total.checked_sub(left.at(shares, era))? };
        *self = Self { amount: self.amount.checked_sub(paid)?, shares: left, tickets, ..*self };
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
