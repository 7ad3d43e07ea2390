use super::{each_fault_is_refused, refused, scheduled, Fault};
use crate::constants::{ACCOUNT_VERSION, PAUSE_ALL};
use crate::errors::DiemError;
use crate::math::{Scheduled, Stream, Units};
use crate::state::Market;
use bytemuck::Zeroable;

fn market() -> Market {
    Market {
        version: ACCOUNT_VERSION,
        total_staked: 100,
        total_locked: 100,
        total_cooling: 7,
        total_bonded: 5,
        total_bond_cooling: 31,
        total_escrowed: 37,
        reward_weight: 100,
        debt: Units { total: 3, era: 0 },
        fees_owed: 11,
        treasury_owed: 13,
        rewards_owed: 17,
        quota_pool: 19,
        quota_rewards_owed: 41,
        fee_stream: Stream { remaining: 23, last_ts: 1, left_q32: 1 },
        reward_stream: Stream { remaining: 29, last_ts: 1, left_q32: 1 },
        target_supply: 1,
        next_target: 1,
        utilisation_ema: 10_000 << 32,
        paused: PAUSE_ALL,
        has_record: [1, 1],
        capacity: scheduled(9, 8),
        quota_capacity: scheduled(9, 8),
        reference_price: Scheduled::fixed(1),
        ..Market::zeroed()
    }
}

#[test]
fn market_laws() {
    let faults: &[Fault<Market>] = &[
        ("unknown version", |m| m.version += 1),
        ("more locked than staked", |m| m.total_locked += 1),
        ("more weight than stake", |m| m.reward_weight += 1),
        ("stake without weight", |m| m.reward_weight = 0),
        ("fees without time left", |m| m.fee_stream.left_q32 = 0),
        ("rewards without time left", |m| m.reward_stream.left_q32 = 0),
        ("no target", |m| m.target_supply = 0),
        ("no target to come", |m| m.next_target = 0),
        ("utilisation above the whole", |m| m.utilisation_ema += 1),
        ("a record flag that is neither 0 nor 1", |m| m.has_record[0] = 2),
        ("a second record flag that is neither 0 nor 1", |m| m.has_record[1] = 2),
        ("no reference price", |m| m.reference_price.current = 0),
        ("no reference price to come", |m| m.reference_price.next = 0),
        ("more quota than capacity", |m| m.quota_capacity.current += 1),
        ("more quota than capacity to come", |m| m.quota_capacity.next += 1),
        ("parameters due before time began", |m| m.params_eta_ts = -1),
        ("a pause of something unknown", |m| m.paused = PAUSE_ALL + 1),
    ];
    each_fault_is_refused(market, Market::invariant, faults, DiemError::MarketInvariantBroken);
}

#[test]
fn what_has_ended_or_is_empty_keeps_the_laws() {
    let ended = Stream { remaining: 0, last_ts: 1, left_q32: 0 };
    let nobody = Market { total_staked: 0, total_locked: 0, reward_weight: 0, ..market() };
    Market { fee_stream: ended, reward_stream: ended, ..nobody }.invariant().unwrap();
}

#[test]
fn vaults_cover_what_is_owed() {
    let market = market();
    market.require_stake_covered(100 + 7).unwrap();
    refused(market.require_stake_covered(100 + 7 - 1), DiemError::VaultShort);
    market.require_fees_covered(23 + 11 + 13 + 19 + 41).unwrap();
    refused(market.require_fees_covered(23 + 11 + 13 + 19 + 41 - 1), DiemError::VaultShort);
    market.require_rewards_covered(29 + 17).unwrap();
    refused(market.require_rewards_covered(29 + 17 - 1), DiemError::VaultShort);
    market.require_bonds_covered(5 + 31).unwrap();
    refused(market.require_bonds_covered(5 + 31 - 1), DiemError::VaultShort);
    market.require_escrow_covered(37).unwrap();
    refused(market.require_escrow_covered(37 - 1), DiemError::VaultShort);
    market.require_supply_covered(3).unwrap();
    refused(market.require_supply_covered(4), DiemError::SupplyAboveDebt);

    let overflowing = Market { total_staked: u64::MAX, ..market };
    refused(overflowing.require_stake_covered(u64::MAX), DiemError::MathOverflow);
}
