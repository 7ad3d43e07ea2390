//! Epochs of a market, and figures whose changes wait for the next one.

use anchor_lang::prelude::*;

/// Numbers a market's epochs from `genesis_ts` (unix seconds) on, each `epoch_secs` long.
#[zero_copy]
#[derive(Debug, PartialEq, Eq)]
pub struct EpochClock {
    pub genesis_ts: i64,
    pub epoch_secs: i64,
}

impl EpochClock {
    /// The epoch that runs at `now`: `floor((now - genesis_ts) / epoch_secs)`, and 0 before the genesis.
    /// `None` if `epoch_secs` is below 1 or the number passes 32 bits.
    pub fn epoch_at(&self, now: i64) -> Option<u32> {
        let secs = self.secs()?;
        if now < self.genesis_ts {
            return Some(0);
        }
        u32::try_from(now.abs_diff(self.genesis_ts).checked_div(secs)?).ok()
    }

    /// The first second of `epoch`: `genesis_ts + epoch * epoch_secs`. `None` if `epoch_secs` is below 1 or
    /// the second passes 63 bits.
    pub fn starts_at(&self, epoch: u32) -> Option<i64> {
        self.genesis_ts.checked_add_unsigned(self.secs()?.checked_mul(epoch.into())?)
    }

    fn secs(&self) -> Option<u64> {
        u64::try_from(self.epoch_secs).ok().filter(|secs| *secs > 0)
    }
}

/// A figure whose changes take effect at the next epoch's start: setting `next` in an epoch changes nothing in
/// that epoch. Call [`Scheduled::advance`] before setting `next`; reading the present or the future needs no
/// call.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Scheduled {
    /// In the epoch before `epoch`.
    pub previous: u64,
    /// In `epoch`.
    pub current: u64,
    /// In every epoch after `epoch`.
    pub next: u64,
    pub epoch: u32,
    pub padding: [u8; 4],
}

impl Scheduled {
    /// A figure that was never changed.
    pub fn fixed(figure: u64) -> Self {
        Self { previous: figure, current: figure, next: figure, ..Self::default() }
    }

    /// Moves on to `epoch`. An earlier one changes nothing, so a clock that goes back cannot undo a change.
    pub fn advance(&mut self, epoch: u32) {
        match epoch.checked_sub(self.epoch) {
            None | Some(0) => return,
            Some(1) => self.previous = self.current,
            Some(_) => self.previous = self.next,
        }
        self.current = self.next;
        self.epoch = epoch;
    }

    /// The figure in `epoch`, as far as it is known by now. `None` where `epoch` lies so far back that the
    /// figure is forgotten.
    pub fn in_epoch(&self, epoch: u32) -> Option<u64> {
        match self.epoch.checked_sub(epoch) {
            None => Some(self.next),
            Some(0) => Some(self.current),
            Some(1) => Some(self.previous),
            Some(_) => None,
        }
    }

    /// The maximum of the figure from `epoch` on.
    pub fn highest_ahead(&self) -> u64 {
        self.current.max(self.next)
    }
}

#[cfg(test)]
mod tests;
