mod bond;
mod capacity;
mod terms;
mod usage;

pub use bond::BondTicket;
pub use terms::{PriceTerms, ProviderTerms, ScheduledTerms};
pub use usage::{UsageSlot, Window};

use super::{add, sub};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::{ProviderState, Stamp};
use crate::math::{CoolingBond, EpochClock, Scheduled};
use anchor_lang::prelude::*;

/// One seller of compute in one market. PDA `["provider", market, owner]`; its revenue account is the DIEM
/// associated token account of this PDA.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Provider {
    pub version: u8,
    pub bump: u8,
    /// Bytes of `endpoint` in use.
    pub endpoint_len: u8,
    /// 1 from `retire_provider` on.
    pub retiring: u8,
    /// 1 while the bond is less than the capacity needs, after a slash or a change of the market's bond per credit.
    pub underbonded: u8,
    pub padding: [u8; 3],
    pub market: Pubkey,
    pub owner: Pubkey,
    pub rent_payer: Pubkey,
    /// The key that serves the calls and settles their vouchers.
    pub operator: Pubkey,
    pub revenue: Pubkey,
    /// UTF-8, zero-padded.
    pub endpoint: [u8; ENDPOINT_SPACE],
    /// The market's, copied so that `settle` needs no market.
    pub cluster_tag: [u8; 4],
    pub open_channels: u32,
    pub genesis_ts: i64,
    pub epoch_secs: i64,
    /// Price and price list.
    pub terms: ScheduledTerms,
    /// DIEM base units that the owner may withdraw.
    pub claimable: u64,
    /// DIEM base units that were ever distributed, and that vouchers ever paid.
    pub total_revenue: u64,
    pub total_settled: u64,
    /// VVV base units that stand behind the capacity.
    pub bond: u64,
    /// Cooling VVV base units, on tickets; a slash reaches them too.
    pub bond_cooling: CoolingBond,
    /// VVV base units per whole credit of capacity, as of the capacity's last change.
    pub bond_per_credit: u64,
    /// Micro-credits per epoch; of these what is offered to staked DIEM, and of these what is taken.
    pub capacity: Scheduled,
    pub quota_capacity: Scheduled,
    pub committed: Scheduled,
    pub next_ticket_id: u64,
    /// End of the notice of a retiring provider, unix seconds, and the epoch in which that second lies: its
    /// quota can be settled up to that epoch.
    pub notice_ends_ts: i64,
    pub last_quota_epoch: u32,
    /// The epoch of the last slash, and the sum of its slashes in VVV base units.
    pub slash_epoch: u32,
    pub slashed: u64,
    /// Epoch e is in slot e modulo 8.
    pub usage: [UsageSlot; USAGE_EPOCHS as usize],
    /// Number of events about this provider so far.
    pub sequence: u64,
    /// Most of the bond that may be slashed per epoch, as of the last time that bond was added; the market may ask for less.
    pub max_slash_bps: u16,
    pub padding_2: [u8; 6],
    /// Of the DIEM that vouchers paid, what was distributed after it was settled. Revenue that came in advance
    /// does not count.
    pub settled_distributed: u64,
    pub reserved: [u8; 240],
}

impl Provider {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    /// Base units that `revenue` holds above what was already split.
    pub fn undistributed(&self, revenue: u64) -> Result<u64> {
        let amount = revenue.checked_sub(self.claimable).ok_or(DiemError::RevenueShort)?;
        require!(amount > 0, DiemError::NothingToDistribute);
        Ok(amount)
    }

    /// Books the provider's part of `amount` new revenue.
    pub fn book_revenue(&mut self, amount: u64, own_part: u64) -> Result<()> {
        self.claimable = add(self.claimable, own_part)?;
        self.total_revenue = self.total_revenue.saturating_add(amount); // a statistic must not stop a payout
        let open = sub(self.total_settled, self.settled_distributed)?;
        self.settled_distributed = add(self.settled_distributed, amount.min(open))?;
        Ok(())
    }

    /// Takes `amount` of the claimable revenue off the books.
    pub fn take_revenue(&mut self, amount: u64) -> Result<()> {
        require_gte!(self.claimable, amount, DiemError::ClaimableExceeded);
        self.claimable = sub(self.claimable, amount)?;
        Ok(())
    }

    pub fn epochs(&self) -> EpochClock {
        EpochClock { genesis_ts: self.genesis_ts, epoch_secs: self.epoch_secs }
    }

