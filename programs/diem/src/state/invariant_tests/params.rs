//! Each law of the parameters: what lies just within it passes, the next value is refused by the law's own error.

use super::refused;
use crate::constants::*;
use crate::errors::DiemError;
use crate::state::histories::{default_params, EPOCH_SECS};
use crate::state::MarketParams;

type Change = fn(&mut MarketParams);

#[track_caller]
fn bounded(error: DiemError, within: &[Change], beyond: &[Change]) {
    let check = |change: &Change| {
        let mut params = default_params();
        change(&mut params);
        params.validate(EPOCH_SECS)
    };
    for (nth, change) in within.iter().enumerate() {
        check(change).unwrap_or_else(|refusal| panic!("value {nth} within the law: {refusal}"));
    }
    beyond.iter().for_each(|change| refused(check(change), error));
}

#[test]
fn the_defaults_keep_every_law() {
    default_params().validate(EPOCH_SECS).unwrap();
}

#[test]
fn laws_of_periods() {
    use DiemError::*;
    bounded(
        StakeCooldownOutOfRange,
        &[|p| p.stake_cooldown_secs = EPOCH_SECS, |p| longest(p, MAX_COOLDOWN_SECS, EPOCH_SECS)],
        &[|p| p.stake_cooldown_secs = EPOCH_SECS - 1, |p| longest(p, MAX_COOLDOWN_SECS + 1, EPOCH_SECS)],
    );
    bounded(
        BondCooldownOutOfRange,
        &[|p| p.bond_cooldown_secs = EPOCH_SECS, |p| longest(p, EPOCH_SECS, MAX_COOLDOWN_SECS)],
        &[|p| p.bond_cooldown_secs = EPOCH_SECS - 1, |p| longest(p, EPOCH_SECS, MAX_COOLDOWN_SECS + 1)],
    );
    bounded(
        ChannelGraceOutOfRange,
        &[|p| p.channel_grace_secs = 0, |p| p.channel_grace_secs = MAX_CHANNEL_GRACE_SECS],
        &[|p| p.channel_grace_secs = -1, |p| p.channel_grace_secs = MAX_CHANNEL_GRACE_SECS + 1],
    );
    bounded(
        ParamsDelayOutOfRange,
        &[
            |p| p.params_delay_secs = p.stake_cooldown_secs.max(p.bond_cooldown_secs),
            |p| p.params_delay_secs = MAX_PARAMS_DELAY_SECS,
        ],
        &[
            |p| p.stake_cooldown_secs = p.params_delay_secs + 1,
            |p| p.bond_cooldown_secs = p.params_delay_secs + 1,
            |p| p.params_delay_secs = MAX_PARAMS_DELAY_SECS + 1,
        ],
    );
    bounded(
        FeeStreamOutOfRange,
        &[|p| p.fee_stream_secs = 2 * p.stake_cooldown_secs, |p| p.fee_stream_secs = MAX_FEE_STREAM_SECS],
        &[
            |p| p.fee_stream_secs = 2 * p.stake_cooldown_secs - 1,
            |p| p.fee_stream_secs = MAX_FEE_STREAM_SECS + 1,
        ],
    );
}

fn longest(params: &mut MarketParams, stake_cooldown_secs: i64, bond_cooldown_secs: i64) {
    *params = MarketParams {
        stake_cooldown_secs,
        bond_cooldown_secs,
        params_delay_secs: MAX_PARAMS_DELAY_SECS,
        fee_stream_secs: MAX_FEE_STREAM_SECS,
        ..*params
    };
}

