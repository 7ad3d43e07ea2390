//! Reads signed vouchers out of the ed25519 instruction that stands directly before the current one.
//!
//! The precompile checks signatures over whatever bytes its offsets point at, in any instruction of the
//! transaction. So the program must read the very bytes that were checked. It admits one layout, in which
//! nothing is left to point elsewhere; web3.js makes it for one signature, and this extends it to n:
//!
//! | at | size | what |
//! | --- | --- | --- |
//! | 0 | 1 | n, at least 1 |
//! | 1 | 1 | 0 |
//! | 2 | 14 n | where to find each signature, key and message: all in this instruction, at the places below |
//! | 2 + 14 n | 168 n | each signer's key, its signature and its voucher |
//!
//! Checked in this order, and the first that fails names the error: two bytes are there; n; the padding byte;
//! all n offset blocks are there; each block, the first first: its indexes, its message's size, its offsets;
//! the length of what follows.

use super::message::{self, Voucher};
use crate::errors::DiemError;
use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};
use core::cmp::Ordering;

type Checked<T> = core::result::Result<T, DiemError>;

const ED25519_PROGRAM: Pubkey = pubkey!("Ed25519SigVerify111111111111111111111111111");
/// As an instruction's index: the one in which it stands. Its own number is refused, because one shape is
/// legal.
const THIS_INSTRUCTION: u16 = u16::MAX;
const VOUCHER_SIZE: u16 = 72;
const _: () = assert!(VOUCHER_SIZE as usize == message::SIZE);

/// The number of signatures and the padding byte.
const HEADER_SIZE: u16 = 1 + 1;

/// Where one signature, its key and its message lie, as seven little-endian `u16`: signature offset and
/// instruction, key offset and instruction, message offset, size and instruction.
type Block = [[u8; 2]; 7];
const BLOCK_SIZE: u16 = 14;
const _: () = assert!(size_of::<Block>() == BLOCK_SIZE as usize);

/// A signer's key, its signature and its voucher.
#[derive(Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Body {
    signer: [u8; 32],
    signature: [u8; 64],
    voucher: Voucher,
}
const KEY_SIZE: u16 = 32;
const SIGNATURE_SIZE: u16 = 64;
const BODY_SIZE: u16 = KEY_SIZE + SIGNATURE_SIZE + VOUCHER_SIZE;
const _: () = assert!(size_of::<Body>() == BODY_SIZE as usize && align_of::<Body>() == 1);

/// Signed vouchers, in the order in which they stand in the instruction.
pub struct SignedVouchers<'a> {
    bodies: &'a [Body],
}

impl<'a> SignedVouchers<'a> {
    /// Reads the instruction directly before the current one. `sysvar` is the data of the instructions
    /// sysvar; that it is the real one is for the caller to check.
    pub fn before_current(sysvar: &'a [u8]) -> Checked<Self> {
        let before = Instruction::before_current(sysvar).ok_or(DiemError::SignaturesMissing)?;
        if before.program != ED25519_PROGRAM.as_array() {
            return Err(DiemError::SignaturesNotEd25519);
        }
        if before.accounts > 0 {
            return Err(DiemError::SignaturesNameAccounts);
        }
        Self::parse(before.data)
    }

    /// Reads the data of an ed25519 instruction.
    pub fn parse(data: &'a [u8]) -> Checked<Self> {
        let (&[count, padding], rest) = data.split_first_chunk().ok_or(DiemError::SignaturesTooShort)?;
        if count == 0 {
            return Err(DiemError::SignaturesEmpty);
        }
        if padding != 0 {
            return Err(DiemError::SignaturesPadded);
        }
        // 255 signatures reach byte 46,412: no sum and no product passes 16 bits
        let blocks_size = u16::from(count).wrapping_mul(BLOCK_SIZE);
        let (blocks, bodies) =
            rest.split_at_checked(blocks_size.into()).ok_or(DiemError::SignaturesTooShort)?;
        let blocks: &[Block] = bytemuck::try_cast_slice(blocks).map_err(|_| DiemError::SignaturesTooShort)?;
        let mut body_at = HEADER_SIZE.wrapping_add(blocks_size);
        for block in blocks {
            if *block != legal_block(body_at) {
                return Err(refusal(block));
            }
            body_at = body_at.wrapping_add(BODY_SIZE);
        }
        match data.len().cmp(&body_at.into()) {
            Ordering::Less => Err(DiemError::SignaturesTooShort),
            Ordering::Greater => Err(DiemError::SignaturesTooLong),
            Ordering::Equal => Ok(Self {
                bodies: bytemuck::try_cast_slice(bodies).map_err(|_| DiemError::SignaturesTooShort)?,
            }),
        }
    }

    /// How many there are: at least one.
    pub fn count(&self) -> usize {
        self.bodies.len()
    }

    /// The signer and the voucher at `index`.
    pub fn get(&self, index: usize) -> Option<(&'a [u8; 32], &'a Voucher)> {
        self.bodies.get(index).map(|body| (&body.signer, &body.voucher))
    }
}

/// The one legal block for a body at `body_at`.
fn legal_block(body_at: u16) -> Block {
    let signature_at = body_at.wrapping_add(KEY_SIZE);
    let message_at = signature_at.wrapping_add(SIGNATURE_SIZE);
    let here = THIS_INSTRUCTION;
    [signature_at, here, body_at, here, message_at, VOUCHER_SIZE, here].map(u16::to_le_bytes)
}

/// The error of a block that is not the legal one.
#[cold]
fn refusal(block: &Block) -> DiemError {
    let [_, signature_in, _, key_in, _, message_size, message_in] = block.map(u16::from_le_bytes);
    if [signature_in, key_in, message_in] != [THIS_INSTRUCTION; 3] {
        DiemError::SignatureElsewhere
    } else if message_size != VOUCHER_SIZE {
        DiemError::VoucherSizeWrong
    } else {
        DiemError::SignatureMisplaced
    }
}

/// An instruction as the instructions sysvar holds it.
struct Instruction<'a> {
    /// How many accounts it names.
    accounts: u16,
    program: &'a [u8; 32],
    data: &'a [u8],
}

impl<'a> Instruction<'a> {
    /// The instruction before the current one; `None` if there is none, or if the bytes are not a sysvar's.
    fn before_current(sysvar: &'a [u8]) -> Option<Self> {
        let (instructions, current) = sysvar.split_last_chunk()?;
        let current = u16::from_le_bytes(*current);
        let (count, offsets) = split_u16(instructions)?;
        if current >= count {
            return None;
        }
        let index = current.checked_sub(1)?;
        let (at, _) = split_u16(offsets.get(usize::from(index).wrapping_mul(size_of::<u16>())..)?)?;
        let (accounts, rest) = split_u16(instructions.get(usize::from(at)..)?)?;
        let (program, rest) =
            rest.get(usize::from(accounts).wrapping_mul(ACCOUNT_SIZE)..)?.split_first_chunk()?;
        let (size, rest) = split_u16(rest)?;
        Some(Self { accounts, program, data: rest.get(..size.into())? })
    }
}

/// An account of an instruction in the sysvar: a byte of flags and a key.
const ACCOUNT_SIZE: usize = 1 + 32;

/// The little-endian `u16` at the start, and what follows it.
fn split_u16(bytes: &[u8]) -> Option<(u16, &[u8])> {
    let (number, rest) = bytes.split_first_chunk()?;
    Some((u16::from_le_bytes(*number), rest))
}

#[cfg(test)]
mod tests;
