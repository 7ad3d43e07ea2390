use super::{add, sub};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::{ProviderState, Stamp};
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
    pub padding: [u8; 5],
    pub market: Pubkey,
    pub owner: Pubkey,
    pub rent_payer: Pubkey,
    /// The key that serves the calls.
    pub operator: Pubkey,
    pub revenue: Pubkey,
    /// Hash of the price list that the provider publishes off chain.
    pub price_list_hash: [u8; 32],
    /// UTF-8, zero-padded.
    pub endpoint: [u8; MAX_ENDPOINT_LEN],
    /// VVV base units.
    pub bond: u64,
    /// DIEM base units per whole credit; 0 follows the market's reference price.
    pub price: u64,
    /// DIEM base units that the owner may withdraw.
    pub claimable: u64,
    /// DIEM base units that were ever distributed.
    pub total_revenue: u64,
    /// Number of events about this provider so far.
    pub sequence: u64,
    pub reserved: [u8; 384],
}

/// What a provider offers, as it states it.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug, PartialEq, Eq)]
pub struct ProviderTerms {
    /// The key that serves the calls.
    pub operator: Pubkey,
    /// Where the calls go: a URI of at most 128 bytes.
    pub endpoint: String,
    /// DIEM base units per whole credit; none follows the market's reference price.
    pub price: Option<u64>,
    /// Hash of the price list that the provider publishes off chain.
    pub price_list_hash: [u8; 32],
}

impl Provider {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    /// Replaces the terms, or refuses them and changes nothing.
    pub fn set_terms(&mut self, terms: &ProviderTerms) -> Result<()> {
        require_keys_neq!(terms.operator, Pubkey::default(), DiemError::OperatorMissing);
        require!(terms.price != Some(0), DiemError::PriceOutOfRange);
        let length = terms.endpoint.len();
        let room =
            self.endpoint.get_mut(..length).filter(|_| length > 0).ok_or(DiemError::EndpointOutOfRange)?;
        room.copy_from_slice(terms.endpoint.as_bytes());
        if let Some(rest) = self.endpoint.get_mut(length..) {
            rest.fill(0);
        }
        self.endpoint_len = u8::try_from(length).map_err(|_| DiemError::EndpointOutOfRange)?;
        self.operator = terms.operator;
        self.price = terms.price.unwrap_or(0);
        self.price_list_hash = terms.price_list_hash;
        Ok(())
    }

    pub fn terms(&self) -> ProviderTerms {
        let endpoint = self.endpoint.get(..self.endpoint_len.into());
        ProviderTerms {
            operator: self.operator,
            endpoint: String::from_utf8_lossy(endpoint.unwrap_or_default()).into_owned(),
            price: Some(self.price).filter(|price| *price > 0),
            price_list_hash: self.price_list_hash,
        }
    }

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
        Ok(())
    }

    /// Takes `amount` of the claimable revenue off the books.
    pub fn take_revenue(&mut self, amount: u64) -> Result<()> {
        require_gte!(self.claimable, amount, DiemError::ClaimableExceeded);
        self.claimable = sub(self.claimable, amount)?;
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
            price: self.price,
            bond: self.bond,
            claimable: self.claimable,
            total_revenue: self.total_revenue,
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
            padding: _,
            market: _,
            owner: _,
            rent_payer: _,
            operator,
            revenue: _,
            price_list_hash: _,
            endpoint: _,
            bond: _,
            price: _,
            claimable,
            total_revenue,
            sequence: _,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            && (1..=MAX_ENDPOINT_LEN).contains(&usize::from(*endpoint_len))
            && *operator != Pubkey::default()
            // nobody can claim more than there ever was
            && claimable <= total_revenue;
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
