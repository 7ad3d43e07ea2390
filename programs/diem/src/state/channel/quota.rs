use super::Channel;
use crate::errors::DiemError;
use crate::events::QuotaState;
use crate::math::quota_credits_floor;
use crate::state::{add, sub, Market, Provider};
use anchor_lang::prelude::*;

/// Micro-credits that staked DIEM gave in one epoch, and how many of them were used.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Quota {
    pub epoch: u32,
    pub padding: [u8; 4],
    pub allowance: u64,
    pub used: u64,
}

impl Quota {
    pub(super) fn snapshot(&self) -> QuotaState {
        QuotaState { epoch: self.epoch, allowance: self.allowance, used: self.used }
    }
}

/// DIEM that is staked for quota. In the epoch of its staking it gives the part of its quota that the time left is of the
/// epoch, and its whole quota in every epoch that begins while it is staked. What is unstaked stays to the end of the epoch,
/// because it has given that epoch's quota: no DIEM gives two.
impl Channel {
    /// Moves the channel to `epoch`. An earlier one changes nothing. After the last quota epoch the whole stake is
    /// withdrawable.
    pub(super) fn advance(&mut self, epoch: u32) {
        let Some(last_epoch) = epoch.checked_sub(1).filter(|last| *last >= self.quota.epoch) else {
            return;
        };
        let given_in = |epoch: u32| Quota {
            epoch,
            allowance: if epoch > self.last_quota_epoch { 0 } else { self.next_allowance },
            ..Quota::default()
        };
        self.last_quota = if self.quota.epoch == last_epoch { self.quota } else { given_in(last_epoch) };
        self.quota = given_in(epoch);
        // all parts were DIEM of this channel before, so their sum fits
        self.withdrawable = self.withdrawable.saturating_add(core::mem::take(&mut self.cooling));
        if epoch > self.last_quota_epoch {
            self.withdrawable = self.withdrawable.saturating_add(core::mem::take(&mut self.staked));
        }
    }

    /// Micro-credits used so far of the quota of `epoch`, as far as the channel still knows.
    pub fn quota_used(&self, epoch: u32) -> u64 {
        let quotas = [&self.quota, &self.last_quota];
        quotas.into_iter().find(|quota| quota.epoch == epoch).map_or(0, |quota| quota.used)
    }

    fn credits(&self, diem: u64) -> Result<u64> {
        quota_credits_floor(diem, self.credits_per_diem).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Stakes `amount` more DIEM. The caller moves the tokens.
    pub fn stake_quota(
        &mut self,
        market: &mut Market,
        provider: &mut Provider,
        amount: u64,
        (epoch, now): (u32, i64),
    ) -> Result<()> {
        self.require_open()?;
        self.advance(epoch);
        provider.advance(epoch);
        self.staked = add(self.staked, amount)?;
        market.total_escrowed = add(market.total_escrowed, amount)?;
        let next_allowance = self.credits(self.staked)?;
        let ahead = sub(next_allowance, self.next_allowance)?;
        require!(ahead > 0, DiemError::QuotaStakeTooSmall);
        let at_once = market.rest_of_epoch_floor(self.credits(amount)?, epoch, now)?;
        provider.commit(at_once, ahead)?;
        self.quota.allowance = add(self.quota.allowance, at_once)?;
        self.next_allowance = next_allowance;
        Ok(())
    }

    /// Takes `amount` DIEM out of the stake; it can be withdrawn when the next epoch begins.
    pub fn unstake_quota(&mut self, provider: &mut Provider, amount: u64, epoch: u32) -> Result<()> {
        self.advance(epoch);
        provider.advance(epoch);
        require_gte!(self.staked, amount, DiemError::InsufficientQuotaStake);
        self.staked = sub(self.staked, amount)?;
        self.cooling = add(self.cooling, amount)?;
        let next_allowance = self.credits(self.staked)?;
        provider.release(sub(self.next_allowance, next_allowance)?)?;
        self.next_allowance = next_allowance;
        Ok(())
    }

    /// Takes the whole withdrawable amount off the books and returns it. The caller moves the tokens.
    pub fn withdraw_quota(&mut self, market: &mut Market, epoch: u32) -> Result<u64> {
        self.advance(epoch);
        let amount = core::mem::take(&mut self.withdrawable);
        require!(amount > 0, DiemError::QuotaNotReady);
        market.total_escrowed = sub(market.total_escrowed, amount)?;
        Ok(amount)
    }
}
