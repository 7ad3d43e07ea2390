use super::{ChannelState, Stamp};
use crate::errors::DiemError;
use crate::state::Channel;
use anchor_lang::error::ErrorCode;
use anchor_lang::prelude::*;
use anchor_lang::solana_program::log::sol_log_data;

/// A channel was opened. The stamp counts the channel's events, as for all events here but `VouchersSettled`;
/// `provider_sequence` counts the provider's.
#[event]
pub struct ChannelOpened {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub address: Pubkey,
    pub voucher_signer: Pubkey,
    pub price: u64,
    pub credits_per_diem: u64,
    pub grace_secs: i64,
    pub channel: ChannelState,
}

/// DIEM was deposited.
#[event]
pub struct Deposited {
    pub stamp: Stamp,
    pub funder: Pubkey,
    pub amount: u64,
    pub channel: ChannelState,
}

/// DIEM was staked for quota.
#[event]
pub struct QuotaStaked {
    pub stamp: Stamp,
    pub amount: u64,
    pub channel: ChannelState,
}

/// DIEM was taken out of the quota stake; it can be withdrawn from the next epoch on.
#[event]
pub struct QuotaUnstakeRequested {
    pub stamp: Stamp,
    pub amount: u64,
    pub channel: ChannelState,
}

/// Unstaked DIEM was paid out.
#[event]
pub struct QuotaWithdrawn {
    pub stamp: Stamp,
    pub amount: u64,
    pub channel: ChannelState,
}

/// Settled DIEM went to the provider's revenue account.
#[event]
pub struct Collected {
    pub stamp: Stamp,
    pub amount: u64,
    pub channel: ChannelState,
}

/// The grace for the last voucher began.
#[event]
pub struct CloseRequested {
    pub stamp: Stamp,
    /// Whether the provider requested it; otherwise the consumer did.
    pub by_provider: bool,
    pub channel: ChannelState,
}

/// A channel was closed: `collected` DIEM went to the provider, `refunded` to the consumer.
#[event]
pub struct ChannelClosed {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub address: Pubkey,
    pub collected: u64,
    pub refunded: u64,
    pub channel: ChannelState,
}

/// A call of `settle`, as a log. The stamp counts the provider's events.
#[event]
pub struct VouchersSettled {
    pub stamp: Stamp,
    pub provider: Pubkey,
    /// The running epoch, in which the paid credits count.
    pub epoch: u32,
    pub entries: Vec<SettledEntry>,
}

/// Result of one voucher.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, Default)]
pub struct SettledEntry {
    pub channel: Pubkey,
    /// 0 if the voucher was settled; otherwise the code of the error for which it was skipped.
    pub error_code: u32,
    /// Number of the channel's event, 0 for a skipped voucher.
    pub channel_sequence: u64,
    /// After the settlement: DIEM base units over the channel's life, and micro-credits of quota used so far of the
    /// voucher's epoch, 0 where its quota has lapsed. Both are 0 for a skipped voucher.
    pub settled: u64,
    pub quota_epoch: u32,
    pub quota_used: u64,
}

/// A [`VouchersSettled`] that is written entry by entry into the bytes that are logged.
pub struct SettlementLog(Vec<u8>);

impl SettlementLog {
    pub fn begin(stamp: &Stamp, provider: &Pubkey, epoch: u32, entries: usize) -> Result<Self> {
        let entry_count = u32::try_from(entries).map_err(|_| DiemError::MathOverflow)?;
        let room = size_of::<SettledEntry>().saturating_mul(entries);
        let mut log = Vec::with_capacity(room.saturating_add(size_of::<VouchersSettled>()));
        log.extend_from_slice(VouchersSettled::DISCRIMINATOR);
        (stamp, provider, epoch, entry_count).serialize(&mut log)?;
        Ok(Self(log))
    }

    pub fn settled(&mut self, address: &Pubkey, channel: &mut Channel, quota_epoch: u32) -> Result<()> {
        self.push(SettledEntry {
            channel: *address,
            error_code: 0,
            channel_sequence: channel.next_sequence()?,
            settled: channel.settled,
            quota_epoch,
            quota_used: channel.quota_used(quota_epoch),
        })
    }

    pub fn skipped(&mut self, address: &Pubkey, error: &Error) -> Result<()> {
        let error_code = match error {
            Error::AnchorError(error) => error.error_code_number,
            Error::ProgramError(_) => ErrorCode::AccountDidNotDeserialize.into(),
        };
        let nothing = SettledEntry { error_code, ..SettledEntry::default() };
        self.push(SettledEntry { channel: *address, ..nothing })
    }

    fn push(&mut self, entry: SettledEntry) -> Result<()> {
        Ok(entry.serialize(&mut self.0)?)
    }

    pub fn emit(&self) {
        sol_log_data(&[&self.0]);
    }
}
