use super::{add, sub};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::RecordState;
use crate::math::{reward_floor, reward_pool_floor, utilisation_bps_floor, Contribution, Measure, Q64};
use anchor_lang::prelude::*;

/// What was served in one epoch. PDA `["epoch", market, epoch]`. An epoch without one counts nothing and pays nothing.
#[account(zero_copy)]
#[derive(Debug)]
pub struct EpochRecord {
    pub version: u8,
    pub bump: u8,
    /// 1 once the epoch is closed: nothing is reported any more, and rewards can be claimed.
    pub closed: u8,
    pub padding: [u8; 1],
    pub epoch: u32,
    pub market: Pubkey,
    pub rent_payer: Pubkey,
    /// Micro-credits that the providers offered in the epoch. Fixed at the opening, as are the next four.
    pub capacity: u64,
    /// DIEM base units per whole credit.
    pub reference_price: u64,
    pub max_price_step_bps: u16,
    pub quota_match_bps: u16,
    pub quota_cap_bps: u16,
    /// Fixed when the epoch is closed.
    pub utilisation_bps: u16,
    /// Sums over the providers' newest reports, in micro-credits: paid for at the reference price or more, each provider
    /// within its capacity; served as quota; counted use; and quota that earns a reward.
    pub paid: u64,
    pub quota: u64,
    pub used: u64,
    pub rewardable: u64,
    /// Sum of each provider's `paid` times its price, 128 bits in two words.
    pub price_sum: Q64,
    /// Micro-credits of quota whose reward was claimed.
    pub rewarded: u64,
    /// DIEM base units for the epoch's quota, of which `rewards_claimed` were claimed.
    pub reward_pool: u64,
    pub rewards_claimed: u64,
    pub reserved: [u8; 64],
}

impl EpochRecord {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    pub fn measure(&self) -> Measure {
        Measure {
            reference_price: self.reference_price,
            max_price_step_bps: self.max_price_step_bps,
            quota_match_bps: self.quota_match_bps,
        }
    }

    /// Puts a provider's newest figures, its quota and what its use counts for, in the place of its `before`.
    pub(super) fn replace(&mut self, before: (u64, Contribution), after: (u64, Contribution)) -> Result<()> {
        require!(self.closed == 0, DiemError::EpochNotOpen);
        let exchange = |sum: u64, before: u64, after: u64| add(sub(sum, before)?, after);
        let ((old_quota, old), (new_quota, new)) = (before, after);
        self.paid = exchange(self.paid, old.paid, new.paid)?;
        self.quota = exchange(self.quota, old_quota, new_quota)?;
        self.used = exchange(self.used, old.used, new.used)?;
        self.rewardable = exchange(self.rewardable, old.rewardable, new.rewardable)?;
        let others = self.price_sum.bits().checked_sub(old.price_sum);
        let price_sum = others.and_then(|others| others.checked_add(new.price_sum));
        self.price_sum = Q64::from_bits(price_sum.ok_or(DiemError::MathOverflow)?);
        Ok(())
    }

    /// Fixes the utilisation and takes the rewards out of the pool's DIEM; they are returned.
    pub(super) fn close(&mut self, pool: u64) -> u64 {
        self.closed = 1;
        self.utilisation_bps = utilisation_bps_floor(self.used, self.capacity);
        self.reward_pool = reward_pool_floor(pool, self.rewardable, self.quota_cap_bps, self.reference_price);
        self.reward_pool
    }

    /// Takes the reward of `rewardable` micro-credits of quota off the books and returns it.
    pub(super) fn claim(&mut self, rewardable: u64) -> Result<u64> {
        let reward =
            reward_floor(self.reward_pool, rewardable, self.rewardable).ok_or(DiemError::MathOverflow)?;
        self.rewarded = add(self.rewarded, rewardable)?;
        self.rewards_claimed = add(self.rewards_claimed, reward)?;
        Ok(reward)
    }

    /// Whether rewards can no longer be claimed while `epoch` runs.
    pub fn has_lapsed(&self, epoch: u32) -> bool {
        epoch.saturating_sub(self.epoch) >= USAGE_EPOCHS
    }

    /// What nobody claimed, while `epoch` runs: refused as long as a provider still may.
    pub fn unclaimed(&self, epoch: u32) -> Result<u64> {
        require!(self.closed == 1, DiemError::EpochNotClosed);
        let all_claimed = self.rewarded == self.rewardable;
        require!(all_claimed || self.has_lapsed(epoch), DiemError::RecordStillNeeded);
        sub(self.reward_pool, self.rewards_claimed)
    }

    pub fn snapshot(&self) -> RecordState {
        RecordState {
            epoch: self.epoch,
            capacity: self.capacity,
            reference_price: self.reference_price,
            paid: self.paid,
            quota: self.quota,
            used: self.used,
            rewardable: self.rewardable,
            price_sum: self.price_sum.bits(),
            rewarded: self.rewarded,
            reward_pool: self.reward_pool,
            rewards_claimed: self.rewards_claimed,
            utilisation_bps: self.utilisation_bps,
        }
    }

    pub fn invariant(&self) -> Result<()> {
        let Self {
            version,
            bump: _,
            closed,
            padding: _,
            epoch: _,
            market: _,
            rent_payer: _,
            capacity: _,
            reference_price,
            max_price_step_bps: _,
            quota_match_bps: _,
            quota_cap_bps: _,
            utilisation_bps,
            paid,
            quota,
            used,
            rewardable,
            price_sum: _,
            rewarded,
            reward_pool,
            rewards_claimed,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            && *closed <= 1
            && *reference_price > 0
            // what was paid for counts as use, and quota at most doubles it
            && paid <= used
            && *used <= paid.saturating_add(*quota.min(paid))
            && *utilisation_bps <= BPS
            // nothing is rewarded that was not served
            && rewardable <= quota
            // 11: nobody claims what is not there, or more than the pool
            && rewarded <= rewardable
            && rewards_claimed <= reward_pool
            // claims start when the epoch is closed
            && (*closed == 1 || (*rewarded == 0 && *reward_pool == 0));
        require!(holds, DiemError::RecordInvariantBroken);
        Ok(())
    }
}
