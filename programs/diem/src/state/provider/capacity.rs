use super::Provider;
use crate::constants::MAX_CAPACITY;
use crate::errors::DiemError;
use crate::math::bond_required_ceil;
use crate::state::{add, sub, Market};
use anchor_lang::prelude::*;

/// A provider's offer, and the committed part of it. Changes take effect when the next epoch begins.
impl Provider {
    /// Moves every scheduled figure to `epoch`. A lower offer ends a shortage of bond when it takes effect.
    pub fn advance(&mut self, epoch: u32) {
        self.capacity.advance(epoch);
        self.quota_capacity.advance(epoch);
        self.committed.advance(epoch);
        if self.underbonded == 1 {
            self.mark_bonded();
        }
    }

    /// Offers `capacity` micro-credits per epoch from the next epoch on, of which `quota` to staked DIEM.
    pub fn set_capacity(&mut self, market: &mut Market, capacity: u64, quota: u64, epoch: u32) -> Result<()> {
        self.require_not_retiring()?;
        self.advance(epoch);
        require_gte!(MAX_CAPACITY, capacity, DiemError::CapacityOutOfRange);
        require_gte!(capacity, quota, DiemError::QuotaAboveCapacity);
        require_gte!(quota, self.committed.next, DiemError::QuotaBelowCommitted);
        self.offer_next(market, capacity, quota, epoch)?;
        self.bond_per_credit = market.params.bond_per_credit;
        // this epoch's capacity was covered, or its shortage marked, before
        require!(self.bond_covers(capacity), DiemError::BondTooSmall);
        self.mark_bonded();
        Ok(())
    }

    fn offer_next(&mut self, market: &mut Market, capacity: u64, quota: u64, epoch: u32) -> Result<()> {
        market.capacity.advance(epoch);
        market.quota_capacity.advance(epoch);
        market.capacity.next = add(sub(market.capacity.next, self.capacity.next)?, capacity)?;
        market.quota_capacity.next = add(sub(market.quota_capacity.next, self.quota_capacity.next)?, quota)?;
        self.capacity.next = capacity;
        self.quota_capacity.next = quota;
        Ok(())
    }

    fn bond_covers(&self, capacity: u64) -> bool {
        let required = bond_required_ceil(capacity, self.bond_per_credit);
        required.is_some_and(|required| self.bond >= required)
    }

    /// Whether the bond covers this epoch's capacity and the next one's.
    pub(super) fn is_bonded(&self) -> bool {
        self.bond_covers(self.capacity.highest_ahead())
    }

    pub(super) fn mark_bonded(&mut self) {
        self.underbonded = u8::from(!self.is_bonded());
    }

    pub fn require_bonded(&self) -> Result<()> {
        require!(self.is_bonded(), DiemError::BondTooSmall);
        Ok(())
    }

    /// Commits quota: `now` more micro-credits in this epoch, `ahead` more in each one after it.
    pub fn commit(&mut self, now: u64, ahead: u64) -> Result<()> {
        self.require_not_retiring()?;
        self.require_bonded()?;
        self.committed.current = add(self.committed.current, now)?;
        self.committed.next = add(self.committed.next, ahead)?;
        require_gte!(self.quota_capacity.current, self.committed.current, DiemError::QuotaCapacityExceeded);
        require_gte!(self.quota_capacity.next, self.committed.next, DiemError::QuotaCapacityExceeded);
        Ok(())
    }

    /// Commits `ahead` micro-credits less from the next epoch on.
    pub fn release(&mut self, ahead: u64) -> Result<()> {
        self.committed.next = sub(self.committed.next, ahead)?;
        Ok(())
    }

    /// Starts the notice. The capacity goes with the epoch; quota is served to the end of the notice.
    pub fn retire(&mut self, market: &mut Market, epoch: u32, now: i64) -> Result<()> {
        self.require_not_retiring()?;
        self.advance(epoch);
        self.offer_next(market, 0, 0, epoch)?;
        self.retiring = 1;
        let notice_ends_ts =
            now.checked_add(market.params.bond_cooldown_secs).ok_or(DiemError::MathOverflow)?;
        self.notice_ends_ts = notice_ends_ts;
        self.last_quota_epoch = market.epoch_at(notice_ends_ts)?;
        Ok(())
    }
}
