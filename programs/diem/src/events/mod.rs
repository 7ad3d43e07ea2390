//! What the program tells the world: one event per instruction, by self-CPI, so that logs cannot truncate or
//! forge it; only `settle` logs its event, because a CPI would cost more than the settlement. Every event has a
//! stamp and the state after the change.

use anchor_lang::event::EVENT_IX_TAG_LE;
use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed;
use anchor_lang::Event;

mod channel;
mod epoch;
mod governance;
mod market;
mod provider;
mod staking;
mod states;

pub use channel::*;
pub use epoch::*;
pub use governance::*;
pub use market::*;
pub use provider::*;
pub use staking::*;
pub use states::*;

const EVENT_AUTHORITY_SEED: &[u8] = b"__event_authority";
const DERIVED: ([u8; 32], u8) =
    const_crypto::ed25519::derive_program_address(&[EVENT_AUTHORITY_SEED], &crate::ID_CONST.to_bytes());
/// Signs Anchor's self-CPI; derived when the program is compiled.
pub const EVENT_AUTHORITY: Pubkey = Pubkey::new_from_array(DERIVED.0);
const EVENT_AUTHORITY_BUMP: u8 = DERIVED.1;

/// More than any event but `ProviderUpdated` with two long endpoints.
const EVENT_CAPACITY: usize = 640;

/// The accounts of Anchor's event self-CPI.
#[derive(Accounts)]
pub struct EventCpi<'info> {
    /// CHECK: signs the self-CPI; the address says all.
    #[account(address = EVENT_AUTHORITY)]
    pub event_authority: UncheckedAccount<'info>,
    /// CHECK: this program, for the self-CPI to find.
    #[account(address = crate::ID)]
    pub program: UncheckedAccount<'info>,
}

/// The accounts of `record_event`.
#[derive(Accounts)]
pub struct RecordEvent<'info> {
    #[account(address = EVENT_AUTHORITY)]
    pub event_authority: Signer<'info>,
}

impl EventCpi<'_> {
    /// What `emit_cpi!` does, to the byte, for a fourth of its compute units: it searches the authority's bump
    /// on both sides of the call and copies the event twice, byte by byte.
    pub fn emit<E: Event>(&self, event: &E) -> Result<()> {
        let mut data = Vec::with_capacity(EVENT_CAPACITY);
        data.extend_from_slice(EVENT_IX_TAG_LE);
        data.extend_from_slice(E::DISCRIMINATOR);
        event.serialize(&mut data)?;
        let instruction = Instruction {
            program_id: crate::ID,
            accounts: vec![AccountMeta::new_readonly(EVENT_AUTHORITY, true)],
            data,
        };
        let signer: &[&[u8]] = &[EVENT_AUTHORITY_SEED, &[EVENT_AUTHORITY_BUMP]];
        Ok(invoke_signed(&instruction, &[self.event_authority.to_account_info()], &[signer])?)
    }
}

/// Where and when an event happened. `sequence` counts the events of the account that changed: the market, or
/// the provider or channel for its own events. It rises by one per event, so that an indexer can prove that it
/// missed none.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct Stamp {
    pub market: Pubkey,
    pub slot: u64,
    pub timestamp: i64,
    pub sequence: u64,
}

impl Stamp {
    pub fn new(market: Pubkey, clock: &Clock, sequence: u64) -> Self {
        Self { market, slot: clock.slot, timestamp: clock.unix_timestamp, sequence }
    }
}
