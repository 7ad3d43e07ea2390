use super::{add, sub};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::RecordState;
use crate::math::{reward_floor, reward_pool_floor, utilisation_bps_floor};
use anchor_lang::prelude::*;

/// What was served in one epoch. PDA `["epoch", market, epoch]`. An epoch in which nothing is reported needs none.
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
    /// Micro-credits that the providers offered in the epoch.
    pub capacity: u64,
    /// Micro-credits reported so far: paid, served as quota, and what counts as use.
    pub paid: u64,
    pub quota: u64,
    pub counted: u64,
    /// Micro-credits of quota whose reward was claimed.
    pub quota_claimed: u64,
    /// VVV base units for the epoch's quota, of which `rewards_claimed` were claimed.
    pub reward_pool: u64,
    pub rewards_claimed: u64,
    /// Fixed when the epoch is closed.
    pub utilisation_bps: u16,
    pub padding_2: [u8; 6],
    pub reserved: [u8; 64],
}

/// Micro-credits that a provider adds to a record.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    pub paid: u64,
    pub quota: u64,
    /// Of both, what counts as use.
    pub counted: u64,
}

impl EpochRecord {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    pub fn report(&mut self, usage: &Usage) -> Result<()> {
        require!(self.closed == 0, DiemError::EpochNotOpen);
        self.paid = self.paid.saturating_add(usage.paid); // a statistic must not stop a report
        self.quota = add(self.quota, usage.quota)?;
        self.counted = add(self.counted, usage.counted)?;
        Ok(())
    }

    /// Fixes the utilisation and takes the reward pool out of what is `available`, which is returned.
    pub(super) fn close(&mut self, available: u64, reward_cap: u64) -> u64 {
        self.closed = 1;
        self.utilisation_bps = utilisation_bps_floor(self.counted, self.capacity);
        self.reward_pool = reward_pool_floor(available, self.quota, reward_cap);
        self.reward_pool
    }

    /// Takes the reward of `served` micro-credits of quota off the books and returns it.
    pub fn claim(&mut self, served: u64) -> Result<u64> {
        require!(self.closed == 1, DiemError::EpochNotClosed);
        let reward = reward_floor(self.reward_pool, served, self.quota).ok_or(DiemError::MathOverflow)?;
        self.quota_claimed = add(self.quota_claimed, served)?;
        self.rewards_claimed = add(self.rewards_claimed, reward)?;
        Ok(reward)
    }

    /// What nobody claimed, while `epoch` runs: refused as long as somebody still may.
    pub fn unclaimed(&self, epoch: u32) -> Result<u64> {
        require!(self.closed == 1, DiemError::EpochNotClosed);
        let all_claimed = self.quota_claimed == self.quota;
        let lapsed = epoch.saturating_sub(self.epoch) >= USAGE_EPOCHS;
        require!(all_claimed || lapsed, DiemError::RecordStillNeeded);
        sub(self.reward_pool, self.rewards_claimed)
    }

    pub fn snapshot(&self) -> RecordState {
        RecordState {
            epoch: self.epoch,
            capacity: self.capacity,
            paid: self.paid,
            quota: self.quota,
            counted: self.counted,
            quota_claimed: self.quota_claimed,
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
            paid,
            quota,
            counted,
            quota_claimed,
            reward_pool,
            rewards_claimed,
            utilisation_bps,
            padding_2: _,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            && *closed <= 1
            // quota at most doubles what was paid for
            && *counted <= paid.saturating_add(*quota.min(paid))
            && *utilisation_bps <= BPS
            // 11: nobody claims what was not served, or more than the pool
            && quota_claimed <= quota
            && rewards_claimed <= reward_pool
            // claims start when the epoch is closed
            && (*closed == 1 || (*quota_claimed == 0 && *reward_pool == 0));
        require!(holds, DiemError::RecordInvariantBroken);
        Ok(())
    }
}
