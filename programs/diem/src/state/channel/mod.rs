mod quota;
mod settlement;

pub use quota::Quota;
pub use settlement::{Claim, Progress};

use super::{add, sub, Market, Provider};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::{ChannelState, Stamp};
use anchor_lang::prelude::*;

/// One consumer's account with one provider. PDA `["channel", provider, consumer, opened_slot]`; such an address
/// is opened at most once: see [`OPENING_WINDOW_SLOTS`].
#[account(zero_copy)]
#[derive(Debug)]
pub struct Channel {
    pub version: u8,
    pub bump: u8,
    pub padding: [u8; 6],
    pub market: Pubkey,
    pub provider: Pubkey,
    /// Owns what the channel holds.
    pub consumer: Pubkey,
    /// Signs the vouchers: the consumer, a session key, or somebody for whom the consumer pays.
    pub voucher_signer: Pubkey,
    pub rent_payer: Pubkey,
    pub opened_slot: u64,
    /// DIEM base units per whole credit, fixed at the opening.
    pub price: u64,
    /// DIEM base units for which one whole credit counts as use: the price, and no less than the market's
    /// reference price at any deposit.
    pub usage_price: u64,
    /// Micro-credits of quota that one whole staked DIEM gives per epoch, fixed at the opening.
    pub credits_per_diem: u64,
    /// Seconds that a closing leaves for the last voucher, fixed at the opening.
    pub grace_secs: i64,
    /// From this second on the channel can be closed; 0 until closing is requested.
    pub closes_ts: i64,
    /// DIEM base units ever deposited; of these what vouchers have paid, and of these what was collected.
    pub deposit: u64,
    pub settled: u64,
    pub collected: u64,
    /// DIEM base units staked for quota; unstaked while the epoch of `quota` runs; and withdrawable.
    pub staked: u64,
    pub cooling: u64,
    pub withdrawable: u64,
    /// Quota of each epoch after that of `quota`, as long as nothing changes: micro-credits.
    pub next_allowance: u64,
    /// Quota of the epoch in which the channel was last touched, and of the epoch before that one.
    pub quota: Quota,
    pub last_quota: Quota,
    /// Number of events about this channel so far.
    pub sequence: u64,
    pub reserved: [u8; 64],
}

impl Channel {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    /// Fixes the terms for the channel's life.
    pub fn open(
        &mut self,
        market: &Market,
        provider: &mut Provider,
        max_price: u64,
        epoch: u32,
    ) -> Result<()> {
        provider.require_not_retiring()?;
        provider.advance(epoch);
        require!(provider.bond > 0, DiemError::BondTooSmall);
        provider.require_bonded()?;
        provider.open_channels = provider.open_channels.checked_add(1).ok_or(DiemError::MathOverflow)?;
        let reference = market.reference_price;
        self.price = if provider.price == 0 { reference } else { provider.price };
        require_gte!(max_price, self.price, DiemError::PriceAboveMaximum);
        self.usage_price = self.price;
        self.credits_per_diem = market.params.credits_per_diem;
        self.grace_secs = market.params.channel_grace_secs;
        self.advance(epoch);
        Ok(())
    }

    pub fn require_open(&self) -> Result<()> {
        require!(self.closes_ts == 0, DiemError::ChannelClosing);
        Ok(())
    }

    /// Books a deposit, from which on a credit counts as use for no less than today's reference price. The caller
    /// moves the tokens.
    pub fn add_deposit(&mut self, market: &mut Market, amount: u64) -> Result<()> {
        self.require_open()?;
        self.usage_price = self.usage_price.max(market.reference_price);
        self.deposit = add(self.deposit, amount)?;
        market.total_escrowed = add(market.total_escrowed, amount)?;
        Ok(())
    }

    /// Takes what is settled and not collected off the books. The caller moves the tokens.
    pub fn collect(&mut self, market: &mut Market) -> Result<u64> {
        let amount = sub(self.settled, self.collected)?;
        self.collected = self.settled;
        market.total_escrowed = sub(market.total_escrowed, amount)?;
        Ok(amount)
    }

    /// Starts the grace for the last voucher, and takes all DIEM out of the quota stake.
    pub fn request_close(&mut self, provider: &mut Provider, epoch: u32, now: i64) -> Result<()> {
        self.require_open()?;
        self.closes_ts = now.checked_add(self.grace_secs).ok_or(DiemError::MathOverflow)?;
        self.unstake_quota(provider, self.staked, epoch)
    }

    /// Refuses to close too early. A `consenting` provider gives up the grace.
    pub fn require_closable(&self, consenting: bool, clock: &Clock) -> Result<()> {
        let youngest = self.opened_slot.checked_add(OPENING_WINDOW_SLOTS).ok_or(DiemError::MathOverflow)?;
        require!(clock.slot > youngest, DiemError::ChannelTooYoung);
        if !consenting {
            require!(self.closes_ts != 0, DiemError::CloseNotRequested);
            require_gte!(clock.unix_timestamp, self.closes_ts, DiemError::GraceNotOver);
        }
        Ok(())
    }

    /// Takes all that is the consumer's off the books and returns it. Nothing may be left staked or cooling.
    pub fn refund(&mut self, market: &mut Market, epoch: u32) -> Result<u64> {
        self.advance(epoch);
        require!(self.staked == 0 && self.cooling == 0, DiemError::QuotaStillStaked);
        let unspent = sub(self.deposit, self.settled)?;
        let amount = add(unspent, core::mem::take(&mut self.withdrawable))?;
        market.total_escrowed = sub(market.total_escrowed, amount)?;
        Ok(amount)
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

    pub fn snapshot(&self) -> ChannelState {
        ChannelState {
            provider: self.provider,
            consumer: self.consumer,
            opened_slot: self.opened_slot,
            deposit: self.deposit,
            settled: self.settled,
            collected: self.collected,
            staked: self.staked,
            cooling: self.cooling,
            withdrawable: self.withdrawable,
            next_allowance: self.next_allowance,
            quota: self.quota.snapshot(),
            last_quota: self.last_quota.snapshot(),
            closes_ts: self.closes_ts,
        }
    }

    pub fn invariant(&self) -> Result<()> {
        let Self {
            version,
            bump: _,
            padding: _,
            market: _,
            provider: _,
            consumer: _,
            voucher_signer,
            rent_payer: _,
            opened_slot: _,
            price,
            usage_price,
            credits_per_diem: _,
            grace_secs: _,
            closes_ts: _,
            deposit,
            settled,
            collected,
            staked,
            cooling: _,
            withdrawable: _,
            next_allowance,
            quota,
            last_quota,
            sequence: _,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            && *voucher_signer != Pubkey::default()
            && *price > 0
            && usage_price >= price
            // 8: what was paid was deposited, and what was collected was paid
            && collected <= settled
            && settled <= deposit
            // 8: quota is used as far as it was given
            && quota.used <= quota.allowance
            && last_quota.used <= last_quota.allowance
            // DIEM that stays staked gives this epoch's quota too
            && *next_allowance <= quota.allowance
            && (*staked > 0 || *next_allowance == 0)
            && last_quota.epoch <= quota.epoch;
        require!(holds, DiemError::ChannelInvariantBroken);
        Ok(())
    }
}
