//! The 72 bytes that a consumer signs. A voucher is a ceiling: the newest one allows all that the earlier
//! ones did.

use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};

/// Bytes of a voucher.
pub const SIZE: usize = 8 // tag
    + 4 // cluster_tag
    + 32 // channel
    + 4 // epoch
    + 8 // quota
    + 8 // diem
    + 8; // expiry

/// A voucher as it is signed: little endian, without padding.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C, packed)]
pub struct Voucher {
    /// [`VOUCHER_TAG`](crate::constants::VOUCHER_TAG), so that nothing else that a key signs is a voucher.
    pub tag: [u8; 8],
    /// First four bytes of the cluster's genesis hash.
    pub cluster_tag: [u8; 4],
    /// The channel's address, which stands for program, market, provider, consumer and opening.
    pub channel: Pubkey,
    /// The epoch that `quota` is of.
    pub epoch: u32,
    /// Micro-credits of that epoch's quota that may be claimed so far.
    pub quota: u64,
    /// DIEM base units that may be claimed over the channel's life so far.
    pub diem: u64,
    /// Unix seconds after which the voucher is worth nothing; 0 = never.
    pub expiry: i64,
}

const _: () = assert!(size_of::<Voucher>() == SIZE && align_of::<Voucher>() == 1);
// the fields are read in place
const _: () = assert!(cfg!(target_endian = "little"));

#[cfg(test)]
mod tests;
