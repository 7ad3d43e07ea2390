//! Linear release of an amount over time.

use super::div::div_floor;
use super::mul_div::product;
use super::mul_div_floor;
use anchor_lang::prelude::*;

/// Fraction bits of the time left. In whole seconds, each of many small top-ups would round it.
const FRACTION_BITS: u32 = 32;

/// `remaining` base units, released evenly from `last_ts` (unix seconds) on over `left_q32` (units of 2^-32 s).
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stream {
    pub remaining: u64,
    pub last_ts: i64,
    pub left_q32: u64,
}

impl Stream {
    pub fn starting_at(now: i64) -> Self {
        Self { remaining: 0, last_ts: now, left_q32: 0 }
    }

    /// Moves the stream to `now` and returns what it released, `floor(remaining * elapsed / left)`, and all of it at the
    /// end. A clock that stops or goes back releases nothing.
    pub fn release_floor(&mut self, now: i64) -> Option<u64> {
        let Some(elapsed) = self.elapsed(now) else {
            return Some(0);
        };
        let left = q32(elapsed).and_then(|elapsed| self.left_q32.checked_sub(elapsed)).unwrap_or(0);
        let released = match left {
            0 => self.remaining,
            _ => mul_div_floor(self.remaining, self.left_q32.checked_sub(left)?, self.left_q32)?,
        };
        self.remaining = self.remaining.checked_sub(released)?;
        self.last_ts = now;
        self.left_q32 = left;
        Some(released)
    }

    /// Base units that it releases per second from `last_ts` on, rounded down; 0 once it has ended.
    pub fn per_second_floor(&self) -> u64 {
        let rate = mul_div_floor(self.remaining, 1 << FRACTION_BITS, self.left_q32);
        // above 64 bits, and within its last second, all of it
        let most = if self.left_q32 == 0 { 0 } else { self.remaining };
        rate.unwrap_or(most).min(most)
    }

    /// The second at which it ends unless it is topped up, unix seconds, rounded up.
    pub fn end_ts(&self) -> Option<i64> {
        let secs = self.left_q32.checked_add((1 << FRACTION_BITS) - 1)? >> FRACTION_BITS;
        self.last_ts.checked_add_unsigned(secs)
    }

    /// Moves the stream to `now` without releasing anything: the time left stays.
    pub fn hold(&mut self, now: i64) {
        self.last_ts = self.last_ts.max(now);
    }

    /// Adds `amount` over `duration_secs` from `last_ts` on. The time left becomes the amount-weighted mean
    /// of the old and the new, to the nearest 2^-32 s and at least one of these.
    pub fn top_up(&mut self, amount: u64, duration_secs: i64) -> Option<()> {
        let duration = q32(u64::try_from(duration_secs).ok()?)?;
        let total = self.remaining.checked_add(amount)?;
        let weighted = product(self.left_q32, self.remaining).checked_add(product(duration, amount))?;
        let half = u128::from(total >> 1);
        let mean = div_floor(weighted.checked_add(half)?, total)?;
        self.left_q32 = u64::try_from(mean).ok()?.max(1);
        self.remaining = total;
        Some(())
    }

    fn elapsed(&self, now: i64) -> Option<u64> {
        let secs = u64::try_from(now.checked_sub(self.last_ts)?).ok()?;
        Some(secs).filter(|secs| *secs > 0)
    }
}

/// Whole seconds in units of 2^-32 s. `None` from 2^32 s, 136 years, on.
fn q32(secs: u64) -> Option<u64> {
    (secs >> FRACTION_BITS == 0).then_some(secs << FRACTION_BITS)
}

#[cfg(test)]
mod tests;
