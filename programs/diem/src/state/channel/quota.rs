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

/// DIEM that is staked for quota. It gives its quota at once, and in every epoch that begins while it is staked.
/// What is unstaked stays to the end of the epoch, because it has given that epoch's quota: no DIEM gives two.
impl Channel {
    /// Moves the channel to `epoch`. An earlier one changes nothing.
    pub(super) fn advance(&mut self, epoch: u32) {
        let Some(last_epoch) = epoch.checked_sub(1).filter(|last| *last >= self.quota.epoch) else {
            return;
        };
        let allowance = self.next_allowance;
        let untouched = Quota { epoch: last_epoch, allowance, ..Quota::default() };
        self.last_quota = if self.quota.epoch == last_epoch { self.quota } else { untouched };
        self.quota = Quota { epoch, allowance, ..Quota::default() };
        // both parts were DIEM of this channel before, so their sum fits
        self.withdrawable = self.withdrawable.saturating_add(core::mem::take(&mut self.cooling));
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
        epoch: u32,
    ) -> Result<()> {
        self.require_open()?;
        self.advance(epoch);
        provider.advance(epoch);
        self.staked = add(self.staked, amount)?;
        market.total_escrowed = add(market.total_escrowed, amount)?;
        let allowance = self.credits(add(self.staked, self.cooling)?)?;
        let next_allowance = self.credits(self.staked)?;
        let more = (sub(allowance, self.quota.allowance)?, sub(next_allowance, self.next_allowance)?);
        require!(more.0 > 0 && more.1 > 0, DiemError::QuotaStakeTooSmall);
        provider.commit(more.0, more.1)?;
        self.quota.allowance = allowance;
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

    /// Takes all that is withdrawable off the books and returns it. The caller moves the tokens.
    pub fn withdraw_quota(&mut self, market: &mut Market, epoch: u32) -> Result<u64> {
        self.advance(epoch);
        let amount = core::mem::take(&mut self.withdrawable);
        require!(amount > 0, DiemError::QuotaNotReady);
        market.total_escrowed = sub(market.total_escrowed, amount)?;
        Ok(amount)
    }
}
