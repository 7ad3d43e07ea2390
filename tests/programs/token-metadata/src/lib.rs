//! Stands for the Metaplex Token Metadata program in tests, where its own binary is not at hand: the two instructions that
//! DIEM calls, as DIEM calls them. `tests/embedded/diem/metadata.test.ts` holds it to the real one, to the byte.

use anchor_lang::prelude::borsh::BorshDeserialize;
use anchor_lang::solana_program::account_info::AccountInfo;
use anchor_lang::solana_program::entrypoint;
use anchor_lang::solana_program::entrypoint::ProgramResult;
use anchor_lang::solana_program::program::{invoke, invoke_signed};
use anchor_lang::solana_program::program_error::ProgramError;
use anchor_lang::solana_program::pubkey::Pubkey;
use anchor_lang::solana_program::rent::Rent;
use anchor_lang::solana_program::system_instruction;
use anchor_lang::solana_program::sysvar::Sysvar;
use core::slice;

const CREATE: u8 = 33;
const UPDATE: u8 = 15;

const ACCOUNT_LEN: usize = 607;
const FEE_LAMPORTS: u64 = 10_000_000;
/// The account's kind.
const METADATA_V1: u8 = 4;
const AUTHORITY: core::ops::Range<usize> = 1..33;
const TEXTS: usize = 1 + 32 + 32;
/// Bytes of name, symbol and URI.
const LENGTHS: [u8; 3] = [32, 10, 200];
/// Behind the texts: seller's fee (two bytes), no creators, not sold, and then changeable.
const NOT_SOLD: [u8; 4] = [0; 4];
/// A token of which there are many.
const FUNGIBLE: u8 = 2;
/// The last byte says that the fee is still in the account.
const FEE_KEPT: u8 = 1;

entrypoint!(process);

fn process(program_id: &Pubkey, accounts: &[AccountInfo], data: &[u8]) -> ProgramResult {
    match data.split_first() {
        Some((&CREATE, args)) => create(program_id, accounts, args),
        Some((&UPDATE, [1, args @ ..])) => update(accounts, args),
        _ => Err(ProgramError::InvalidInstructionData),
    }
}

fn create(program_id: &Pubkey, accounts: &[AccountInfo], args: &[u8]) -> ProgramResult {
    let [metadata, mint, mint_authority, payer, authority, ..] = accounts else {
        return Err(ProgramError::NotEnoughAccountKeys);
    };
    let (address, bump) = Pubkey::find_program_address(&seeds(program_id, mint.key), program_id);
    if address != *metadata.key {
        return Err(ProgramError::InvalidSeeds);
    }
    let signed = mint_authority.is_signer && authority.is_signer;
    if !signed || mint.try_borrow_data()?.get(4..36) != Some(mint_authority.key.as_ref()) {
        return Err(ProgramError::MissingRequiredSignature);
    }
    let price = Rent::get()?.minimum_balance(ACCOUNT_LEN).saturating_add(FEE_LAMPORTS);
    let [label, program, key] = seeds(program_id, mint.key);
    let bump = [bump];
    let signer: &[&[u8]] = &[label, program, key, &bump];
    invoke(
        &system_instruction::transfer(payer.key, metadata.key, price),
        &[payer.clone(), metadata.clone()],
    )?;
    let space = system_instruction::allocate(metadata.key, ACCOUNT_LEN as u64);
    invoke_signed(&space, slice::from_ref(metadata), &[signer])?;
    invoke_signed(
        &system_instruction::assign(metadata.key, program_id),
        slice::from_ref(metadata),
        &[signer],
    )?;

    let head = [&[METADATA_V1], authority.key.as_ref(), mint.key.as_ref()].concat();
    let edition = [label, program, key, b"edition"];
    let (_, edition_bump) = Pubkey::find_program_address(&edition, program_id);
    let tail = [&NOT_SOLD[..], &[1], &[1, edition_bump], &[1, FUNGIBLE]].concat();
    let mut whole = [head, filled(args)?, tail].concat();
    whole.resize(ACCOUNT_LEN, 0);
    if let Some(last) = whole.last_mut() {
        *last = FEE_KEPT;
    }
    metadata.try_borrow_mut_data()?.copy_from_slice(&whole);
    Ok(())
}

fn update(accounts: &[AccountInfo], args: &[u8]) -> ProgramResult {
    let [metadata, authority] = accounts else {
        return Err(ProgramError::NotEnoughAccountKeys);
    };
    let mut data = metadata.try_borrow_mut_data()?;
    if !authority.is_signer || data.get(AUTHORITY) != Some(authority.key.as_ref()) {
        return Err(ProgramError::MissingRequiredSignature);
    }
    let texts = filled(args)?;
    let room = data.get_mut(TEXTS..).and_then(|rest| rest.get_mut(..texts.len()));
    room.ok_or(ProgramError::InvalidAccountData)?.copy_from_slice(&texts);
    Ok(())
}

fn seeds<'a>(program_id: &'a Pubkey, mint: &'a Pubkey) -> [&'a [u8]; 3] {
    [b"metadata", program_id.as_ref(), mint.as_ref()]
}

/// Name, symbol and URI as an account has them: filled up with zero bytes to their full lengths.
fn filled(mut args: &[u8]) -> Result<Vec<u8>, ProgramError> {
    let mut texts = Vec::new();
    for length in LENGTHS {
        let mut text = String::deserialize(&mut args)?.into_bytes();
        text.resize(length.into(), 0);
        texts.extend_from_slice(&u32::from(length).to_le_bytes());
        texts.extend_from_slice(&text);
    }
    Ok(texts)
}
