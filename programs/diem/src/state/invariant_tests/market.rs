use super::{each_fault_is_refused, refused, scheduled, Fault};
use crate::constants::{ACCOUNT_VERSION, PAUSE_ALL};
use crate::errors::DiemError;
use crate::math::Stream;
use crate::state::Market;
use bytemuck::Zeroable;

pub fn market() -> Market {
    Market {
        version: ACCOUNT_VERSION,
        total_staked: 100,
        total_locked: 40,
        total_cooling: 7,
        total_bonded: 5,
        diem_outstanding: 3,
        fees_owed: 11,
        treasury_owed: 13,
        rewards_owed: 17,
        quota_pool: 19,
        fee_stream: Stream { remaining: 23, last_ts: 1, end_ts: 1 },
        reward_stream: Stream { remaining: 29, last_ts: 1, end_ts: 1 },
        target_supply: 1,
        next_target: 1,
        utilisation_ema: 10_000 << 32,
        total_bond_cooling: 31,
        total_escrowed: 37,
        quota_rewards_owed: 41,
        paused: PAUSE_ALL,
        capacity: scheduled(9, 8),
        quota_capacity: scheduled(9, 8),
        ..Market::zeroed()
    }
}

#[test]
fn market_laws() {
    let faults: &[Fault<Market>] = &[
        ("unknown version", |m| m.version += 1),
        ("more locked than staked", |m| m.total_locked = m.total_staked + 1),
        ("locked without debt", |m| m.diem_outstanding = 0),
        ("debt without locked", |m| m.total_locked = 0),
        ("fee stream ends before its last look", |m| m.fee_stream.last_ts += 1),
        ("reward stream ends before its last look", |m| m.reward_stream.last_ts += 1),
        ("no target", |m| m.target_supply = 0),
        ("no target to come", |m| m.next_target = 0),
        ("parameters due before time began", |m| m.params_eta_ts = -1),
        ("a pause of something unknown", |m| m.paused = PAUSE_ALL + 1),
        ("utilisation above the whole", |m| m.utilisation_ema += 1),
        ("a record flag that is neither 0 nor 1", |m| m.has_record[1] = 2),
        ("more quota than capacity", |m| m.quota_capacity.current += 1),
        ("more quota than capacity to come", |m| m.quota_capacity.next += 1),
    ];
    each_fault_is_refused(market, Market::invariant, faults, DiemError::MarketInvariantBroken);
}

#[test]
fn vaults_cover_what_is_owed() {
    let market = market();
    market.require_stake_covered(100 + 7).unwrap();
    refused(market.require_stake_covered(100 + 7 - 1), DiemError::VaultShort);
    market.require_fees_covered(23 + 11 + 13).unwrap();
    refused(market.require_fees_covered(23 + 11 + 13 - 1), DiemError::VaultShort);
    market.require_rewards_covered(29 + 17 + 19 + 41).unwrap();
    refused(market.require_rewards_covered(29 + 17 + 19 + 41 - 1), DiemError::VaultShort);
    market.require_bonds_covered(5 + 31).unwrap();
    refused(market.require_bonds_covered(5 + 31 - 1), DiemError::VaultShort);
    market.require_escrow_covered(37).unwrap();
    refused(market.require_escrow_covered(37 - 1), DiemError::VaultShort);
    market.require_supply_covered(3).unwrap();
    refused(market.require_supply_covered(4), DiemError::SupplyAboveOutstanding);

    let overflowing = Market { total_staked: u64::MAX, ..market };
    refused(overflowing.require_stake_covered(u64::MAX), DiemError::MathOverflow);
}
