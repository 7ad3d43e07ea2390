//! The little that the program needs of the Metaplex Token Metadata program, from which wallets take a mint's name and
//! symbol. Written out here because that program's own crate has a licence of its own: docs/decisions/0019.

use crate::errors::DiemError;
use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::system_program;

/// Anchor's mark for the program: `Program<TokenMetadataProgram>` admits no other.
#[derive(Clone)]
pub struct TokenMetadataProgram;

impl Id for TokenMetadataProgram {
    fn id() -> Pubkey {
        PROGRAM_ID
    }
}

pub const PROGRAM_ID: Pubkey = pubkey!("metaqbxxUerdq28cj1RbAWkYQm3ybzjb6a8bt518x1s");

const SEED: &[u8] = b"metadata";
const MAX_NAME_LEN: usize = 32;
const MAX_SYMBOL_LEN: usize = 10;
const MAX_URI_LEN: usize = 200;

/// First bytes of two instructions: CreateMetadataAccountV3 and UpdateMetadataAccountV2.
const CREATE: u8 = 33;
const UPDATE: u8 = 15;
/// What DIEM has nothing of: seller's fee (two bytes), creators, collection, uses.
const NO_SALE: [u8; 5] = [0; 5];
/// A metadata account's kind, its update authority and its mint: what precedes the name.
const HEADER_LEN: usize = 1 + 32 + 32;

/// Name, symbol and URI of a mint, as wallets show them.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Debug, PartialEq, Eq)]
pub struct TokenMetadata {
    /// 1 to 32 bytes.
    pub name: String,
    /// 1 to 10 bytes.
    pub symbol: String,
    /// Where a JSON file with the image is; at most 200 bytes, and may be empty.
    pub uri: String,
}

/// Where the metadata of a mint is.
pub fn address_of(mint: &Pubkey) -> Pubkey {
    Pubkey::find_program_address(&[SEED, PROGRAM_ID.as_ref(), mint.as_ref()], &PROGRAM_ID).0
}

impl TokenMetadata {
    pub fn validate(&self) -> Result<()> {
        let Self { name, symbol, uri } = self;
        // the account is padded with zero bytes, so they cannot be distinguished from text
        let fits = |text: &str, max: usize| text.len() <= max && !text.contains('\0');
        require!(!name.is_empty() && fits(name, MAX_NAME_LEN), DiemError::DiemNameOutOfRange);
        require!(!symbol.is_empty() && fits(symbol, MAX_SYMBOL_LEN), DiemError::DiemSymbolOutOfRange);
        require!(fits(uri, MAX_URI_LEN), DiemError::DiemUriOutOfRange);
        Ok(())
    }

    /// The texts of an account, or `None` if the metadata program has not created it yet.
    pub fn read(account: &AccountInfo) -> Result<Option<Self>> {
        if *account.owner != PROGRAM_ID {
            return Ok(None);
        }
        let data = account.try_borrow_data()?;
        let mut text = data.get(HEADER_LEN..).unwrap_or_default();
        let filled = Self::deserialize(&mut text)?;
        let trimmed = |text: String| text.trim_end_matches('\0').to_owned();
        Ok(Some(Self {
            name: trimmed(filled.name),
            symbol: trimmed(filled.symbol),
            uri: trimmed(filled.uri),
        }))
    }

    /// Creates the account: the mint's authority signs, and becomes the metadata's as well. It stays changeable.
    pub fn create(
        &self,
        account: Pubkey,
        mint: Pubkey,
        authority: Pubkey,
        payer: Pubkey,
    ) -> Result<Instruction> {
        let mut data = vec![CREATE];
        self.serialize(&mut data)?;
        data.extend_from_slice(&NO_SALE);
        data.extend_from_slice(&[1, 0]); // changeable, and no collection
        let accounts = vec![
            AccountMeta::new(account, false),
            AccountMeta::new_readonly(mint, false),
            AccountMeta::new_readonly(authority, true),
            AccountMeta::new(payer, true),
            AccountMeta::new_readonly(authority, true),
            AccountMeta::new_readonly(system_program::ID, false),
        ];
        Ok(Instruction { program_id: PROGRAM_ID, accounts, data })
    }

    /// Changes what the account says, and nothing else of it.
    pub fn update(&self, account: Pubkey, authority: Pubkey) -> Result<Instruction> {
        let mut data = vec![UPDATE, 1];
        self.serialize(&mut data)?;
        data.extend_from_slice(&NO_SALE);
        data.extend_from_slice(&[0, 0, 0]); // same authority, sale and changeability
        let accounts = vec![AccountMeta::new(account, false), AccountMeta::new_readonly(authority, true)];
        Ok(Instruction { program_id: PROGRAM_ID, accounts, data })
    }
}

#[cfg(test)]
mod tests;
