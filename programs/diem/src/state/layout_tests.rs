//! Every size and offset that a client or an older account relies on. Offsets are within the struct; the
//! account has its 8-byte discriminator before it.

use super::channel::Quota;
use super::*;
use crate::math::Scheduled;
use core::mem::{offset_of, size_of};

macro_rules! pin {
    ($type:ty, $size:literal, $($field:ident at $offset:literal),+ $(,)?) => {
        assert_eq!(size_of::<$type>(), $size, "size of {}", stringify!($type));
        $(assert_eq!(
            offset_of!($type, $field),
            $offset,
            "{}.{}",
            stringify!($type),
            stringify!($field)
        );)+
    };
}

#[test]
fn market_params() {
    pin!(MarketParams, 120,
        stake_cooldown_secs at 0, bond_cooldown_secs at 8, channel_grace_secs at 16,
        params_delay_secs at 24, base_rate at 32, target_floor at 40, target_cap at 48,
        credits_per_diem at 56, reference_price_floor at 64, reference_price_cap at 72,
        bond_per_credit at 80, reward_cap at 88, steepness_bps at 96, headroom_bps at 98,
        max_target_step_bps at 100, locked_haircut_bps at 102, provider_idle_bps at 104,
        provider_kink_bps at 106, provider_full_bps at 108, utilisation_kink_bps at 110,
        treasury_bps at 112, utilisation_ema_bps at 114, max_price_step_bps at 116,
        max_slash_bps at 118,
    );
}

#[test]
fn position() {
    pin!(StakePosition, 336,
        version at 0, bump at 1, open_tickets at 4, market at 8, owner at 40, rent_payer at 72,
        staked at 104, locked at 112, outstanding at 120, cooling at 128, fee_checkpoint at 136,
        unlocked_checkpoint at 152, locked_checkpoint at 168, unclaimed_fees at 184,
        unclaimed_rewards at 192, next_ticket_id at 200, reserved at 208,
    );
}

#[test]
fn ticket() {
    pin!(UnstakeTicket, 136,
        version at 0, bump at 1, position at 8, rent_payer at 40, id at 72, amount at 80,
        requested_ts at 88, ready_ts at 96, reserved at 104,
    );
}

#[test]
fn market() {
    pin!(Market, 1376,
        version at 0, bump at 1, vvv_decimals at 2, cluster_tag at 4, creator at 8, roles at 40,
        vvv_mint at 168, diem_mint at 200, stake_vault at 232, bond_vault at 264, reward_vault at 296,
        escrow at 328, fee_pool at 360, params at 392, genesis_ts at 512, epoch_secs at 520,
        total_staked at 528, total_locked at 536, total_cooling at 544, total_bonded at 552,
        total_bond_cooling at 560, total_escrowed at 568, diem_outstanding at 576, fees_owed at 584,
        rewards_owed at 592, treasury_owed at 600, quota_pool at 608, quota_rewards_owed at 616,
        fee_index at 624, reward_indexes at 648, fee_stream at 696, reward_stream at 720,
        target_supply at 744, next_target at 752, reference_price at 760, utilisation_ema at 768,
        next_target_epoch at 776, next_to_close at 780, has_record at 784, capacity at 792,
        quota_capacity at 824, sequence at 856, pending_params at 864, params_eta_ts at 984,
        pending_authority at 992, paused at 1024, reserved at 1032,
    );
}

#[test]
fn provider() {
    pin!(Provider, 1248,
        version at 0, bump at 1, endpoint_len at 2, retiring at 3, underbonded at 4, market at 8,
        owner at 40, rent_payer at 72, operator at 104, revenue at 136, price_list_hash at 168,
        endpoint at 200, cluster_tag at 328, open_channels at 332, genesis_ts at 336,
        epoch_secs at 344, price at 352, claimable at 360, total_revenue at 368, bond at 376,
        bond_cooling at 384, bond_per_credit at 400, capacity at 408, quota_capacity at 440,
        committed at 472, next_ticket_id at 504, notice_ends_ts at 512, last_quota_epoch at 520,
        slash_epoch at 524, slashed at 528, usage at 536, sequence at 984, max_slash_bps at 992, reserved at 1000,
    );
}

#[test]
fn usage_slot() {
    pin!(UsageSlot, 56,
        epoch at 0, rewarded at 4, capacity at 8, paid at 16, quota at 24, reported_paid at 32,
        reported_quota at 40, reported_counted at 48,
    );
}

#[test]
fn bond_ticket() {
    pin!(BondTicket, 144,
        version at 0, bump at 1, provider at 8, rent_payer at 40, id at 72, shares at 80,
        requested at 88, requested_ts at 96, ready_ts at 104, reserved at 112,
    );
}

#[test]
fn channel() {
    pin!(Channel, 392,
        version at 0, bump at 1, market at 8, provider at 40, consumer at 72, voucher_signer at 104,
        rent_payer at 136, opened_slot at 168, price at 176, usage_price at 184,
        credits_per_diem at 192, grace_secs at 200, closes_ts at 208, deposit at 216, settled at 224,
        collected at 232, staked at 240, cooling at 248, withdrawable at 256, next_allowance at 264,
        quota at 272, last_quota at 296, sequence at 320, reserved at 328,
    );
}

#[test]
fn quota() {
    pin!(Quota, 24,
        epoch at 0, allowance at 8, used at 16,
    );
}

#[test]
fn record() {
    pin!(EpochRecord, 200,
        version at 0, bump at 1, closed at 2, epoch at 4, market at 8, rent_payer at 40,
        capacity at 72, paid at 80, quota at 88, counted at 96, quota_claimed at 104,
        reward_pool at 112, rewards_claimed at 120, utilisation_bps at 128, reserved at 136,
    );
}

#[test]
fn scheduled() {
    pin!(Scheduled, 32,
        previous at 0, current at 8, next at 16, epoch at 24,
    );
}
