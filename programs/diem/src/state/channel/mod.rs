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
    /// Who asked for the closing: see [`Closing`].
    pub closing: u8,
    pub padding: [u8; 1],
    /// The last epoch in which staked DIEM gives quota; 2^32 - 1 unless the provider asked for the closing.
    pub last_quota_epoch: u32,
    pub market: Pubkey,
    pub provider: Pubkey,
    /// Owns what the channel holds.
    pub consumer: Pubkey,
    /// Signs the vouchers: the consumer, a session key, or a third party whose calls the consumer pays for.
    pub voucher_signer: Pubkey,
    pub rent_payer: Pubkey,
    pub opened_slot: u64,
    /// DIEM base units per whole credit, fixed at the opening.
    pub price: u64,
    /// Micro-credits that `settled` buys at the price: a statistic.
    pub bought: u64,
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
    /// DIEM base units staked for quota; unstaked in the epoch of `quota` and not withdrawable yet; and
    /// withdrawable.
    pub staked: u64,
    pub cooling: u64,
    pub withdrawable: u64,
    /// Quota of each epoch after that of `quota` up to `last_quota_epoch`, as long as nothing changes: micro-credits. The
    /// provider has committed it.
    pub next_allowance: u64,
    /// Quota of the epoch in which the channel was last touched, and of the epoch before that one.
    pub quota: Quota,
    pub last_quota: Quota,
    /// Number of events about this channel so far.
    pub sequence: u64,
    pub reserved: [u8; 64],
}

/// Who asked for a channel's closing, as [`Channel::closing`] stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Closing {
    NotRequested = 0,
    ByProvider = 1,
    ByConsumer = 2,
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
        self.price = provider.terms.in_epoch(epoch).price;
        require_gte!(max_price, self.price, DiemError::PriceAboveMaximum);
        self.credits_per_diem = market.params.credits_per_diem;
        self.grace_secs = market.params.channel_grace_secs;
        self.last_quota_epoch = u32::MAX;
        self.advance(epoch);
        Ok(())
    }

    pub fn require_open(&self) -> Result<()> {
        require!(self.closes_ts == 0, DiemError::ChannelClosing);
        Ok(())
    }

    /// Books a deposit. The caller moves the tokens.
    pub fn add_deposit(&mut self, market: &mut Market, amount: u64) -> Result<()> {
        self.require_open()?;
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

    /// Starts the grace for the last voucher on the consumer's request, or brings forward the end of what the provider
    /// started, and takes all DIEM out of the quota stake.
    pub fn request_close(&mut self, provider: &mut Provider, epoch: u32, now: i64) -> Result<()> {
        self.advance(epoch);
        let closes_ts = now.checked_add(self.grace_secs).ok_or(DiemError::MathOverflow)?;
        require!(self.closes_ts == 0 || closes_ts < self.closes_ts, DiemError::ChannelClosing);
        self.closes_ts = closes_ts;
        self.closing = Closing::ByConsumer as u8;
        self.unstake_quota(provider, self.staked, epoch)
    }

    /// Starts the grace on the provider's request. Staked DIEM gives quota in this epoch and the next, and can be withdrawn
    /// after them.
    pub fn request_close_by_provider(&mut self, provider: &Provider, epoch: u32, now: i64) -> Result<()> {
        self.require_open()?;
        self.advance(epoch);
        let last_quota_epoch = epoch.checked_add(1);
        let lapses_ts = last_quota_epoch.and_then(|last| provider.epochs().starts_at(last.checked_add(1)?));
        let grace_ends_ts = now.checked_add(self.grace_secs).ok_or(DiemError::MathOverflow)?;
        self.closes_ts = lapses_ts.ok_or(DiemError::MathOverflow)?.max(grace_ends_ts);
        self.closing = Closing::ByProvider as u8;
        self.last_quota_epoch = last_quota_epoch.ok_or(DiemError::MathOverflow)?;
        Ok(())
    }

    /// Refuses to close too early. If the consumer requested the closing, a `consenting` provider gives up the grace.
    pub fn require_closable(&self, consenting: bool, clock: &Clock) -> Result<()> {
        let youngest = self.opened_slot.checked_add(OPENING_WINDOW_SLOTS).ok_or(DiemError::MathOverflow)?;
        require!(clock.slot > youngest, DiemError::ChannelTooYoung);
        require!(self.closes_ts != 0, DiemError::CloseNotRequested);
        if !(consenting && self.closing == Closing::ByConsumer as u8) {
            require_gte!(clock.unix_timestamp, self.closes_ts, DiemError::GraceNotOver);
        }
        Ok(())
    }

    /// Takes everything of the consumer off the books and returns it. Nothing may be left staked or cooling. Quota that
    /// lapsed with the provider's request is committed no longer.
    pub fn refund(&mut self, market: &mut Market, provider: &mut Provider, epoch: u32) -> Result<u64> {
        self.advance(epoch);
        require!(self.staked == 0 && self.cooling == 0, DiemError::QuotaStillStaked);
        provider.advance(epoch);
        provider.release(core::mem::take(&mut self.next_allowance))?;
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
            bought: self.bought,
            collected: self.collected,
            staked: self.staked,
            cooling: self.cooling,
            withdrawable: self.withdrawable,
            next_allowance: self.next_allowance,
            quota: self.quota.snapshot(),
            last_quota: self.last_quota.snapshot(),
            closes_ts: self.closes_ts,
            closing: self.closing,
            last_quota_epoch: self.last_quota_epoch,
        }
    }

    pub fn invariant(&self) -> Result<()> {
        let Self {
            version,
            bump: _,
            closing,
            padding: _,
            last_quota_epoch,
            market: _,
            provider: _,
            consumer: _,
            voucher_signer,
            rent_payer: _,
            opened_slot: _,
            price,
            bought: _,
            credits_per_diem: _,
            grace_secs: _,
            closes_ts,
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
            // 8: what was paid was deposited, and what was collected was paid
            && collected <= settled
            && settled <= deposit
            // 8: quota is used as far as it was given
            && quota.used <= quota.allowance
            && last_quota.used <= last_quota.allowance
            // only a provider's request takes the stake before its quota is released
            && (*staked > 0 || *next_allowance == 0 || quota.epoch > *last_quota_epoch)
            && *closing <= Closing::ByConsumer as u8
            && (*closing == 0) == (*closes_ts == 0)
            && (*closing > 0 || *last_quota_epoch == u32::MAX)
            && last_quota.epoch <= quota.epoch;
        require!(holds, DiemError::ChannelInvariantBroken);
        Ok(())
    }
}
