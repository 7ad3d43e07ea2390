//! A market's parameters, with the one function that validates them, and its roles.

use crate::constants::*;
use crate::errors::DiemError;
use crate::math::{product, Curve, TargetGoal};
use anchor_lang::prelude::*;
use bytemuck::{Pod, Zeroable};

/// What the authority may change under delay, but for `locked_haircut_bps`, which is fixed for a market's life. Every bound
/// is checked by [`MarketParams::validate`].
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
    /// Seconds over which the stakers' part of revenue is streamed.
    pub fee_stream_secs: i64,
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
    /// After each closing of an epoch, one part in so many of the quota pool goes to the stakers.
    pub quota_pool_epochs: u32,
    /// k of the mint curve.
    pub steepness_bps: u16,
    /// Quota that the target supply gives, as a share of the smoothed use.
    pub target_share_bps: u16,
    /// Weight of the newest epoch in the smoothed use.
    pub use_ema_bps: u16,
    /// Most that the target supply moves per epoch.
    pub max_target_step_bps: u16,
    /// Share of the locked stake that earns no VVV rewards. Fixed for the market's life: a change would pay out
    /// more rewards than were released.
    pub locked_haircut_bps: u16,
    /// The four shares of revenue; they sum to 10,000.
    pub provider_bps: u16,
    pub quota_bps: u16,
    pub treasury_bps: u16,
    pub stakers_bps: u16,
    /// Quota that earns a reward, as a share of the credits that the same provider was paid for.
    pub quota_match_bps: u16,
    /// Highest reward of a credit of such quota, as a share of the reference price.
    pub quota_cap_bps: u16,
    /// Weight of the newest epoch in the utilisation EMA.
    pub utilisation_ema_bps: u16,
    /// Most that the reference price moves per epoch.
    pub max_price_step_bps: u16,
    /// Most of a bond that may be slashed per epoch.
    pub max_slash_bps: u16,
}

impl MarketParams {
    /// Refuses any parameter out of its bounds, each with its own error, in a market of epochs of `epoch_secs`.
    pub fn validate(&self, epoch_secs: i64) -> Result<()> {
        self.validate_periods(epoch_secs)?;
        self.validate_supply()?;
        self.validate_shares()?;
        self.validate_prices()
    }

    fn validate_periods(&self, epoch_secs: i64) -> Result<()> {
        use DiemError::*;
        let cooldown = epoch_secs..=MAX_COOLDOWN_SECS;
        let longest_cooldown = self.stake_cooldown_secs.max(self.bond_cooldown_secs);
        let delay = longest_cooldown..=MAX_PARAMS_DELAY_SECS;
        let shortest_stream = self.stake_cooldown_secs.saturating_mul(FEE_STREAM_COOLDOWNS).max(epoch_secs);
        require_laws(&[
            (cooldown.contains(&self.stake_cooldown_secs), StakeCooldownOutOfRange),
            (cooldown.contains(&self.bond_cooldown_secs), BondCooldownOutOfRange),
            ((0..=MAX_CHANNEL_GRACE_SECS).contains(&self.channel_grace_secs), ChannelGraceOutOfRange),
            (delay.contains(&self.params_delay_secs), ParamsDelayOutOfRange),
            ((shortest_stream..=MAX_FEE_STREAM_SECS).contains(&self.fee_stream_secs), FeeStreamOutOfRange),
        ])
    }

    fn validate_supply(&self) -> Result<()> {
        use DiemError::*;
        let haircut = MIN_LOCKED_HAIRCUT_BPS..=MAX_LOCKED_HAIRCUT_BPS;
        let smallest_cap = self.target_floor.checked_mul(MIN_TARGET_RANGE);
        let floor_fits =
            self.target_floor >= MIN_TARGET && smallest_cap.is_some_and(|cap| cap <= self.target_cap);
        let bond_per_diem = product(self.bond_per_credit, self.credits_per_diem);
        let least_bond_per_diem = product(self.base_rate, MIN_BOND_PER_BASE_RATE);
        require_laws(&[
            (self.base_rate > 0, BaseRateOutOfRange),
            ((MIN_STEEPNESS_BPS..=MAX_STEEPNESS_BPS).contains(&self.steepness_bps), SteepnessOutOfRange),
            (floor_fits, TargetFloorOutOfRange),
            (self.target_cap.checked_mul(3).is_some(), TargetCapOutOfRange),
            ((MIN_TARGET_SHARE_BPS..=BPS).contains(&self.target_share_bps), TargetShareOutOfRange),
            ((1..=MAX_USE_EMA_BPS).contains(&self.use_ema_bps), UseWeightOutOfRange),
            ((1..=MAX_TARGET_STEP_BPS).contains(&self.max_target_step_bps), TargetStepOutOfRange),
            (haircut.contains(&self.locked_haircut_bps), LockedHaircutOutOfRange),
            (self.credits_per_diem > 0, CreditsPerDiemOutOfRange),
            (self.bond_per_credit > 0, BondPerCreditOutOfRange),
            (bond_per_diem >= least_bond_per_diem, BondPerDiemOutOfRange),
            ((MIN_SLASH_BPS..=MAX_SLASH_BPS).contains(&self.max_slash_bps), SlashOutOfRange),
        ])?;
        let widest = self.curve(self.target_cap);
        require!(widest.cost(widest.largest_supply()).is_some(), DiemError::CurveTooExpensive);
        Ok(())
    }