#[test]
fn laws_of_the_supply() {
    use DiemError::*;
    bounded(BaseRateOutOfRange, &[|p| p.base_rate = 1], &[|p| p.base_rate = 0]);
    bounded(
        SteepnessOutOfRange,
        &[
            |p| (p.steepness_bps, p.base_rate) = (MIN_STEEPNESS_BPS, 1),
            |p| (p.steepness_bps, p.base_rate) = (MAX_STEEPNESS_BPS, 1),
        ],
        &[|p| p.steepness_bps = MIN_STEEPNESS_BPS - 1, |p| p.steepness_bps = MAX_STEEPNESS_BPS + 1],
    );
    bounded(
        TargetFloorOutOfRange,
        &[|p| p.target_floor = MIN_TARGET, |p| p.target_cap = MIN_TARGET_RANGE * p.target_floor],
        &[
            |p| p.target_floor = MIN_TARGET - 1,
            |p| p.target_cap = MIN_TARGET_RANGE * p.target_floor - 1,
            |p| p.target_floor = u64::MAX / MIN_TARGET_RANGE + 1,
        ],
    );
    bounded(
        TargetCapOutOfRange,
        &[|p| (p.target_cap, p.base_rate) = (u64::MAX / 3, 1)],
        &[|p| (p.target_cap, p.base_rate) = (u64::MAX / 3 + 1, 1)],
    );
    bounded(
        TargetShareOutOfRange,
        &[|p| p.target_share_bps = MIN_TARGET_SHARE_BPS, |p| p.target_share_bps = BPS],
        &[|p| p.target_share_bps = MIN_TARGET_SHARE_BPS - 1, |p| p.target_share_bps = BPS + 1],
    );
    bounded(
        UseWeightOutOfRange,
        &[|p| p.use_ema_bps = 1, |p| p.use_ema_bps = MAX_USE_EMA_BPS],
        &[|p| p.use_ema_bps = 0, |p| p.use_ema_bps = MAX_USE_EMA_BPS + 1],
    );
    bounded(
        TargetStepOutOfRange,
        &[|p| p.max_target_step_bps = 1, |p| p.max_target_step_bps = MAX_TARGET_STEP_BPS],
        &[|p| p.max_target_step_bps = 0, |p| p.max_target_step_bps = MAX_TARGET_STEP_BPS + 1],
    );
    bounded(
        LockedHaircutOutOfRange,
        &[
            |p| p.locked_haircut_bps = MIN_LOCKED_HAIRCUT_BPS,
            |p| p.locked_haircut_bps = MAX_LOCKED_HAIRCUT_BPS,
        ],
        &[
            |p| p.locked_haircut_bps = MIN_LOCKED_HAIRCUT_BPS - 1,
            |p| p.locked_haircut_bps = MAX_LOCKED_HAIRCUT_BPS + 1,
        ],
    );
    bounded(
        CreditsPerDiemOutOfRange,
        &[|p| (p.credits_per_diem, p.base_rate) = (1, 1)],
        &[|p| p.credits_per_diem = 0],
    );
    bounded(
        BondPerCreditOutOfRange,
        &[|p| (p.bond_per_credit, p.base_rate) = (1, 1)],
        &[|p| p.bond_per_credit = 0],
    );
    // 1 % of 90 VVV a DIEM, which is one credit
    bounded(
        BondPerDiemOutOfRange,
        &[|p| p.bond_per_credit = 900_000_000],
        &[|p| p.bond_per_credit = 900_000_000 - 1],
    );
    bounded(
        SlashOutOfRange,
        &[|p| p.max_slash_bps = MIN_SLASH_BPS, |p| p.max_slash_bps = MAX_SLASH_BPS],
        &[|p| p.max_slash_bps = MIN_SLASH_BPS - 1, |p| p.max_slash_bps = MAX_SLASH_BPS + 1],
    );
    // the widest curve of k 1 that a base rate of 90 allows
    bounded(
        CurveTooExpensive,
        &[|p| (p.steepness_bps, p.target_cap) = (MIN_STEEPNESS_BPS, 370_167 * DIEM_UNIT)],
        &[|p| (p.steepness_bps, p.target_cap) = (MIN_STEEPNESS_BPS, 370_168 * DIEM_UNIT)],
    );
}

/// The four parts of revenue, in the order of the struct.
fn split(params: &mut MarketParams, [provider, quota, treasury, stakers]: [u16; 4]) {
    *params = MarketParams {
        provider_bps: provider,
        quota_bps: quota,
        treasury_bps: treasury,
        stakers_bps: stakers,
        quota_match_bps: 0,
        ..*params
    };
}

