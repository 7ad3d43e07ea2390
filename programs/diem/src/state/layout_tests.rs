//! Every size and offset that a client or an older account relies on. Offsets are within the struct; the
//! account has its 8-byte discriminator before it.

use super::channel::Quota;
use super::*;
use crate::math::{CoolingBond, Index, Scheduled, Served, Stream, Units, Q64};
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
    pin!(MarketParams, 128,
        stake_cooldown_secs at 0, bond_cooldown_secs at 8, channel_grace_secs at 16,
        params_delay_secs at 24, fee_stream_secs at 32, base_rate at 40, target_floor at 48,
        target_cap at 56, credits_per_diem at 64, reference_price_floor at 72,
        reference_price_cap at 80, bond_per_credit at 88, quota_pool_epochs at 96,
        steepness_bps at 100, target_share_bps at 102, use_ema_bps at 104, max_target_step_bps at 106,
        locked_haircut_bps at 108, provider_bps at 110, quota_bps at 112, treasury_bps at 114,
        stakers_bps at 116, quota_match_bps at 118, quota_cap_bps at 120, utilisation_ema_bps at 122,
        max_price_step_bps at 124, max_slash_bps at 126,
    );
}

#[test]
fn roles() {
    pin!(Roles, 128,
        authority at 0, guardian at 32, arbiter at 64, treasury at 96,
    );
}

#[test]
fn position() {
    pin!(StakePosition, 328,
        version at 0, bump at 1, open_tickets at 4, market at 8, owner at 40, rent_payer at 72,
        staked at 104, locked at 112, debt_units at 120, debt_era at 128, cooling at 136,
        fee_checkpoint at 144, reward_checkpoint at 160, unclaimed_fees at 176,
        unclaimed_rewards at 184, next_ticket_id at 192, reserved at 200,
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
    pin!(Market, 1416,
        version at 0, bump at 1, vvv_decimals at 2, cluster_tag at 4, creator at 8, roles at 40,
        vvv_mint at 168, diem_mint at 200, stake_vault at 232, bond_vault at 264, reward_vault at 296,
        escrow at 328, fee_pool at 360, params at 392, genesis_ts at 520, epoch_secs at 528,
        total_staked at 536, total_locked at 544, total_cooling at 552, total_bonded at 560,
        total_bond_cooling at 568, total_escrowed at 576, reward_weight at 584, debt at 592,
        fees_owed at 608, rewards_owed at 616, treasury_owed at 624, quota_pool at 632,
        quota_rewards_owed at 640, fee_index at 648, reward_index at 672, fee_stream at 696,
        reward_stream at 720, target_supply at 744, next_target at 752, served at 760,
        utilisation_ema at 768, next_target_epoch at 776, next_to_close at 780, has_record at 784,
        capacity at 792, quota_capacity at 824, reference_price at 856, sequence at 888,
        pending_params at 896, params_eta_ts at 1024, pending_authority at 1032, paused at 1064,
        reserved at 1072,
    );
}

#[test]
fn provider() {
    pin!(Provider, 1448,
        version at 0, bump at 1, endpoint_len at 2, retiring at 3, underbonded at 4, market at 8,
        owner at 40, rent_payer at 72, operator at 104, revenue at 136, endpoint at 168,
        cluster_tag at 296, open_channels at 300, genesis_ts at 304, epoch_secs at 312, terms at 320,
        claimable at 408, total_revenue at 416, total_settled at 424, bond at 432, bond_cooling at 440,
        bond_per_credit at 472, capacity at 480, quota_capacity at 512, committed at 544,
        next_ticket_id at 576, notice_ends_ts at 584, last_quota_epoch at 592, slash_epoch at 596,
        slashed at 600, usage at 608, sequence at 1184, max_slash_bps at 1192,
        settled_distributed at 1200, reserved at 1208,
    );
}

#[test]
fn terms() {
    pin!(ScheduledTerms, 88,
        current at 0, next at 40, epoch at 80,
    );
    pin!(PriceTerms, 40,
        price at 0, price_list_hash at 8,
    );
}

#[test]
fn usage_slot() {
    pin!(UsageSlot, 72,
        epoch at 0, distributed at 4, padding at 5, capacity at 8, served at 16, reported at 40,
        rewarded at 64,
    );
    pin!(Served, 24,
        diem at 0, bought at 8, quota at 16,
    );
}

#[test]
fn bond_ticket() {
    pin!(BondTicket, 152,
        version at 0, bump at 1, provider at 8, rent_payer at 40, id at 72, shares at 80, era at 88,
        requested at 96, requested_ts at 104, ready_ts at 112, reserved at 120,
    );
}

#[test]
fn channel() {
    pin!(Channel, 392,
        version at 0, bump at 1, closing at 2, last_quota_epoch at 4, market at 8, provider at 40,
        consumer at 72, voucher_signer at 104, rent_payer at 136, opened_slot at 168, price at 176,
        bought at 184, credits_per_diem at 192, grace_secs at 200, closes_ts at 208, deposit at 216,
        settled at 224, collected at 232, staked at 240, cooling at 248, withdrawable at 256,
        next_allowance at 264, quota at 272, last_quota at 296, sequence at 320, reserved at 328,
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
    pin!(EpochRecord, 232,
        version at 0, bump at 1, closed at 2, epoch at 4, market at 8, rent_payer at 40,
        capacity at 72, reference_price at 80, max_price_step_bps at 88, quota_match_bps at 90,
        quota_cap_bps at 92, utilisation_bps at 94, paid at 96, quota at 104, used at 112,
        rewardable at 120, price_sum at 128, rewarded at 144, reward_pool at 152,
        rewards_claimed at 160, reserved at 168,
    );
}

#[test]
fn figures() {
    pin!(Q64, 16,
        lo at 0, hi at 8,
    );
    pin!(Units, 16,
        total at 0, era at 8,
    );
    pin!(CoolingBond, 32,
        amount at 0, shares at 8, tickets at 24,
    );
    pin!(Index, 24,
        per_share at 0, carry at 16,
    );
    pin!(Stream, 24,
        remaining at 0, last_ts at 8, left_q32 at 16,
    );
    pin!(Scheduled, 32,
        previous at 0, current at 8, next at 16, epoch at 24,
    );
}
