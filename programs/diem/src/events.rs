//! What the program tells the world: one event per instruction, by self-CPI, so that logs cannot truncate or
//! forge it. Every event has a stamp and the state after the change.

use crate::state::{MarketParams, ProviderTerms, Roles};
use anchor_lang::event::EVENT_IX_TAG_LE;
use anchor_lang::prelude::*;
use anchor_lang::solana_program::instruction::Instruction;
use anchor_lang::solana_program::program::invoke_signed;
use anchor_lang::Event;

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

/// Where and when an event happened. `sequence` counts the events of the account that changed (the market,
/// or the provider for its own events), each by one, so that an indexer can prove that it missed nothing.
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

/// The market's totals after an event; see [`crate::state::Market`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct MarketState {
    pub total_staked: u64,
    pub total_locked: u64,
    pub total_cooling: u64,
    pub total_bonded: u64,
    pub diem_outstanding: u64,
    pub fees_owed: u64,
    pub rewards_owed: u64,
    pub treasury_owed: u64,
    pub quota_pool: u64,
    pub fee_stream_remaining: u64,
    pub reward_stream_remaining: u64,
}

/// A position after an event; see [`crate::state::StakePosition`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct PositionState {
    pub owner: Pubkey,
    pub staked: u64,
    pub locked: u64,
    pub outstanding: u64,
    pub cooling: u64,
    pub unclaimed_fees: u64,
    pub unclaimed_rewards: u64,
}

/// A provider after an event; see [`crate::state::Provider`] for units.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct ProviderState {
    pub owner: Pubkey,
    pub operator: Pubkey,
    pub price: u64,
    pub bond: u64,
    pub claimable: u64,
    pub total_revenue: u64,
}

/// A market was created.
#[event]
pub struct MarketCreated {
    pub stamp: Stamp,
    pub creator: Pubkey,
    pub vvv_mint: Pubkey,
    pub vvv_decimals: u8,
    pub diem_mint: Pubkey,
    pub cluster_tag: [u8; 4],
    pub genesis_ts: i64,
    pub epoch_secs: i64,
    pub reference_price: u64,
    pub target_supply: u64,
    pub roles: Roles,
    pub params: MarketParams,
}

/// VVV was added to the reward stream, which now ends at `end_ts`.
#[event]
pub struct RewardsFunded {
    pub stamp: Stamp,
    pub funder: Pubkey,
    pub amount: u64,
    pub end_ts: i64,
    pub market: MarketState,
}

/// The treasury was paid `amount` DIEM.
#[event]
pub struct TreasuryCollected {
    pub stamp: Stamp,
    pub treasury: Pubkey,
    pub amount: u64,
    pub market: MarketState,
}

/// An empty position was opened.
#[event]
pub struct PositionOpened {
    pub stamp: Stamp,
    pub position: PositionState,
}

/// VVV was staked.
#[event]
pub struct Staked {
    pub stamp: Stamp,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// VVV began to cool on a ticket.
#[event]
pub struct UnstakeRequested {
    pub stamp: Stamp,
    pub ticket_id: u64,
    pub amount: u64,
    pub ready_ts: i64,
    pub position: PositionState,
    pub market: MarketState,
}

/// A ticket's VVV went back into the stake.
#[event]
pub struct UnstakeCancelled {
    pub stamp: Stamp,
    pub ticket_id: u64,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// A ticket's VVV was paid out.
#[event]
pub struct UnstakeWithdrawn {
    pub stamp: Stamp,
    pub ticket_id: u64,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// Fees (DIEM) and rewards (VVV) were paid out.
#[event]
pub struct RewardsClaimed {
    pub stamp: Stamp,
    pub fees: u64,
    pub rewards: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// VVV rewards became stake.
#[event]
pub struct RewardsCompounded {
    pub stamp: Stamp,
    pub amount: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// An empty position was closed.
#[event]
pub struct PositionClosed {
    pub stamp: Stamp,
    pub owner: Pubkey,
}

/// DIEM was minted against newly locked VVV.
#[event]
pub struct DiemMinted {
    pub stamp: Stamp,
    pub diem_amount: u64,
    pub vvv_locked: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// DIEM was burned and VVV unlocked.
#[event]
pub struct DiemBurned {
    pub stamp: Stamp,
    pub diem_amount: u64,
    pub vvv_unlocked: u64,
    pub position: PositionState,
    pub market: MarketState,
}

/// A provider was registered with a bond. The stamp counts the market's events.
#[event]
pub struct ProviderRegistered {
    pub stamp: Stamp,
    pub terms: ProviderTerms,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A provider changed its terms. The stamp counts the provider's events.
#[event]
pub struct ProviderUpdated {
    pub stamp: Stamp,
    pub before: ProviderTerms,
    pub after: ProviderTerms,
    pub provider: ProviderState,
}

/// New revenue was split. The stamp counts the market's events, `provider_sequence` the provider's.
#[event]
pub struct RevenueDistributed {
    pub stamp: Stamp,
    pub provider_sequence: u64,
    pub amount: u64,
    pub to_provider: u64,
    pub to_treasury: u64,
    pub to_stakers: u64,
    pub utilisation_ema_bps: u16,
    pub fee_stream_end_ts: i64,
    pub provider: ProviderState,
    pub market: MarketState,
}

/// A provider's owner was paid. The stamp counts the provider's events.
#[event]
pub struct RevenueWithdrawn {
    pub stamp: Stamp,
    pub amount: u64,
    pub provider: ProviderState,
}
