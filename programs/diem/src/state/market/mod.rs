mod epochs;
mod governance;
mod rewards;

pub use epochs::Roll;

use super::{add, MarketParams, Roles};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::{MarketState, Stamp};
use crate::math::{Index, Scheduled, Stream, Units};
use anchor_lang::prelude::*;

/// One market: one VVV mint, the DIEM minted against it, and everything that all of its users share.
/// PDA `["market", creator, vvv_mint]`.
#[account(zero_copy)]
#[derive(Debug)]
pub struct Market {
    pub version: u8,
    pub bump: u8,
    pub vvv_decimals: u8,
    pub padding: [u8; 1],
    /// First four bytes of the cluster's genesis hash; binds vouchers to it.
    pub cluster_tag: [u8; 4],
    pub creator: Pubkey,
    pub roles: Roles,
    pub vvv_mint: Pubkey,
    pub diem_mint: Pubkey,
    /// VVV of stakers: staked and cooling.
    pub stake_vault: Pubkey,
    /// VVV of providers: their bonds.
    pub bond_vault: Pubkey,
    /// VVV to be streamed, and VVV owed as rewards.
    pub reward_vault: Pubkey,
    /// DIEM of consumers.
    pub escrow: Pubkey,
    /// DIEM of stakers, treasury and quota pool.
    pub fee_pool: Pubkey,
    pub params: MarketParams,
    /// Start of epoch 0, unix seconds. Fixed for life, as is the length of an epoch.
    pub genesis_ts: i64,
    pub epoch_secs: i64,
    /// VVV in positions, of which `total_locked` is locked behind DIEM; cooling VVV is in neither.
    pub total_staked: u64,
    pub total_locked: u64,
    pub total_cooling: u64,
    /// VVV of providers: their bonds, cooling bond included.
    pub total_bonded: u64,
    pub total_bond_cooling: u64,
    /// DIEM in channels: deposits not collected, and DIEM staked for quota, cooling or withdrawable.
    pub total_escrowed: u64,
    /// Sum of the positions' weights in the VVV rewards.
    pub reward_weight: u64,
    /// What the positions owe, in units: all of them are cleared by all DIEM that exists.
    pub debt: Units,
    /// DIEM that has left the fee stream and not been claimed.
    pub fees_owed: u64,
    /// VVV that has left the reward stream for stakers and not been claimed.
    pub rewards_owed: u64,
    /// DIEM of the treasury.
    pub treasury_owed: u64,
    /// DIEM for the providers that serve quota.
    pub quota_pool: u64,
    /// DIEM of closed epochs that their providers have not claimed.
    pub quota_rewards_owed: u64,
    /// DIEM fees per staked VVV.
    pub fee_index: Index,
    /// VVV rewards per VVV of weight.
    pub reward_index: Index,
    pub fee_stream: Stream,
    pub reward_stream: Stream,
    /// T of the mint curve in DIEM base units; `next_target` replaces it when `next_target_epoch` begins.
    pub target_supply: u64,
    pub next_target: u64,
    /// Smoothed use of the closed epochs: micro-credits.
    pub served: u64,
    /// Smoothed utilisation of the closed epochs, basis points times 2^32.
    pub utilisation_ema: u64,
    pub next_target_epoch: u32,
    /// The first epoch that is not closed. Only it and the next can have open records.
    pub next_to_close: u32,
    /// Whether those two have records: 0 or 1.
    pub has_record: [u8; 2],
    pub padding_2: [u8; 6],
    /// Micro-credits per epoch that the providers offer, and of these what they offer to staked DIEM.
    pub capacity: Scheduled,
    pub quota_capacity: Scheduled,
    /// DIEM base units per whole credit: what was paid recently.
    pub reference_price: Scheduled,
    /// Number of events about this market so far.
    pub sequence: u64,
    /// Replace `params` when they are applied, from `params_eta_ts` on; 0 while none are proposed.
    pub pending_params: MarketParams,
    pub params_eta_ts: i64,
    /// The proposed authority, which may accept; the default key while none is proposed.
    pub pending_authority: Pubkey,
    /// Paused entries: `PAUSE_...` bits.
    pub paused: u8,
    pub padding_3: [u8; 7],
    pub reserved: [u8; 344],
}

impl Market {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    /// VVV that minting `amount` DIEM on top of `supply` now would lock. Inlined, so that a mint does not pay for there being a quote.
    #[inline(always)]
    pub fn mint_cost(&self, supply: u64, amount: u64, now: i64) -> Result<u64> {
        let curve = self.params.curve(self.target_in_epoch(self.epoch_at(now)?));
        let cost = curve.mint_cost(supply, amount).ok_or(DiemError::OutsideMintCurve)?;
        require!(cost > 0, DiemError::MintTooSmall);
        Ok(cost)
    }

    pub fn signer(&self) -> MarketSigner {
        MarketSigner { creator: self.creator, vvv_mint: self.vvv_mint, bump: [self.bump] }
    }

    /// Counts one more event and returns its stamp.
    pub fn stamp(&mut self, market: Pubkey, clock: &Clock) -> Result<Stamp> {
        self.sequence = add(self.sequence, 1)?;
        Ok(Stamp::new(market, clock, self.sequence))
    }

