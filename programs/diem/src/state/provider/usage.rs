use super::Provider;
use crate::constants::USAGE_EPOCHS;
use crate::errors::DiemError;
use crate::math::counted;
use crate::state::record::Usage;
use crate::state::{add, sub, EpochRecord, Progress};
use anchor_lang::prelude::*;

/// What a provider served in one epoch, in micro-credits.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct UsageSlot {
    pub epoch: u32,
    /// 1 once the epoch's quota reward was claimed.
    pub rewarded: u8,
    pub padding: [u8; 3],
    /// The provider's capacity in the epoch: no more counts as use.
    pub capacity: u64,
    pub paid: u64,
    pub quota: u64,
    /// Of each, and of what counts as use, what the epoch's record has.
    pub reported_paid: u64,
    pub reported_quota: u64,
    pub reported_counted: u64,
}

impl UsageSlot {
    /// Checked whenever a slot changes, and not with the whole provider: the other slots stay what they were.
    pub fn invariant(&self) -> Result<()> {
        let Self {
            epoch: _,
            rewarded,
            padding: _,
            capacity,
            paid,
            quota,
            reported_paid,
            reported_quota,
            reported_counted,
        } = self;
        let holds = *rewarded <= 1
            // nothing is reported that was not served
            && reported_paid <= paid
            && reported_quota <= quota
            && *reported_counted <= counted(*paid, *quota, *capacity);
        require!(holds, DiemError::ProviderInvariantBroken);
        Ok(())
    }
}

/// The epochs whose quota can be settled: the running one and the one before, and up to which epoch a retiring
/// provider serves any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub epoch: u32,
    pub last_quota_epoch: u32,
}

impl Provider {
    pub fn window(&self, epoch: u32) -> Window {
        let last_quota_epoch = if self.retiring == 1 { self.last_quota_epoch } else { u32::MAX };
        Window { epoch, last_quota_epoch }
    }

    fn slot_index(epoch: u32) -> usize {
        usize::try_from(epoch % USAGE_EPOCHS).unwrap_or_default()
    }

    /// Books what settled vouchers added.
    pub fn serve_all(&mut self, window: Window, served: &Progress) -> Result<()> {
        self.serve(window.epoch, served.paid, served.quota)?;
        if served.last_quota > 0 {
            let last_epoch = window.epoch.checked_sub(1).ok_or(DiemError::MathOverflow)?;
            self.serve(last_epoch, 0, served.last_quota)?;
        }
        Ok(())
    }

    /// Books what was served in `epoch`. A slot that still holds an epoch long past is taken over.
    fn serve(&mut self, epoch: u32, paid: u64, quota: u64) -> Result<()> {
        let capacity = self.capacity.in_epoch(epoch).unwrap_or_default();
        let slot = self.usage.get_mut(Self::slot_index(epoch)).ok_or(DiemError::MathOverflow)?;
        if slot.epoch != epoch {
            *slot = UsageSlot { epoch, capacity, ..UsageSlot::default() };
        }
        slot.paid = slot.paid.saturating_add(paid); // a statistic must not stop a payment
        slot.quota = add(slot.quota, quota)?;
        slot.invariant()
    }

    fn slot_mut(&mut self, epoch: u32) -> Option<&mut UsageSlot> {
        self.usage.get_mut(Self::slot_index(epoch)).filter(|slot| slot.epoch == epoch)
    }

    /// Adds what is new in the epoch's slot to its record, and returns it.
    pub fn report(&mut self, record: &mut EpochRecord) -> Result<Usage> {
        let slot = self.slot_mut(record.epoch).ok_or(DiemError::NothingToReport)?;
        let counted = counted(slot.paid, slot.quota, slot.capacity);
        let usage = Usage {
            paid: sub(slot.paid, slot.reported_paid)?,
            quota: sub(slot.quota, slot.reported_quota)?,
            counted: sub(counted, slot.reported_counted)?,
        };
        require!(usage.paid > 0 || usage.quota > 0, DiemError::NothingToReport);
        slot.reported_paid = slot.paid;
        slot.reported_quota = slot.quota;
        slot.reported_counted = counted;
        slot.invariant()?;
        record.report(&usage)?;
        Ok(usage)
    }

    /// Claims the reward of the quota that was reported for a closed epoch, and returns it: VVV base units.
    pub fn claim_reward(&mut self, record: &mut EpochRecord) -> Result<u64> {
        require!(record.closed == 1, DiemError::EpochNotClosed);
        let unclaimed = |slot: &&mut UsageSlot| slot.rewarded == 0 && slot.reported_quota > 0;
        let slot = self.slot_mut(record.epoch).filter(unclaimed).ok_or(DiemError::NothingToReward)?;
        slot.rewarded = 1;
        slot.invariant()?;
        record.claim(slot.reported_quota)
    }
}
