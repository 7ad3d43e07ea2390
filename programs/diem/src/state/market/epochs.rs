use super::Market;
use crate::errors::DiemError;
use crate::math::*;
use crate::state::{add, sub, EpochRecord};
use anchor_lang::prelude::*;

/// What a call of `roll_epoch` closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roll {
    pub first_closed: u32,
    /// Above zero.
    pub closed: u32,
}

/// The life of epochs. Epoch e runs, settles while e + 1 runs, and can be closed from the start of e + 2 on.
impl Market {
    pub fn epochs(&self) -> EpochClock {
        EpochClock { genesis_ts: self.genesis_ts, epoch_secs: self.epoch_secs }
    }

    pub fn epoch_at(&self, now: i64) -> Result<u32> {
        self.epochs().epoch_at(now).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// T of the mint curve while `epoch` runs.
    pub fn target_in_epoch(&self, epoch: u32) -> u64 {
        if epoch < self.next_target_epoch {
            self.target_supply
        } else {
            self.next_target
        }
    }

    pub fn utilisation_ema_bps(&self) -> u16 {
        ema_bps(self.utilisation_ema)
    }

    /// Epochs that wait to be closed while `epoch` runs.
    pub fn due(&self, epoch: u32) -> u32 {
        epoch.saturating_sub(1).saturating_sub(self.next_to_close)
    }

    /// Notes that `record_epoch` gets a record, and returns the capacity that it is measured against.
    pub fn open_record(&mut self, record_epoch: u32, epoch: u32) -> Result<u64> {
        require!(self.due(epoch) == 0, DiemError::EpochsNotRolled);
        let nth = record_epoch.checked_sub(self.next_to_close).filter(|_| record_epoch <= epoch);
        let slot = nth.and_then(|nth| self.has_record.get_mut(usize::try_from(nth).ok()?));
        *slot.ok_or(DiemError::EpochNotOpen)? = 1;
        self.capacity.in_epoch(record_epoch).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Closes every epoch that can be while `epoch` runs: each moves the smoothed utilisation. The reference price
    /// and the target then move by one step, however many epochs were missed. `records` are those of the first
    /// two epochs; the later ones cannot have any.
    pub fn roll(&mut self, records: [Option<&mut EpochRecord>; 2], epoch: u32, now: i64) -> Result<Roll> {
        let roll = Roll { first_closed: self.next_to_close, closed: self.due(epoch) };
        require!(roll.closed > 0, DiemError::NothingToRoll);
        self.accrue(now)?;
        for record in records {
            self.close_next(record, epoch)?;
        }
        let idle = self.due(epoch);
        self.next_to_close = self.next_to_close.checked_add(idle).ok_or(DiemError::MathOverflow)?;
        self.step(idle, epoch).ok_or(DiemError::MathOverflow)?;
        Ok(roll)
    }

    /// Returns to the quota pool what nobody claimed of a record that is to be closed, and says how much it was.
    pub fn take_back(&mut self, record: &EpochRecord, epoch: u32) -> Result<u64> {
        let unclaimed = record.unclaimed(epoch)?;
        self.quota_rewards_owed = sub(self.quota_rewards_owed, unclaimed)?;
        self.quota_pool = add(self.quota_pool, unclaimed)?;
        Ok(unclaimed)
    }

    fn close_next(&mut self, record: Option<&mut EpochRecord>, epoch: u32) -> Result<()> {
        let [has_record, next_has_record] = self.has_record;
        if self.due(epoch) == 0 {
            require!(record.is_none(), DiemError::WrongEpochRecord);
            return Ok(());
        }
        let utilisation_bps = match record {
            Some(record) => {
                require!(has_record == 1 && record.epoch == self.next_to_close, DiemError::WrongEpochRecord);
                let reward_pool = record.close(self.quota_pool, self.params.reward_cap);
                self.quota_pool = sub(self.quota_pool, reward_pool)?;
                self.quota_rewards_owed = add(self.quota_rewards_owed, reward_pool)?;
                record.utilisation_bps
            }
            None => {
                require!(has_record == 0, DiemError::WrongEpochRecord);
                0
            }
        };
        self.utilisation_ema =
            ema_floor(self.utilisation_ema, utilisation_bps, self.params.utilisation_ema_bps)
                .ok_or(DiemError::MathOverflow)?;
        self.has_record = [next_has_record, 0];
        self.next_to_close = self.next_to_close.checked_add(1).ok_or(DiemError::MathOverflow)?;
        Ok(())
    }

    fn step(&mut self, idle_epochs: u32, epoch: u32) -> Option<()> {
        let params = &self.params;
        self.utilisation_ema =
            ema_after_idle_floor(self.utilisation_ema, params.utilisation_ema_bps, idle_epochs)?;
        self.capacity.advance(epoch);
        self.quota_capacity.advance(epoch);
        // where nothing is offered, nothing is underused
        if self.capacity.current > 0 {
            self.reference_price = reference_price_step(
                self.reference_price,
                ema_bps(self.utilisation_ema),
                params.max_price_step_bps,
                params.reference_price_floor,
                params.reference_price_cap,
            )?;
        }
        let goal = target_goal_floor(
            self.quota_capacity.current,
            params.credits_per_diem,
            params.headroom_bps,
            params.target_floor,
            params.target_cap,
        )?;
        self.target_supply = self.target_in_epoch(epoch);
        self.next_target = target_step(self.target_supply, goal, params.max_target_step_bps)?;
        self.next_target_epoch = epoch.checked_add(1)?;
        Some(())
    }
}