    fn validate_shares(&self) -> Result<()> {
        use DiemError::*;
        let Self { provider_bps, quota_bps, treasury_bps, stakers_bps, .. } = *self;
        let [provider, quota, treasury, stakers] =
            [provider_bps, quota_bps, treasury_bps, stakers_bps].map(u32::from);
        let whole = [quota, treasury, stakers].iter().fold(provider, |sum, part| sum.saturating_add(*part));
        // what a self-dealer pays to pool and treasury is at least what its quota is rewarded with
        let reward = u32::from(self.quota_match_bps).saturating_mul(self.quota_cap_bps.into());
        let lost = quota.saturating_add(treasury).saturating_mul(BPS.into());
        require_laws(&[
            ((MIN_PROVIDER_BPS..=MAX_PROVIDER_BPS).contains(&provider_bps), ProviderShareOutOfRange),
            (quota_bps <= MAX_QUOTA_BPS, QuotaShareOutOfRange),
            ((MIN_TREASURY_BPS..=MAX_TREASURY_BPS).contains(&treasury_bps), TreasuryShareOutOfRange),
            (stakers_bps >= MIN_STAKERS_BPS, StakersShareOutOfRange),
            (whole == u32::from(BPS), SplitNotWhole),
            (self.quota_match_bps <= BPS, QuotaMatchOutOfRange),
            (self.quota_cap_bps <= BPS, QuotaCapOutOfRange),
            (reward <= lost, QuotaRewardTooHigh),
            (self.quota_pool_epochs >= MIN_QUOTA_POOL_EPOCHS, QuotaPoolEpochsOutOfRange),
            ((1..=MAX_UTILISATION_EMA_BPS).contains(&self.utilisation_ema_bps), UtilisationWeightOutOfRange),
        ])
    }

    fn validate_prices(&self) -> Result<()> {
        use DiemError::*;
        let Self { reference_price_floor: floor, reference_price_cap: cap, .. } = *self;
        let smallest_cap = floor.checked_mul(MIN_REFERENCE_PRICE_RANGE);
        let step_at_floor = product(floor, self.max_price_step_bps.into());
        require_laws(&[
            (
                (MIN_PRICE_STEP_BPS..=MAX_PRICE_STEP_BPS).contains(&self.max_price_step_bps),
                PriceStepOutOfRange,
            ),
            (cap <= MAX_REFERENCE_PRICE, ReferencePriceCapOutOfRange),
            (smallest_cap.is_some_and(|smallest| smallest <= cap), ReferencePriceFloorOutOfRange),
            // a step at the floor is one base unit at least
            (step_at_floor >= BPS.into(), ReferencePriceTooCoarse),
        ])
    }

    /// The mint curve at a target supply of `target` DIEM base units.
    pub fn curve(&self, target: u64) -> Curve {
        Curve { base_rate: self.base_rate, steepness_bps: self.steepness_bps, target }
    }

    /// What the target supply follows.
    pub fn target_goal(&self) -> TargetGoal {
        TargetGoal {
            credits_per_diem: self.credits_per_diem,
            target_share_bps: self.target_share_bps,
            floor: self.target_floor,
            cap: self.target_cap,
        }
    }
}

fn require_laws(laws: &[(bool, DiemError)]) -> Result<()> {
    match laws.iter().find(|(holds, _)| !holds) {
        Some((_, error)) => Err((*error).into()),
        None => Ok(()),
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
