//! Every size and offset that a client or an older account relies on. Offsets are within the struct; the
//! account has its 8-byte discriminator before it.

use super::*;
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
fn market() {
    pin!(Market, 1264,
        version at 0, bump at 1, vvv_decimals at 2, cluster_tag at 4, creator at 8, roles at 40, vvv_mint at 168,
        diem_mint at 200, stake_vault at 232, bond_vault at 264, reward_vault at 296, escrow at 328, fee_pool at 360,
        params at 392, genesis_ts at 512, epoch_secs at 520, total_staked at 528, total_locked at 536, total_cooling at 544,
        total_bonded at 552, diem_outstanding at 560, fees_owed at 568, rewards_owed at 576, treasury_owed at 584,
        quota_pool at 592, fee_index at 600, reward_indexes at 624, fee_stream at 672, reward_stream at 696,
        target_supply at 720, reference_price at 728, utilisation_ema_bps at 736, sequence at 744, reserved at 752,
    );
}

#[test]
fn market_params() {
    pin!(MarketParams, 120,
        stake_cooldown_secs at 0, bond_cooldown_secs at 8, channel_grace_secs at 16, params_delay_secs at 24,
        base_rate at 32, target_floor at 40, target_cap at 48, credits_per_diem at 56, reference_price_floor at 64,
        reference_price_cap at 72, bond_per_credit at 80, reward_cap at 88, steepness_bps at 96, headroom_bps at 98,
        max_target_step_bps at 100, locked_haircut_bps at 102, provider_idle_bps at 104, provider_kink_bps at 106,
        provider_full_bps at 108, utilisation_kink_bps at 110, treasury_bps at 112, utilisation_ema_bps at 114,
        max_price_step_bps at 116, max_slash_bps at 118,
    );
}

#[test]
fn position() {
    pin!(StakePosition, 336,
        version at 0, bump at 1, open_tickets at 4, market at 8, owner at 40, rent_payer at 72, staked at 104,
        locked at 112, outstanding at 120, cooling at 128, fee_checkpoint at 136, unlocked_checkpoint at 152,
        locked_checkpoint at 168, unclaimed_fees at 184, unclaimed_rewards at 192, next_ticket_id at 200, reserved at 208,
    );
}

#[test]
fn ticket() {
    pin!(UnstakeTicket, 136,
        version at 0, bump at 1, position at 8, rent_payer at 40, id at 72, amount at 80, requested_ts at 88,
        ready_ts at 96, reserved at 104,
    );
}

#[test]
fn provider() {
    pin!(Provider, 752,
        version at 0, bump at 1, endpoint_len at 2, market at 8, owner at 40, rent_payer at 72, operator at 104,
        revenue at 136, price_list_hash at 168, endpoint at 200, bond at 328, price at 336, claimable at 344,
        total_revenue at 352, sequence at 360, reserved at 368,
    );
}
