use super::{add, MarketParams, Roles};
use crate::constants::*;
use crate::errors::DiemError;
use crate::events::{MarketState, Stamp};
use crate::math::{split_fee, FeeSplit, Index, RewardIndexes, Stream};
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
    /// DIEM of stakers and treasury.
    pub fee_pool: Pubkey,
    pub params: MarketParams,
    /// Start of epoch 0, unix seconds. Fixed for life, as is the length of an epoch.
    pub genesis_ts: i64,
    pub epoch_secs: i64,
    /// VVV in positions, of which `total_locked` is locked behind DIEM; cooling VVV is in neither.
    pub total_staked: u64,
    pub total_locked: u64,
    pub total_cooling: u64,
    pub total_bonded: u64,
    /// Sum of the positions' outstanding DIEM: S of the mint curve.
    pub diem_outstanding: u64,
    /// DIEM that has left the fee stream and not been claimed.
    pub fees_owed: u64,
    /// VVV that has left the reward stream for stakers and not been claimed.
    pub rewards_owed: u64,
    /// DIEM of the treasury.
    pub treasury_owed: u64,
    /// VVV kept back from locked stake, for the providers that serve quota.
    pub quota_pool: u64,
    /// DIEM fees per staked VVV.
    pub fee_index: Index,
    /// VVV rewards per unlocked and per locked VVV.
    pub reward_indexes: RewardIndexes,
    pub fee_stream: Stream,
    pub reward_stream: Stream,
    /// T of the mint curve, DIEM base units.
    pub target_supply: u64,
    /// DIEM base units per whole credit.
    pub reference_price: u64,
    pub utilisation_ema_bps: u16,
    pub padding_2: [u8; 6],
    /// Number of events about this market so far.
    pub sequence: u64,
    pub reserved: [u8; 512],
}

impl Market {
    pub const SPACE: usize = 8 + core::mem::size_of::<Self>();

    /// Releases both streams up to `now` into the indexes. While nobody is staked they stand still. Must run
    /// before anything that changes a share or a rate.
    pub fn accrue(&mut self, now: i64) -> Result<()> {
        self.try_accrue(now).ok_or_else(|| DiemError::MathOverflow.into())
    }

    fn try_accrue(&mut self, now: i64) -> Option<()> {
        if self.total_staked == 0 {
            self.fee_stream.hold(now)?;
            return self.reward_stream.hold(now);
        }
        let fees = self.fee_stream.release_floor(now)?;
        if fees > 0 {
            self.fee_index.spread(fees, self.total_staked)?;
            self.fees_owed = self.fees_owed.checked_add(fees)?;
        }
        let rewards = self.reward_stream.release_floor(now)?;
        if rewards > 0 {
            let haircut = self.reward_indexes.spread(
                rewards,
                self.total_staked,
                self.total_locked,
                self.params.locked_haircut_bps,
            )?;
            self.quota_pool = self.quota_pool.checked_add(haircut)?;
            // added first: with both carries nearly full, a haircut may pass its own step's rewards by one unit
            self.rewards_owed = self.rewards_owed.checked_add(rewards)?.checked_sub(haircut)?;
        }
        Some(())
    }

    /// Adds VVV to the reward stream. The caller moves the tokens.
    pub fn fund_rewards(&mut self, amount: u64, duration_secs: i64, now: i64) -> Result<()> {
        self.accrue(now)?;
        self.reward_stream.top_up(amount, duration_secs).ok_or_else(|| DiemError::MathOverflow.into())
    }

    /// Splits new revenue by the utilisation measured so far and books the treasury's and the stakers' parts;
    /// fees are streamed over one epoch. The caller moves the tokens.
    pub fn book_revenue(&mut self, amount: u64, now: i64) -> Result<FeeSplit> {
        self.accrue(now)?;
        let split = self
            .params
            .provider_share()
            .share_floor(self.utilisation_ema_bps)
            .and_then(|share| split_fee(amount, share, self.params.treasury_bps))
            .ok_or(DiemError::MathOverflow)?;
        self.treasury_owed = add(self.treasury_owed, split.treasury)?;
        if split.stakers > 0 {
            self.fee_stream.top_up(split.stakers, self.epoch_secs).ok_or(DiemError::MathOverflow)?;
        }
        Ok(split)
    }

    /// Books a bond. The caller moves the tokens.
    pub fn add_bond(&mut self, amount: u64) -> Result<()> {
        self.total_bonded = add(self.total_bonded, amount)?;
        Ok(())
    }

    /// Takes what the treasury is owed off the books. The caller moves the tokens.
    pub fn take_treasury(&mut self) -> Result<u64> {
        require!(self.treasury_owed > 0, DiemError::NothingOwedToTreasury);
        Ok(core::mem::take(&mut self.treasury_owed))
    }

    /// VVV that minting `amount` DIEM now would lock.
    pub fn mint_cost(&self, amount: u64) -> Result<u64> {
        let curve = self.params.curve(self.target_supply);
        let cost = curve.mint_cost(self.diem_outstanding, amount).ok_or(DiemError::OutsideMintCurve)?;
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
            diem_outstanding: self.diem_outstanding,
            fees_owed: self.fees_owed,
            rewards_owed: self.rewards_owed,
            treasury_owed: self.treasury_owed,
            quota_pool: self.quota_pool,
            fee_stream_remaining: self.fee_stream.remaining,
            reward_stream_remaining: self.reward_stream.remaining,
        }
    }

    /// Invariant 1: the stake vault covers staked and cooling VVV.
    pub fn require_stake_covered(&self, vault: u64) -> Result<()> {
        require_covered(vault, &[self.total_staked, self.total_cooling])
    }

    /// Invariant 2: no DIEM exists that no position owes.
    pub fn require_supply_covered(&self, supply: u64) -> Result<()> {
        require_gte!(self.diem_outstanding, supply, DiemError::SupplyAboveOutstanding);
        Ok(())
    }

    /// Invariant 4: the fee pool covers the fee stream, the stakers and the treasury.
    pub fn require_fees_covered(&self, vault: u64) -> Result<()> {
        let stream = self.fee_stream.remaining;
        require_covered(vault, &[stream, self.fees_owed, self.treasury_owed])
    }

    /// Invariant 5: the reward vault covers the reward stream, the stakers and the quota pool.
    pub fn require_rewards_covered(&self, vault: u64) -> Result<()> {
        let stream = self.reward_stream.remaining;
        require_covered(vault, &[stream, self.rewards_owed, self.quota_pool])
    }

    /// Invariant 6: the bond vault covers the bonds.
    pub fn require_bonds_covered(&self, vault: u64) -> Result<()> {
        require_covered(vault, &[self.total_bonded])
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
            diem_outstanding,
            fees_owed: _,
            rewards_owed: _,
            treasury_owed: _,
            quota_pool: _,
            fee_index: _,
            reward_indexes: _,
            fee_stream,
            reward_stream,
            target_supply,
            reference_price: _,
            utilisation_ema_bps,
            padding_2: _,
            sequence: _,
            reserved: _,
        } = self;
        let holds = *version == ACCOUNT_VERSION
            // 9, over all positions: only staked VVV can be locked
            && total_locked <= total_staked
            // 9, over all positions: there is debt exactly where there is locked stake
            && (*diem_outstanding == 0) == (*total_locked == 0)
            // a stream ends no earlier than it was last looked at
            && fee_stream.last_ts <= fee_stream.end_ts
            && reward_stream.last_ts <= reward_stream.end_ts
            // the curve divides by the target
            && *target_supply > 0
            && *utilisation_ema_bps <= BPS;
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
