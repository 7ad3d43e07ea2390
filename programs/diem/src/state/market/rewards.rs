use super::Market;
use crate::constants::MAX_REWARD_DURATION_SECS;
use crate::errors::DiemError;
use crate::math::{split_fee, FeeSplit};
use crate::state::{add, MarketParams};
use anchor_lang::prelude::*;

/// What stakers, the quota pool and the treasury earn.
impl Market {
    /// Releases both streams up to `now` into the indexes. Without stake they pause. Must run before anything that changes
    /// a share or a rate.
    pub fn accrue(&mut self, now: i64) -> Result<()> {
        self.try_accrue(now).ok_or_else(|| DiemError::MathOverflow.into())
    }

    fn try_accrue(&mut self, now: i64) -> Option<()> {
        if self.total_staked == 0 {
            self.fee_stream.hold(now);
            self.reward_stream.hold(now);
            return Some(());
        }
        let fees = self.fee_stream.release_floor(now)?;
        if fees > 0 {
            self.fee_index.spread(fees, self.total_staked)?;
            self.fees_owed = self.fees_owed.checked_add(fees)?;
        }
        let rewards = self.reward_stream.release_floor(now)?;
        if rewards > 0 {
            self.reward_index.spread(rewards, self.reward_weight)?;
            self.rewards_owed = self.rewards_owed.checked_add(rewards)?;
        }
        Some(())
    }

    /// Adds VVV to the reward stream. The caller moves the tokens.
    pub fn fund_rewards(&mut self, amount: u64, duration_secs: i64, now: i64) -> Result<()> {
        // nobody is paid for a stake that leaves before the rewards end
        let durations = self.params.stake_cooldown_secs..=MAX_REWARD_DURATION_SECS;
        require!(durations.contains(&duration_secs), DiemError::RewardDurationOutOfRange);
        self.accrue(now)?;
        self.reward_stream.top_up(amount, duration_secs).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Adds DIEM to the quota pool. The caller moves the tokens.
    pub fn fund_quota(&mut self, amount: u64) -> Result<()> {
        self.quota_pool = add(self.quota_pool, amount)?;
        Ok(())
    }

    /// Splits new revenue and books the parts of the quota pool, the treasury and the stakers. The caller moves the tokens.
    pub fn book_revenue(&mut self, amount: u64, now: i64) -> Result<FeeSplit> {
        self.accrue(now)?;
        let MarketParams { provider_bps, quota_bps, treasury_bps, .. } = self.params;
        let split =
            split_fee(amount, provider_bps, quota_bps, treasury_bps).ok_or(DiemError::MathOverflow)?;
        self.treasury_owed = add(self.treasury_owed, split.treasury)?;
        self.quota_pool = add(self.quota_pool, split.quota)?;
        self.stream_fees(split.stakers)?;
        Ok(split)
    }

    /// Streams `amount` DIEM to the stakers, after an accrual; nothing leaves the stream as it is.
    pub(super) fn stream_fees(&mut self, amount: u64) -> Result<()> {
        if amount > 0 {
            let topped = self.fee_stream.top_up(amount, self.params.fee_stream_secs);
            topped.ok_or(DiemError::MathOverflow)?;
        }
        Ok(())
    }

    /// Takes what the treasury is owed off the books. The caller moves the tokens.
    pub fn take_treasury(&mut self) -> Result<u64> {
        require!(self.treasury_owed > 0, DiemError::NothingOwedToTreasury);
        Ok(core::mem::take(&mut self.treasury_owed))
    }
}