    pub fn epoch_at(&self, now: i64) -> Result<u32> {
        self.epochs().epoch_at(now).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Refuses a signer that is neither the provider's operator nor its owner.
    pub fn require_operator(&self, signer: &Pubkey) -> Result<()> {
        require!(*signer == self.operator || *signer == self.owner, DiemError::NotOperator);
        Ok(())
    }

    pub fn require_not_retiring(&self) -> Result<()> {
        require!(self.retiring == 0, DiemError::ProviderRetiring);
        Ok(())
    }

    /// Refuses to close before the notice is over and everything is taken out.
    pub fn require_closable(&self, now: i64) -> Result<()> {
        require!(self.retiring == 1, DiemError::ProviderNotRetiring);
        require_gte!(now, self.notice_ends_ts, DiemError::NoticeNotOver);
        let empty = self.bond == 0 && self.bond_cooling.tickets == 0 && self.open_channels == 0;
        require!(empty, DiemError::ProviderNotEmpty);
        // registered again at once, it could be slashed beyond the epoch's cap
        let slashed_now = self.slashed > 0 && self.slash_epoch >= self.epoch_at(now)?;
        require!(!slashed_now, DiemError::SlashedInEpoch);
        Ok(())
    }

    pub fn signer(&self) -> ProviderSigner {
        ProviderSigner { market: self.market, owner: self.owner, bump: [self.bump] }
    }

    /// Counts one more event and returns its number.
    pub fn next_sequence(&mut self) -> Result<u64> {
        self.sequence = add(self.sequence, 1)?;
        Ok(self.sequence)
    }

    /// Counts one more event and returns its stamp.
    pub fn stamp(&mut self, clock: &Clock) -> Result<Stamp> {
        let sequence = self.next_sequence()?;
        Ok(Stamp::new(self.market, clock, sequence))
    }

    pub fn snapshot(&self) -> ProviderState {
        ProviderState {
            owner: self.owner,
            operator: self.operator,
            price: self.terms.next.price,
            retiring: self.retiring == 1,
            bond: self.bond,
            bond_cooling: self.bond_cooling.amount,
            capacity: self.capacity.next,
            quota_capacity: self.quota_capacity.next,
            committed: self.committed.next,
            open_channels: self.open_channels,
            claimable: self.claimable,
            total_revenue: self.total_revenue,
            total_settled: self.total_settled,
        }
    }

    /// Invariant 7: the revenue account covers what the owner may withdraw.
    pub fn require_revenue_covered(&self, revenue: u64) -> Result<()> {
        require_gte!(revenue, self.claimable, DiemError::RevenueShort);
        Ok(())
    }

    pub fn invariant(&self) -> Result<()> {
        let Self {
            version,
            bump: _,
            endpoint_len,
            retiring,
            underbonded,
            padding: _,
            market: _,
            owner: _,
            rent_payer: _,
            operator,
            revenue: _,
            endpoint: _,
            cluster_tag: _,
            open_channels: _,
            genesis_ts: _,
            epoch_secs: _,
            terms,
            claimable,
            total_revenue,
            total_settled,
            bond: _,
            bond_cooling,
            bond_per_credit: _,
            capacity,
            quota_capacity,
            committed,
            next_ticket_id: _,
            notice_ends_ts: _,
            last_quota_epoch: _,
            slash_epoch: _,
            slashed: _,
            usage: _,
            sequence: _,
            max_slash_bps: _,
            padding_2: _,
            settled_distributed,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            && (1..=MAX_ENDPOINT_LEN).contains(endpoint_len)
            && *operator != Pubkey::default()
            && *retiring <= 1
            && *underbonded <= 1
            && terms.current.price > 0
            && terms.next.price > 0
            // nobody can claim more than there ever was
            && claimable <= total_revenue
            // only what was paid is distributed as paid
            && settled_distributed <= total_settled
            // a retiring provider's capacity goes before its commitments, and its bond cools through the notice
            && (*retiring == 1
                // 10: what is taken is offered, and what is offered exists
                || (committed.current <= quota_capacity.current
                    && committed.next <= quota_capacity.next
                    && quota_capacity.current <= capacity.current
                    && quota_capacity.next <= capacity.next
                    // 10: the bond stands behind the capacity
                    && (*underbonded == 1 || self.is_bonded())))
            // bond cools on tickets, and no share of it is worth more than a base unit
            && (bond_cooling.tickets > 0 || bond_cooling.amount == 0)
            && bond_cooling.amount <= bond_cooling.shares.total;
        require!(holds, DiemError::ProviderInvariantBroken);
        Ok(())
    }
}

/// The seeds with which a provider signs, kept apart from the account because a CPI must not find it borrowed.
pub struct ProviderSigner {
    market: Pubkey,
    owner: Pubkey,
    bump: [u8; 1],
}

impl ProviderSigner {
    pub fn seeds(&self) -> [&[u8]; 4] {
        [PROVIDER_SEED, self.market.as_ref(), self.owner.as_ref(), &self.bump]
    }
}
