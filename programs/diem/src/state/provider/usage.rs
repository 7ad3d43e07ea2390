use super::Provider;
use crate::constants::USAGE_EPOCHS;
use crate::errors::DiemError;
use crate::events::Usage;
use crate::math::{Contribution, Served};
use crate::state::{add, EpochRecord, Progress};
use anchor_lang::prelude::*;

/// What a provider served in one epoch.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct UsageSlot {
    pub epoch: u32,
    /// 1 if, at the last report, all revenue settled by the end of the epoch was distributed. Only then does
    /// its quota earn a reward.
    pub distributed: u8,
    pub padding: [u8; 3],
    /// Micro-credits that the provider offered in the epoch, as of the slot's first use. At most this counts as
    /// use.
    pub capacity: u64,
    pub served: Served,
    /// The part of it that the epoch's record has.
    pub reported: Served,
    /// Micro-credits of quota whose reward was claimed.
    pub rewarded: u64,
}

impl UsageSlot {
    /// Checked whenever a slot changes, and not with the whole provider: the other slots stay what they were.
    pub fn invariant(&self) -> Result<()> {
        let Self { epoch: _, distributed, padding: _, capacity: _, served, reported, rewarded } = self;
        // nothing is reported that was not served, nor rewarded that was not reported
        let holds = *distributed <= 1
            && reported.diem <= served.diem
            && reported.bought <= served.bought
            && reported.quota <= served.quota
            && *rewarded <= reported.quota;
        require!(holds, DiemError::ProviderInvariantBroken);
        Ok(())
    }

    /// What the reported use counts for in the epoch's record.
    fn contribution(&self, record: &EpochRecord) -> Result<Contribution> {
        let whole = record.measure().contribution(&self.reported, self.capacity);
        let whole = whole.ok_or(DiemError::MathOverflow)?;
        Ok(if self.distributed == 1 { whole } else { Contribution { rewardable: 0, ..whole } })
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
    pub fn serve_all(&mut self, window: Window, progress: &Progress) -> Result<()> {
        let Progress { diem, bought, quota, last_quota } = *progress;
        self.total_settled = self.total_settled.saturating_add(diem); // a statistic must not stop a payment
        self.serve(window.epoch, &Served { diem, bought, quota })?;
        if last_quota > 0 {
            let last_epoch = window.epoch.checked_sub(1).ok_or(DiemError::MathOverflow)?;
            self.serve(last_epoch, &Served { quota: last_quota, ..Served::default() })?;
        }
        Ok(())
    }

    /// Books what was served in `epoch`. A slot that still holds an epoch long past is taken over.
    fn serve(&mut self, epoch: u32, more: &Served) -> Result<()> {
        let capacity = self.capacity.in_epoch(epoch).unwrap_or_default();
        let slot = self.usage.get_mut(Self::slot_index(epoch)).ok_or(DiemError::MathOverflow)?;
        if slot.epoch != epoch {
            *slot = UsageSlot { epoch, capacity, ..UsageSlot::default() };
        }
        // statistics must not stop a payment
        slot.served.diem = slot.served.diem.saturating_add(more.diem);
        slot.served.bought = slot.served.bought.saturating_add(more.bought);
        slot.served.quota = add(slot.served.quota, more.quota)?;
        slot.invariant()
    }

    fn slot_mut(&mut self, epoch: u32) -> Option<&mut UsageSlot> {
        self.usage.get_mut(Self::slot_index(epoch)).filter(|slot| slot.epoch == epoch)
    }

    /// Puts the epoch's slot as it is now in the place of what the record has of this provider, and returns what that counts
    /// for: in pieces, in any order, by any caller, the record ends the same. Quota counts for a reward once all that was
    /// settled by the end of the epoch is distributed: the pool has its part of it before it pays.
    pub fn report(&mut self, record: &mut EpochRecord) -> Result<Usage> {
        let distributed = u8::from(self.settled_distributed >= self.settled_by_end_of(record.epoch));
        let slot = self.slot_mut(record.epoch).ok_or(DiemError::NothingToReport)?;
        let counts_now = slot.served.quota > 0 && slot.distributed != distributed;
        let news = slot.served != slot.reported || counts_now;
        require!(news, DiemError::NothingToReport);
        let before = (slot.reported.quota, slot.contribution(record)?);
        slot.reported = slot.served;
        slot.distributed = distributed;
        slot.invariant()?;
        let after = slot.contribution(record)?;
        record.replace(before, (slot.reported.quota, after))?;
        let Served { diem, bought, quota } = slot.reported;
        let Contribution { paid, used, rewardable, .. } = after;
        Ok(Usage { diem, bought, quota, paid, used, rewardable })
    }

    /// DIEM base units that were settled up to the end of an epoch which the slots still reach back to.
    fn settled_by_end_of(&self, epoch: u32) -> u64 {
        let later = self.usage.iter().filter(|slot| slot.epoch > epoch);
        later.fold(self.total_settled, |settled, slot| settled.saturating_sub(slot.served.diem))
    }

    /// Claims the reward of the quota that was reported for a closed epoch, while `epoch` runs, and returns it: DIEM base
    /// units.
    pub fn claim_reward(&mut self, record: &mut EpochRecord, epoch: u32) -> Result<u64> {
        require!(record.closed == 1, DiemError::EpochNotClosed);
        require!(!record.has_lapsed(epoch), DiemError::RewardLapsed);
        let slot = self.slot_mut(record.epoch).ok_or(DiemError::NothingToReward)?;
        require!(slot.reported.quota > 0, DiemError::NothingToReward);
        require!(slot.distributed == 1, DiemError::RevenueNotDistributed);
        let Contribution { rewardable, .. } = slot.contribution(record)?;
        require!(rewardable > slot.rewarded, DiemError::NothingToReward);
        slot.rewarded = rewardable;
        slot.invariant()?;
        record.claim(rewardable)
    }
}