    pub fn snapshot(&self) -> MarketState {
        MarketState {
            total_staked: self.total_staked,
            total_locked: self.total_locked,
            total_cooling: self.total_cooling,
            total_bonded: self.total_bonded,
            total_bond_cooling: self.total_bond_cooling,
            total_escrowed: self.total_escrowed,
            reward_weight: self.reward_weight,
            debt_units: self.debt.total,
            debt_era: self.debt.era,
            fees_owed: self.fees_owed,
            rewards_owed: self.rewards_owed,
            treasury_owed: self.treasury_owed,
            quota_pool: self.quota_pool,
            quota_rewards_owed: self.quota_rewards_owed,
            fee_stream_remaining: self.fee_stream.remaining,
            reward_stream_remaining: self.reward_stream.remaining,
        }
    }

    /// Invariant 1: the stake vault covers staked and cooling VVV.
    pub fn require_stake_covered(&self, vault: u64) -> Result<()> {
        require_covered(vault, &[self.total_staked, self.total_cooling])
    }

    /// Invariant 2: a unit of debt is worth at most one base unit of DIEM.
    pub fn require_supply_covered(&self, supply: u64) -> Result<()> {
        require_gte!(self.debt.total, supply, DiemError::SupplyAboveDebt);
        Ok(())
    }

    /// Invariant 4: the fee pool covers the fee stream, the stakers, the treasury, the quota pool and the providers.
    pub fn require_fees_covered(&self, vault: u64) -> Result<()> {
        let Self { fee_stream, fees_owed, treasury_owed, quota_pool, quota_rewards_owed, .. } = self;
        let owed = [fee_stream.remaining, *fees_owed, *treasury_owed, *quota_pool, *quota_rewards_owed];
        require_covered(vault, &owed)
    }

    /// Invariant 5: the reward vault covers the reward stream and the stakers.
    pub fn require_rewards_covered(&self, vault: u64) -> Result<()> {
        require_covered(vault, &[self.reward_stream.remaining, self.rewards_owed])
    }

    /// Invariant 6: the bond vault covers the bonds and the cooling bonds.
    pub fn require_bonds_covered(&self, vault: u64) -> Result<()> {
        require_covered(vault, &[self.total_bonded, self.total_bond_cooling])
    }

    /// Invariant 3: the escrow covers what the channels hold.
    pub fn require_escrow_covered(&self, vault: u64) -> Result<()> {
        require_covered(vault, &[self.total_escrowed])
    }

    /// The laws that need no vault to check.
    pub fn invariant(&self) -> Result<()> {
        let Self {
            version,
            bump: _,
            vvv_decimals: _,
            padding: _,
            cluster_tag: _,
            creator: _,
            roles: _,
            vvv_mint: _,
            diem_mint: _,
            stake_vault: _,
            bond_vault: _,
            reward_vault: _,
            escrow: _,
            fee_pool: _,
            params: _,
            genesis_ts: _,
            epoch_secs: _,
            total_staked,
            total_locked,
            total_cooling: _,
            total_bonded: _,
            total_bond_cooling: _,
            total_escrowed: _,
            reward_weight,
            debt: _,
            fees_owed: _,
            rewards_owed: _,
            treasury_owed: _,
            quota_pool: _,
            quota_rewards_owed: _,
            fee_index: _,
            reward_index: _,
            fee_stream,
            reward_stream,
            target_supply,
            next_target,
            served: _,
            utilisation_ema,
            next_target_epoch: _,
            next_to_close: _,
            has_record,
            padding_2: _,
            capacity,
            quota_capacity,
            reference_price,
            sequence: _,
            pending_params: _,
            params_eta_ts,
            pending_authority: _,
            paused,
            padding_3: _,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            // 9, over all positions: only staked VVV can be locked
            && total_locked <= total_staked
            // unlocked stake has its full weight, locked stake some, and nothing has more
            && reward_weight <= total_staked
            && (*reward_weight == 0) == (*total_staked == 0)
            // what is left of a stream has time left
            && (fee_stream.remaining == 0 || fee_stream.left_q32 > 0)
            && (reward_stream.remaining == 0 || reward_stream.left_q32 > 0)
            // the curve divides by the target
            && *target_supply > 0
            && *next_target > 0
            && *utilisation_ema <= u64::from(BPS) << 32
            && has_record.iter().all(|flag| *flag <= 1)
            // use is measured by it
            && reference_price.current > 0
            && reference_price.next > 0
            // 10, over all providers
            && quota_capacity.current <= capacity.current
            && quota_capacity.next <= capacity.next
            && *params_eta_ts >= 0
            && *paused <= PAUSE_ALL;
        require!(holds, DiemError::MarketInvariantBroken);
        Ok(())
    }
}

fn require_covered(vault: u64, liabilities: &[u64]) -> Result<()> {
    let owed = liabilities.iter().try_fold(0, |sum, part| add(sum, *part))?;
    require_gte!(vault, owed, DiemError::VaultShort);
    Ok(())
}

/// The seeds with which a market signs, kept apart from the account because a CPI must not find it borrowed.
pub struct MarketSigner {
    creator: Pubkey,
    vvv_mint: Pubkey,
    bump: [u8; 1],
}

impl MarketSigner {
    pub fn seeds(&self) -> [&[u8]; 4] {
        [MARKET_SEED, self.creator.as_ref(), self.vvv_mint.as_ref(), &self.bump]
    }
}