#[test]
fn laws_of_the_shares() {
    use DiemError::*;
    bounded(
        ProviderShareOutOfRange,
        &[|p| split(p, [5_000, 1_000, 500, 3_500]), |p| split(p, [8_500, 500, 500, 500])],
        &[|p| split(p, [4_999, 1_000, 500, 3_501]), |p| split(p, [8_501, 499, 500, 500])],
    );
    bounded(
        QuotaShareOutOfRange,
        &[|p| split(p, [7_500, 0, 500, 2_000]), |p| split(p, [7_000, 2_000, 500, 500])],
        &[|p| split(p, [6_999, 2_001, 500, 500])],
    );
    bounded(
        TreasuryShareOutOfRange,
        &[|p| split(p, [7_500, 1_000, 100, 1_400]), |p| split(p, [7_500, 1_000, 1_000, 500])],
        &[|p| split(p, [7_500, 1_000, 99, 1_401]), |p| split(p, [7_499, 1_000, 1_001, 500])],
    );
    bounded(
        StakersShareOutOfRange,
        &[|p| split(p, [7_500, 1_500, 500, 500])],
        &[|p| split(p, [7_500, 1_501, 500, 499])],
    );
    bounded(SplitNotWhole, &[], &[|p| p.stakers_bps += 1, |p| p.stakers_bps -= 1]);
    bounded(
        QuotaMatchOutOfRange,
        &[|p| (p.quota_match_bps, p.quota_cap_bps) = (BPS, 1_500)],
        &[|p| (p.quota_match_bps, p.quota_cap_bps) = (BPS + 1, 0)],
    );
    bounded(
        QuotaCapOutOfRange,
        &[|p| (p.quota_match_bps, p.quota_cap_bps) = (1_500, BPS)],
        &[|p| (p.quota_match_bps, p.quota_cap_bps) = (0, BPS + 1)],
    );
    bounded(
        QuotaRewardTooHigh,
        &[
            |p| (p.quota_match_bps, p.quota_cap_bps) = (3_000, 5_000),
            |p| (p.quota_match_bps, p.quota_cap_bps) = (0, BPS),
        ],
        &[|p| (p.quota_match_bps, p.quota_cap_bps) = (3_001, 5_000), |p| p.quota_cap_bps += 1],
    );
    bounded(
        QuotaPoolEpochsOutOfRange,
        &[|p| p.quota_pool_epochs = MIN_QUOTA_POOL_EPOCHS, |p| p.quota_pool_epochs = u32::MAX],
        &[|p| p.quota_pool_epochs = MIN_QUOTA_POOL_EPOCHS - 1],
    );
    bounded(
        UtilisationWeightOutOfRange,
        &[|p| p.utilisation_ema_bps = 1, |p| p.utilisation_ema_bps = MAX_UTILISATION_EMA_BPS],
        &[|p| p.utilisation_ema_bps = 0, |p| p.utilisation_ema_bps = MAX_UTILISATION_EMA_BPS + 1],
    );
}

#[test]
fn laws_of_the_reference_price() {
    use DiemError::*;
    bounded(
        PriceStepOutOfRange,
        &[|p| p.max_price_step_bps = MIN_PRICE_STEP_BPS, |p| p.max_price_step_bps = MAX_PRICE_STEP_BPS],
        &[
            |p| p.max_price_step_bps = MIN_PRICE_STEP_BPS - 1,
            |p| p.max_price_step_bps = MAX_PRICE_STEP_BPS + 1,
        ],
    );
    bounded(
        ReferencePriceCapOutOfRange,
        &[|p| p.reference_price_cap = MAX_REFERENCE_PRICE],
        &[|p| p.reference_price_cap = MAX_REFERENCE_PRICE + 1],
    );
    bounded(
        ReferencePriceFloorOutOfRange,
        &[|p| p.reference_price_cap = MIN_REFERENCE_PRICE_RANGE * p.reference_price_floor],
        &[
            |p| p.reference_price_cap = MIN_REFERENCE_PRICE_RANGE * p.reference_price_floor - 1,
            |p| p.reference_price_floor = u64::MAX / MIN_REFERENCE_PRICE_RANGE + 1,
        ],
    );
    bounded(
        ReferencePriceTooCoarse,
        &[|p| (p.reference_price_floor, p.max_price_step_bps) = (20, 500)],
        &[|p| (p.reference_price_floor, p.max_price_step_bps) = (20, 499), |p| p.reference_price_floor = 0],
    );
}
