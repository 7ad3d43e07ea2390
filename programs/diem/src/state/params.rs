//! A market's parameters, with the one function that validates them, and its roles.

use crate::constants::*;
use crate::errors::DiemError;
use crate::math::{Curve, ShareCurve};
use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};

/// What the authority may change under delay. Every bound is checked by [`MarketParams::validate`].
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct MarketParams {
    /// Seconds between a request to unstake and its withdrawal.
    pub stake_cooldown_secs: i64,
    /// Seconds between a request to withdraw a bond and its withdrawal.
    pub bond_cooldown_secs: i64,
    /// Seconds that a closing channel leaves for the last voucher.
    pub channel_grace_secs: i64,
    /// Seconds between proposing parameters and applying them.
    pub params_delay_secs: i64,
    /// Mint rate at supply zero: VVV base units per whole DIEM.
    pub base_rate: u64,
    /// Bounds of the target supply T, in DIEM base units.
    pub target_floor: u64,
    pub target_cap: u64,
    /// Micro-credits of quota that one whole staked DIEM gives per epoch.
    pub credits_per_diem: u64,
    /// Bounds of the reference price, in DIEM base units per whole credit.
    pub reference_price_floor: u64,
    pub reference_price_cap: u64,
    /// VVV base units of bond per whole credit of capacity.
    pub bond_per_credit: u64,
    /// Most VVV base units that a whole credit of served quota may earn; the pool bounds it as well.
    pub reward_cap: u64,
    /// k of the mint curve.
    pub steepness_bps: u16,
    /// Target supply per DIEM that quota capacity could carry.
    pub headroom_bps: u16,
    /// Most that the target supply moves per epoch.
    pub max_target_step_bps: u16,
    /// Part of the locked stake's VVV rewards that goes to the quota reward pool.
    pub locked_haircut_bps: u16,
    /// The provider's share of revenue at utilisation 0, at the kink and at 10,000.
    pub provider_idle_bps: u16,
    pub provider_kink_bps: u16,
    pub provider_full_bps: u16,
    /// The utilisation at which the provider's share bends.
    pub utilisation_kink_bps: u16,
    /// The treasury's share of revenue.
    pub treasury_bps: u16,
    /// Weight of the newest epoch in the utilisation EMA.
    pub utilisation_ema_bps: u16,
    /// Most that the reference price moves per epoch.
    pub max_price_step_bps: u16,
    /// Most of a bond that may be slashed per epoch.
    pub max_slash_bps: u16,
}

impl MarketParams {
    /// Refuses any parameter out of its bounds, each with its own error.
    pub fn validate(&self) -> Result<()> {
        use DiemError::*;
        let cooldown = 0..=MAX_COOLDOWN_SECS;
        let targets = 1..=self.target_cap;
        let prices = 1..=self.reference_price_cap;
        let treasury = MIN_TREASURY_BPS..=MAX_TREASURY_BPS;
        let laws = [
            (cooldown.contains(&self.stake_cooldown_secs), StakeCooldownOutOfRange),
            (cooldown.contains(&self.bond_cooldown_secs), BondCooldownOutOfRange),
            ((0..=MAX_CHANNEL_GRACE_SECS).contains(&self.channel_grace_secs), ChannelGraceOutOfRange),
            ((0..=MAX_PARAMS_DELAY_SECS).contains(&self.params_delay_secs), ParamsDelayOutOfRange),
            (self.base_rate > 0, BaseRateOutOfRange),
            (self.steepness_bps <= MAX_STEEPNESS_BPS, SteepnessOutOfRange),
            (targets.contains(&self.target_floor), TargetOutOfRange),
            (self.target_cap.checked_mul(3).is_some(), TargetOutOfRange),
            (self.headroom_bps > 0, HeadroomOutOfRange),
            (self.max_target_step_bps <= MAX_TARGET_STEP_BPS, TargetStepOutOfRange),
            (self.locked_haircut_bps <= MAX_LOCKED_HAIRCUT_BPS, LockedHaircutOutOfRange),
            (self.credits_per_diem > 0, CreditsPerDiemOutOfRange),
            (treasury.contains(&self.treasury_bps), TreasuryShareOutOfRange),
            ((1..BPS).contains(&self.utilisation_kink_bps), UtilisationKinkOutOfRange),
            (self.provider_shares_fit(), ProviderShareOutOfRange),
            ((1..=BPS).contains(&self.utilisation_ema_bps), UtilisationWeightOutOfRange),
            (prices.contains(&self.reference_price_floor), ReferencePriceOutOfRange),
            (self.max_price_step_bps <= MAX_PRICE_STEP_BPS, PriceStepOutOfRange),
            (self.bond_per_credit > 0, BondPerCreditOutOfRange),
            (self.max_slash_bps <= MAX_SLASH_BPS, SlashOutOfRange),
        ];
        for (holds, error) in laws {
            if !holds {
                return Err(error.into());
            }
        }
        let widest = self.curve(self.target_cap);
        let largest_cost = widest.cost_ceil(widest.largest_supply());
        require!(largest_cost.is_some(), DiemError::CurveTooExpensive);
        Ok(())
    }

    fn provider_shares_fit(&self) -> bool {
        MIN_PROVIDER_SHARE_BPS <= self.provider_full_bps
            && self.provider_full_bps <= self.provider_kink_bps
            && self.provider_kink_bps <= self.provider_idle_bps
            && self.provider_idle_bps <= BPS.saturating_sub(self.treasury_bps)
    }

    /// The mint curve at a target supply of `target` DIEM base units.
    pub fn curve(&self, target: u64) -> Curve {
        Curve { base_rate: self.base_rate, steepness_bps: self.steepness_bps, target }
    }

    /// The provider's share of revenue as a function of utilisation.
    pub fn provider_share(&self) -> ShareCurve {
        ShareCurve {
            idle_bps: self.provider_idle_bps,
            kink_bps: self.provider_kink_bps,
            full_bps: self.provider_full_bps,
            kink_at_bps: self.utilisation_kink_bps,
        }
    }
}

/// Who may do what; see `docs/authorities.md`.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug, PartialEq, Eq, Pod, Zeroable)]
#[repr(C)]
pub struct Roles {
    /// Changes parameters under delay, names the roles, unpauses.
    pub authority: Pubkey,
    /// Pauses, and nothing else.
    pub guardian: Pubkey,
    /// Slashes bonds within the caps.
    pub arbiter: Pubkey,
    /// Receives the treasury's share of revenue and slashed bonds.
    pub treasury: Pubkey,
}

impl Roles {
    pub fn validate(&self) -> Result<()> {
        let Self { authority, guardian, arbiter, treasury } = self;
        for role in [authority, guardian, arbiter, treasury] {
            require_keys_neq!(*role, Pubkey::default(), DiemError::RoleMissing);
        }
        Ok(())
    }
}
