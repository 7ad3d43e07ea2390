use super::Market;
use crate::errors::DiemError;
use crate::math::{split_fee, FeeSplit};
use crate::state::add;
use anchor_lang::prelude::*;

/// What stakers, providers and the treasury earn.
impl Market {
    /// Releases both streams up to `now` into the indexes. While nobody is staked they stand still. Must run
    /// before anything that changes a share or a rate.
    pub fn accrue(&mut self, now: i64) -> Result<()> {
        self.try_accrue(now).ok_or_else(|| DiemError::MathOverflow.into())
    }

    fn try_accrue(&mut self, now: i64) -> Option<()> {
        if self.total_staked == 0 {
            self.fee_stream.hold(now)?;
            return self.reward_stream.hold(now);
        }
        let fees = self.fee_stream.release_floor(now)?;
        if fees > 0 {
            self.fee_index.spread(fees, self.total_staked)?;
            self.fees_owed = self.fees_owed.checked_add(fees)?;
        }
        let rewards = self.reward_stream.release_floor(now)?;
        if rewards > 0 {
            let haircut = self.reward_indexes.spread(
                rewards,
                self.total_staked,
                self.total_locked,
                self.params.locked_haircut_bps,
            )?;
            self.quota_pool = self.quota_pool.checked_add(haircut)?;
            // added first: with both carries nearly full, a haircut may pass its own step's rewards by one unit
            self.rewards_owed = self.rewards_owed.checked_add(rewards)?.checked_sub(haircut)?;
        }
        Some(())
    }

    /// Adds VVV to the reward stream. The caller moves the tokens.
    pub fn fund_rewards(&mut self, amount: u64, duration_secs: i64, now: i64) -> Result<()> {
        self.accrue(now)?;
        self.reward_stream.top_up(amount, duration_secs).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Splits new revenue by the utilisation measured so far and books the treasury's and the stakers' parts;
    /// fees are streamed over one epoch. The caller moves the tokens.
    pub fn book_revenue(&mut self, amount: u64, now: i64) -> Result<FeeSplit> {
        self.accrue(now)?;
        let split = self
            .params
            .provider_share()
            .share_floor(self.utilisation_ema_bps())
            .and_then(|share| split_fee(amount, share, self.params.treasury_bps))
            .ok_or(DiemError::MathOverflow)?;
        self.treasury_owed = add(self.treasury_owed, split.treasury)?;
        if split.stakers > 0 {
            self.fee_stream.top_up(split.stakers, self.epoch_secs).ok_or(DiemError::MathOverflow)?;
        }
        Ok(split)
    }

    /// Takes what the treasury is owed off the books. The caller moves the tokens.
    pub fn take_treasury(&mut self) -> Result<u64> {
        require!(self.treasury_owed > 0, DiemError::NothingOwedToTreasury);
        Ok(core::mem::take(&mut self.treasury_owed))
    }
}
