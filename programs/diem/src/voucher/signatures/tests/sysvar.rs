//! Which instruction is read out of the instructions sysvar.

use super::super::{SignedVouchers, ED25519_PROGRAM};
use super::{legal, refusal};
use crate::errors::DiemError::*;
use anchor_lang::prelude::Pubkey;
use proptest::prelude::*;

#[derive(Clone)]
struct Instruction {
    program: Pubkey,
    accounts: Vec<Pubkey>,
    data: Vec<u8>,
}

fn ed25519(data: Vec<u8>) -> Instruction {
    Instruction { program: ED25519_PROGRAM, accounts: vec![], data }
}

/// An instruction of another program with `accounts` accounts.
fn other(accounts: u8) -> Instruction {
    let accounts = (0..accounts).map(|byte| Pubkey::new_from_array([byte; 32])).collect();
    Instruction { program: crate::ID, accounts, data: vec![1, 2, 3] }
}

/// The sysvar's data as the runtime writes it.
fn sysvar(instructions: &[Instruction], current: u16) -> Vec<u8> {
    let mut data = (instructions.len() as u16).to_le_bytes().to_vec();
    data.resize(2 + 2 * instructions.len(), 0);
    for (number, instruction) in instructions.iter().enumerate() {
        let at = data.len() as u16;
        data[2 + 2 * number..][..2].copy_from_slice(&at.to_le_bytes());
        data.extend((instruction.accounts.len() as u16).to_le_bytes());
        for account in &instruction.accounts {
            data.push(0b11); // signer and writable
            data.extend(account.as_array());
        }
        data.extend(instruction.program.as_array());
        data.extend((instruction.data.len() as u16).to_le_bytes());
        data.extend(&instruction.data);
    }
    data.extend(current.to_le_bytes());
    data
}

/// The first signer that is read, or the error.
fn first_signer(sysvar: &[u8]) -> Result<u8, crate::errors::DiemError> {
    SignedVouchers::before_current(sysvar).map(|signed| signed.get(0).unwrap().0[0])
}

#[test]
fn the_instruction_directly_before_is_read() {
    let mut decoy = legal(1);
    decoy[16] = 0xdd;
    let instructions = [other(9), ed25519(decoy), ed25519(legal(2)), other(12), ed25519(legal(1))];
    let sysvar = sysvar(&instructions, 3);
    assert_eq!(first_signer(&sysvar), Ok(0x10));
    assert_eq!(SignedVouchers::before_current(&sysvar).unwrap().count(), 2);
}

#[test]
fn nothing_else_is_read() {
    let signed = ed25519(legal(1));
    let error = |instructions: &[Instruction], current| {
        refusal(SignedVouchers::before_current(&sysvar(instructions, current)))
    };
    assert_eq!(error(&[other(9)], 0), SignaturesMissing, "first and alone");
    assert_eq!(error(&[other(9), signed.clone()], 0), SignaturesMissing, "signatures after");
    assert_eq!(
        error(&[signed.clone(), other(0), other(9)], 2),
        SignaturesNotEd25519,
        "signatures two before"
    );
    assert_eq!(error(&[signed.clone(), other(1), other(9)], 2), SignaturesNotEd25519, "accounts between");
    let named = Instruction { accounts: vec![crate::ID], ..signed.clone() };
    assert_eq!(error(&[named, other(9)], 1), SignaturesNameAccounts);
    assert_eq!(error(&[ed25519(vec![]), other(9)], 1), SignaturesTooShort);
    assert_eq!(error(&[ed25519(vec![0, 0]), other(9)], 1), SignaturesEmpty);
}

#[test]
fn an_account_that_looks_like_the_program_is_not_the_program() {
    let disguised = Instruction { accounts: vec![ED25519_PROGRAM; 3], ..other(0) };
    let error = refusal(SignedVouchers::before_current(&sysvar(&[disguised, other(9)], 1)));
    assert_eq!(error, SignaturesNotEd25519);
}

#[test]
fn a_malformed_sysvar_has_no_signatures() {
    let instructions = [ed25519(legal(1)), other(2)];
    let whole = sysvar(&instructions, 1);
    let error = |data: &[u8]| refusal(SignedVouchers::before_current(data));
    for current in [2, 3, u16::MAX] {
        assert_eq!(error(&sysvar(&instructions, current)), SignaturesMissing, "{current}");
    }
    let edited = |at: usize, bytes: [u8; 2]| {
        let mut data = whole.clone();
        data[at..at + 2].copy_from_slice(&bytes);
        data
    };
    let data_size_at = 6 + 2 + 32;
    for at in [0, 1] {
        assert_eq!(error(&edited(0, [at, 0])), SignaturesMissing, "{at} instructions");
    }
    assert_eq!(error(&edited(2, [0xff; 2])), SignaturesMissing, "the offset");
    assert_eq!(error(&edited(6, [0xff; 2])), SignaturesMissing, "the number of accounts");
    assert_eq!(error(&edited(data_size_at, [0xff; 2])), SignaturesMissing, "the size of the data");
}

#[test]
fn the_data_may_not_reach_into_the_index() {
    // the current instruction itself is left out, so that the index follows the signatures
    let mut data = sysvar(&[ed25519(legal(1))], 1);
    data[0] = 2;
    assert_eq!(first_signer(&data), Ok(0x10));
    data.drain(data.len() - 4..data.len() - 2);
    assert_eq!(first_signer(&data), Err(SignaturesMissing));
}

#[test]
fn a_sysvar_cut_short_is_read_only_where_the_signatures_are_whole() {
    let instructions = [ed25519(legal(1)), other(2)];
    let whole = sysvar(&instructions, 1);
    let signatures_end = 2 + 2 * 2 + (2 + 32 + 2) + legal(1).len();
    for length in 0..whole.len() {
        let mut cut = whole[..length].to_vec();
        let _ = SignedVouchers::before_current(&cut);
        cut.extend(1u16.to_le_bytes());
        let expected = if length < signatures_end { Err(SignaturesMissing) } else { Ok(0x10) };
        assert_eq!(first_signer(&cut), expected, "{length}");
    }
}

proptest! {
    #[test]
    fn random_bytes_never_panic(
        data in prop::collection::vec(any::<u8>(), 0..600),
        small in prop::collection::vec(0u8..8, 0..600),
    ) {
        let _ = SignedVouchers::before_current(&data);
        let _ = SignedVouchers::before_current(&small);
    }

    #[test]
    fn a_changed_byte_never_panics(at in any::<prop::sample::Index>(), byte: u8) {
        let mut data = sysvar(&[other(1), ed25519(legal(2)), other(2)], 2);
        let at = at.index(data.len());
        data[at] = byte;
        let _ = SignedVouchers::before_current(&data);
    }
}
