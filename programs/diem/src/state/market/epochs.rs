use super::Market;
use crate::errors::DiemError;
use crate::math::*;
use crate::state::{add, sub, EpochRecord, MarketParams};
use anchor_lang::prelude::*;

/// What a call of `roll_epoch` closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roll {
    pub first_closed: u32,
    /// Above zero.
    pub closed: u32,
    /// DIEM base units of the quota pool that went to the stakers' stream.
    pub to_stakers: u64,
}

/// The life of epochs. Epoch e runs, settles while e + 1 runs, and can be closed from the start of e + 2 on.
impl Market {
    pub fn epochs(&self) -> EpochClock {
        EpochClock { genesis_ts: self.genesis_ts, epoch_secs: self.epoch_secs }
    }

    pub fn epoch_at(&self, now: i64) -> Result<u32> {
        self.epochs().epoch_at(now).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// The part of an epoch's `credits` that is left of `epoch` at `now`.
    pub fn rest_of_epoch_floor(&self, credits: u64, epoch: u32, now: i64) -> Result<u64> {
        let ends_ts = epoch.checked_add(1).and_then(|next| self.epochs().starts_at(next));
        let left = ends_ts.map(|ends_ts| ends_ts.saturating_sub(now));
        let part = left.and_then(|left| pro_rata_floor(credits, left, self.epoch_secs));
        part.ok_or_else(|| DiemError::MathOverflow.into())
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

    /// Notes that `record_epoch` gets a record, and fixes the figures that measure its use: nothing then depends on who
    /// opens it when.
    pub fn open_record(&mut self, record: &mut EpochRecord, epoch: u32) -> Result<()> {
        require!(self.due(epoch) == 0, DiemError::EpochsNotRolled);
        let nth = record.epoch.checked_sub(self.next_to_close).filter(|_| record.epoch <= epoch);
        let slot = nth.and_then(|nth| self.has_record.get_mut(usize::try_from(nth).ok()?));
        *slot.ok_or(DiemError::EpochNotOpen)? = 1;
        let in_epoch = |figure: &Scheduled| figure.in_epoch(record.epoch).ok_or(DiemError::MathOverflow);
        record.capacity = in_epoch(&self.capacity)?;
        record.reference_price = in_epoch(&self.reference_price)?;
        record.max_price_step_bps = self.params.max_price_step_bps;
        record.quota_match_bps = self.params.quota_match_bps;
        record.quota_cap_bps = self.params.quota_cap_bps;
        Ok(())
    }

    /// Closes every epoch that can be while `epoch` runs: each pays its quota, moves the averages and, where it has a record,
    /// schedules the reference price from the next epoch on. Then a part of what is left in the quota pool goes to the
    /// stakers, and the target moves by one step, however many epochs were missed. `records` are those of the first two
    /// epochs; the later ones cannot have any.
    pub fn roll(&mut self, records: [Option<&mut EpochRecord>; 2], epoch: u32, now: i64) -> Result<Roll> {
        let (first_closed, closed) = (self.next_to_close, self.due(epoch));
        require!(closed > 0, DiemError::NothingToRoll);
        self.accrue(now)?;
        self.capacity.advance(epoch);
        self.quota_capacity.advance(epoch);
        self.reference_price.advance(epoch);
        for record in records {
            self.close_next(record, epoch)?;
        }
        let idle = self.due(epoch);
        self.next_to_close = self.next_to_close.checked_add(idle).ok_or(DiemError::MathOverflow)?;
        self.pass_idle(idle).ok_or(DiemError::MathOverflow)?;
        let to_stakers = self.pass_on(closed)?;
        self.step_target(epoch).ok_or(DiemError::MathOverflow)?;
        Ok(Roll { first_closed, closed, to_stakers })
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
        match record {
            Some(record) => {
                require!(has_record == 1 && record.epoch == self.next_to_close, DiemError::WrongEpochRecord);
                let reward_pool = record.close(self.quota_pool);
                self.quota_pool = sub(self.quota_pool, reward_pool)?;
                self.quota_rewards_owed = add(self.quota_rewards_owed, reward_pool)?;
                self.average(record.used, record.utilisation_bps)?;
                if record.paid > 0 {
                    self.reference_price.next =
                        self.reference_after(record).ok_or(DiemError::MathOverflow)?;
                }
            }
            None => {
                require!(has_record == 0, DiemError::WrongEpochRecord);
                self.average(0, 0)?;
            }
        };
        self.has_record = [next_has_record, 0];
        self.next_to_close = self.next_to_close.checked_add(1).ok_or(DiemError::MathOverflow)?;
        Ok(())
    }

    /// Takes the use of one more epoch into the averages.
    fn average(&mut self, used: u64, utilisation_bps: u16) -> Result<()> {
        let MarketParams { use_ema_bps, utilisation_ema_bps, .. } = self.params;
        let sample = utilisation_sample(utilisation_bps);
        self.served = ema_floor(self.served, used, use_ema_bps).ok_or(DiemError::MathOverflow)?;
        self.utilisation_ema =
            ema_floor(self.utilisation_ema, sample, utilisation_ema_bps).ok_or(DiemError::MathOverflow)?;
        Ok(())
    }

    fn reference_after(&self, record: &EpochRecord) -> Option<u64> {
        let MarketParams { reference_price_floor, reference_price_cap, .. } = self.params;
        next_reference_price(
            record.reference_price,
            (record.price_sum.bits(), record.paid),
            self.served,
            record.capacity,
            (reference_price_floor, reference_price_cap),
        )
    }

    /// Takes `epochs` without use into the averages.
    fn pass_idle(&mut self, epochs: u32) -> Option<()> {
        let MarketParams { use_ema_bps, utilisation_ema_bps, .. } = self.params;
        self.served = ema_after_idle_floor(self.served, use_ema_bps, epochs)?;
        self.utilisation_ema = ema_after_idle_floor(self.utilisation_ema, utilisation_ema_bps, epochs)?;
        Some(())
    }

    /// Moves what `closed` epochs pass on of the quota pool to the stakers' stream, and returns it.
    fn pass_on(&mut self, closed: u32) -> Result<u64> {
        let overflow = pool_overflow_floor(self.quota_pool, closed, self.params.quota_pool_epochs)
            .ok_or(DiemError::MathOverflow)?;
        self.quota_pool = sub(self.quota_pool, overflow)?;
        self.stream_fees(overflow)?;
        Ok(overflow)
    }

    fn step_target(&mut self, epoch: u32) -> Option<()> {
        let goal = self.params.target_goal().supply_floor(self.capacity.current, self.served)?;
        self.target_supply = self.target_in_epoch(epoch);
        self.next_target = target_step(self.target_supply, goal, self.params.max_target_step_bps)?;
        self.next_target_epoch = epoch.checked_add(1)?;
        Some(())
    }
}
