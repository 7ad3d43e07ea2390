//! Each law, broken by one field at a time: a state that keeps it passes, one unit beyond it is refused.

use super::*;
use crate::constants::ACCOUNT_VERSION;
use bytemuck::Zeroable;

fn market() -> Market {
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
        fee_stream: crate::math::Stream { remaining: 23, last_ts: 1, end_ts: 1 },
        reward_stream: crate::math::Stream { remaining: 29, last_ts: 1, end_ts: 1 },
        target_supply: 1,
        utilisation_ema_bps: 10_000,
        ..Market::zeroed()
    }
}

fn position() -> StakePosition {
    StakePosition {
        version: ACCOUNT_VERSION,
        staked: 10,
        locked: 10,
        outstanding: 1,
        cooling: 1,
        open_tickets: 1,
        next_ticket_id: 1,
        ..StakePosition::zeroed()
    }
}

fn provider() -> Provider {
    Provider {
        version: ACCOUNT_VERSION,
        endpoint_len: 128,
        operator: Pubkey::new_from_array([1; 32]),
        claimable: 5,
        total_revenue: 5,
        ..Provider::zeroed()
    }
}

#[track_caller]
fn refused(result: Result<()>, error: DiemError) {
    match result {
        Err(Error::AnchorError(refusal)) => {
            assert_eq!(refusal.error_code_number, u32::from(error), "{}", refusal.error_msg)
        }
        other => panic!("expected a refusal, not {other:?}"),
    }
}

type Fault<T> = (&'static str, fn(&mut T));

#[track_caller]
fn each_fault_is_refused<T>(
    whole: fn() -> T,
    check: fn(&T) -> Result<()>,
    faults: &[Fault<T>],
    error: DiemError,
) {
    check(&whole()).unwrap();
    let code = u32::from(error);
    for (law, break_it) in faults {
        let mut broken = whole();
        break_it(&mut broken);
        match check(&broken) {
            Err(Error::AnchorError(refusal)) => assert_eq!(refusal.error_code_number, code, "{law}"),
            other => panic!("{law}: expected a refusal, not {other:?}"),
        }
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
        ("utilisation above the whole", |m| m.utilisation_ema_bps += 1),
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
    market.require_rewards_covered(29 + 17 + 19).unwrap();
    refused(market.require_rewards_covered(29 + 17 + 19 - 1), DiemError::VaultShort);
    market.require_bonds_covered(5).unwrap();
    refused(market.require_bonds_covered(4), DiemError::VaultShort);
    market.require_supply_covered(3).unwrap();
    refused(market.require_supply_covered(4), DiemError::SupplyAboveOutstanding);

    let overflowing = Market { total_staked: u64::MAX, ..market };
    refused(overflowing.require_stake_covered(u64::MAX), DiemError::MathOverflow);
}

#[test]
fn position_laws() {
    let faults: &[Fault<StakePosition>] = &[
        ("unknown version", |p| p.version += 1),
        ("more locked than staked", |p| p.locked += 1),
        ("locked without debt", |p| p.outstanding = 0),
        ("debt without locked", |p| p.locked = 0),
        ("cooling without a ticket", |p| p.open_tickets = 0),
        ("a ticket without cooling", |p| p.cooling = 0),
        ("more tickets than were ever opened", |p| p.open_tickets += 1),
    ];
    each_fault_is_refused(position, StakePosition::invariant, faults, DiemError::PositionInvariantBroken);
}

#[test]
fn provider_laws() {
    let faults: &[Fault<Provider>] = &[
        ("unknown version", |p| p.version += 1),
        ("no endpoint", |p| p.endpoint_len = 0),
        ("an endpoint longer than its room", |p| p.endpoint_len += 1),
        ("no operator", |p| p.operator = Pubkey::default()),
        ("more claimable than there ever was", |p| p.claimable += 1),
    ];
    each_fault_is_refused(provider, Provider::invariant, faults, DiemError::ProviderInvariantBroken);
    provider().require_revenue_covered(5).unwrap();
    refused(provider().require_revenue_covered(4), DiemError::RevenueShort);
    refused(provider().undistributed(4).map(|_| ()), DiemError::RevenueShort);
    refused(provider().undistributed(5).map(|_| ()), DiemError::NothingToDistribute);
    assert_eq!(provider().undistributed(6).unwrap(), 1);
}

/// With both carries nearly full, one step's haircut passes its own rewards: accrual must go on all the same.
#[test]
fn a_haircut_above_its_own_step_stops_nobody() {
    let total = 6_910_000_000_000_000_000;
    let mut market = Market { total_staked: total, total_locked: total, ..market() };
    market.params.locked_haircut_bps = 5_000;
    market.reward_indexes.unlocked.carry = u64::MAX;
    market.reward_indexes.locked.carry = u64::MAX;
    market.reward_stream = crate::math::Stream { remaining: 1, last_ts: 0, end_ts: 1 };
    let Market { rewards_owed, quota_pool, .. } = market;
    market.accrue(1).unwrap();
    assert_eq!(market.quota_pool, quota_pool + 2);
    assert_eq!(market.rewards_owed, rewards_owed + 1 - 2);
}
