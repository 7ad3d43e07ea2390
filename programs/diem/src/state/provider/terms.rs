use super::Provider;
use crate::errors::DiemError;
use anchor_lang::prelude::*;

/// What a provider offers.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug, PartialEq, Eq)]
pub struct ProviderTerms {
    /// The key that serves the calls.
    pub operator: Pubkey,
    /// URI that receives the calls: at most 128 bytes.
    pub endpoint: String,
    /// DIEM base units per whole credit, above zero.
    pub price: u64,
    /// Hash of the price list that the provider publishes off chain.
    pub price_list_hash: [u8; 32],
}

/// Fixed by a channel at its opening; its calls are charged at it.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct PriceTerms {
    /// DIEM base units per whole credit.
    pub price: u64,
    pub price_list_hash: [u8; 32],
}

/// Price terms whose changes take effect at the next epoch's start, so that no consumer pays a price that it
/// has not seen.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ScheduledTerms {
    /// In `epoch`.
    pub current: PriceTerms,
    /// In every epoch after `epoch`.
    pub next: PriceTerms,
    pub epoch: u32,
    pub padding: [u8; 4],
}

impl ScheduledTerms {
    /// The terms in `epoch`, which must not lie before the last change.
    pub fn in_epoch(&self, epoch: u32) -> &PriceTerms {
        if epoch > self.epoch {
            &self.next
        } else {
            &self.current
        }
    }

    /// Sets the terms from the epoch after `epoch` on.
    fn schedule(&mut self, next: PriceTerms, epoch: u32) {
        self.current = *self.in_epoch(epoch);
        self.epoch = self.epoch.max(epoch);
        self.next = next;
    }
}

impl Provider {
    /// Sets the terms of a provider that is being registered, all of them at once, or refuses them.
    pub fn set_first_terms(&mut self, terms: &ProviderTerms, epoch: u32) -> Result<()> {
        self.set_terms(terms, epoch)?;
        self.terms.current = self.terms.next;
        Ok(())
    }

    /// Replaces operator and endpoint at once, price and price list from the epoch after `epoch` on, or refuses the terms
    /// and changes nothing.
    pub fn set_terms(&mut self, terms: &ProviderTerms, epoch: u32) -> Result<()> {
        require_keys_neq!(terms.operator, Pubkey::default(), DiemError::OperatorMissing);
        require!(terms.price > 0, DiemError::PriceOutOfRange);
        let length = terms.endpoint.len();
        let room =
            self.endpoint.get_mut(..length).filter(|_| length > 0).ok_or(DiemError::EndpointOutOfRange)?;
        room.copy_from_slice(terms.endpoint.as_bytes());
        if let Some(rest) = self.endpoint.get_mut(length..) {
            rest.fill(0);
        }
        self.endpoint_len = u8::try_from(length).map_err(|_| DiemError::EndpointOutOfRange)?;
        self.operator = terms.operator;
        self.terms.schedule(PriceTerms { price: terms.price, price_list_hash: terms.price_list_hash }, epoch);
        Ok(())
    }

    /// The terms as they were stated last.
    pub fn newest_terms(&self) -> ProviderTerms {
        let endpoint = self.endpoint.get(..self.endpoint_len.into());
        let PriceTerms { price, price_list_hash } = self.terms.next;
        ProviderTerms {
            operator: self.operator,
            endpoint: String::from_utf8_lossy(endpoint.unwrap_or_default()).into_owned(),
            price,
            price_list_hash,
        }
    }
}
