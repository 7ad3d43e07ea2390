//! Linear release of an amount over time.

use super::div::div_floor;
use super::mul_div_floor;
use anchor_lang::prelude::*;

/// `remaining` base units, released evenly from `last_ts` to `end_ts` (unix seconds).
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Stream {
    pub remaining: u64,
    pub last_ts: i64,
    pub end_ts: i64,
}

impl Stream {
    pub fn starting_at(now: i64) -> Self {
        Self { remaining: 0, last_ts: now, end_ts: now }
    }

    /// Moves the stream to `now` and returns what it released: rounded down, and all of it at the end. A
    /// clock that stands still or runs back releases nothing.
    pub fn release_floor(&mut self, now: i64) -> Option<u64> {
        let Some(elapsed) = self.elapsed(now) else {
            return Some(0);
        };
        let released = match secs_between(self.last_ts, self.end_ts) {
            Some(left) if elapsed < left => mul_div_floor(self.remaining, elapsed, left)?,
            _ => self.remaining,
        };
        self.remaining = self.remaining.checked_sub(released)?;
        self.last_ts = now;
        self.end_ts = self.end_ts.max(now);
        Some(released)
    }

    /// Base units that it releases per second from `last_ts` on, rounded down; 0 once it has ended.
    pub fn per_second_floor(&self) -> u64 {
        let left = secs_between(self.last_ts, self.end_ts);
        left.and_then(|secs| self.remaining.checked_div(secs)).unwrap_or(0)
    }

    /// Moves the stream to `now` without releasing anything: its end moves on by the time that passed.
    pub fn hold(&mut self, now: i64) -> Option<()> {
        if let Some(elapsed) = self.elapsed(now) {
            self.end_ts = self.end_ts.checked_add_unsigned(elapsed)?;
            self.last_ts = now;
        }
        Some(())
    }

    /// Adds `amount` over `duration_secs` from `last_ts` on. The time left becomes the amount-weighted mean
    /// of the old and the new, to the nearest second: rounding up would let dust delay the stream by a second
    /// a time, rounding down would let it hurry it. At least one second.
    pub fn top_up(&mut self, amount: u64, duration_secs: i64) -> Option<()> {
        let left = u128::from(secs_between(self.last_ts, self.end_ts)?);
        let duration = u128::try_from(duration_secs).ok()?;
        let total = self.remaining.checked_add(amount)?;
        let weighted =
            left.checked_mul(self.remaining.into())?.checked_add(duration.checked_mul(amount.into())?)?;
        let half = u128::from(total >> 1);
        let mean = div_floor(weighted.checked_add(half)?, total)?;
        self.end_ts = self.last_ts.checked_add(i64::try_from(mean).ok()?.max(1))?;
        self.remaining = total;
        Some(())
    }

    fn elapsed(&self, now: i64) -> Option<u64> {
        secs_between(self.last_ts, now).filter(|secs| *secs > 0)
    }
}

/// `to - from`, or `None` where `to` comes first.
fn secs_between(from: i64, to: i64) -> Option<u64> {
    u64::try_from(to.checked_sub(from)?).ok()
}

#[cfg(test)]
mod tests;
