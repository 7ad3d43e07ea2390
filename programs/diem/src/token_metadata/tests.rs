//! The bytes of both calls, what is read back, and where the lengths end.

use super::*;
use crate::errors::DiemError;

fn metadata(name: &str, symbol: &str, uri: &str) -> TokenMetadata {
    TokenMetadata { name: name.into(), symbol: symbol.into(), uri: uri.into() }
}

fn key(byte: u8) -> Pubkey {
    Pubkey::new_from_array([byte; 32])
}

const TEXTS: &[u8] = b"\x04\0\0\0Diem\x01\0\0\0D\x03\0\0\0u:/";

#[test]
fn create_is_to_the_byte_what_the_program_documents() {
    let call = metadata("Diem", "D", "u:/").create(key(1), key(2), key(3), key(4)).unwrap();
    // seller's fee, no creators, no collection, no uses; changeable, no collection details
    assert_eq!(call.data, [b"\x21", TEXTS, b"\0\0\0\0\0\x01\0"].concat());
    let accounts: Vec<_> = call.accounts.iter().map(|m| (m.pubkey, m.is_signer, m.is_writable)).collect();
    let [account, mint, authority, payer] = [1, 2, 3, 4].map(key);
    assert_eq!(
        accounts,
        [
            (account, false, true),
            (mint, false, false),
            (authority, true, false),
            (payer, true, true),
            (authority, true, false),
            (Pubkey::default(), false, false),
        ]
    );
}

#[test]
fn update_is_to_the_byte_what_the_program_documents() {
    let call = metadata("Diem", "D", "u:/").update(key(1), key(3)).unwrap();
    // some data; no new authority, no sale, no change of changeability
    assert_eq!(call.data, [b"\x0f\x01", TEXTS, b"\0\0\0\0\0\0\0\0"].concat());
    let accounts: Vec<_> = call.accounts.iter().map(|m| (m.pubkey, m.is_signer, m.is_writable)).collect();
    assert_eq!(accounts, [(key(1), false, true), (key(3), true, false)]);
    assert_eq!(call.program_id, PROGRAM_ID);
}

/// What an account of `owner` with this data says.
fn read(owner: Pubkey, mut data: Vec<u8>) -> Result<Option<TokenMetadata>> {
    let (address, mut lamports) = (key(1), 1);
    let account = AccountInfo::new(&address, false, true, &mut lamports, &mut data, &owner, false, 0);
    TokenMetadata::read(&account)
}

/// An account as the program writes it: each text filled up with zero bytes, and more behind them.
fn filled() -> Vec<u8> {
    let texts: &[u8] = b"\x06\0\0\0Diem\0\0\x02\0\0\0D\0\x03\0\0\0\0\0\0\xff\xff";
    [&[4; HEADER_LEN], texts].concat()
}

#[test]
fn an_account_is_read_without_what_fills_it_up() {
    assert_eq!(read(PROGRAM_ID, filled()).unwrap(), Some(metadata("Diem", "D", "")));
    assert_eq!(read(Pubkey::default(), Vec::new()).unwrap(), None);
    assert_eq!(read(Pubkey::default(), filled()).unwrap(), None);
}

#[test]
fn an_account_that_is_cut_is_refused() {
    let whole = filled();
    for length in 0..whole.len() - 2 {
        assert!(read(PROGRAM_ID, whole[..length].to_vec()).is_err(), "{length} bytes");
    }
}

#[test]
fn each_text_has_its_own_bounds_in_bytes() {
    let of = |name: usize, symbol: usize, uri: usize| {
        metadata(&"n".repeat(name), &"s".repeat(symbol), &"u".repeat(uri)).validate()
    };
    let refused = |outcome: Result<()>, error: DiemError| assert_eq!(outcome, Err(error.into()));
    of(1, 1, 0).unwrap();
    of(32, 10, 200).unwrap();
    for length in [0, 33] {
        refused(of(length, 1, 0), DiemError::DiemNameOutOfRange);
    }
    for length in [0, 11] {
        refused(of(1, length, 0), DiemError::DiemSymbolOutOfRange);
    }
    refused(of(1, 1, 201), DiemError::DiemUriOutOfRange);
    refused(metadata(&"é".repeat(17), "D", "").validate(), DiemError::DiemNameOutOfRange);
    refused(metadata("a\0", "D", "").validate(), DiemError::DiemNameOutOfRange);
    refused(metadata("a", "D\0", "").validate(), DiemError::DiemSymbolOutOfRange);
    refused(metadata("a", "D", "\0").validate(), DiemError::DiemUriOutOfRange);
}
