//! Each law, broken by one field at a time: a state that keeps it passes, one unit beyond it is refused.

mod market;

use super::channel::Quota;
use super::*;
use crate::constants::{ACCOUNT_VERSION, CREDIT_UNIT};
use crate::math::{CoolingBond, Scheduled};
use bytemuck::Zeroable;

fn scheduled(current: u64, next: u64) -> Scheduled {
    Scheduled { current, next, ..Scheduled::default() }
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
        capacity: scheduled(2 * CREDIT_UNIT, CREDIT_UNIT),
        quota_capacity: scheduled(2 * CREDIT_UNIT, CREDIT_UNIT),
        committed: scheduled(2 * CREDIT_UNIT, CREDIT_UNIT),
        bond_per_credit: 3,
        bond: 6,
        bond_cooling: CoolingBond { amount: 1, shares: 1 },
        ..Provider::zeroed()
    }
}

#[track_caller]
pub(super) fn refused(result: Result<()>, error: DiemError) {
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
        ("a retirement that is neither 0 nor 1", |p| p.retiring = 2),
        ("a shortage that is neither 0 nor 1", |p| p.underbonded = 2),
        ("more committed than offered", |p| p.committed.current += 1),
        ("more committed than offered next", |p| p.committed.next += 1),
        ("more offered than there is", |p| {
            p.quota_capacity.current += 1;
            p.committed.current += 1;
        }),
        ("more offered than there will be", |p| {
            p.quota_capacity.next += 1;
            p.committed.next += 1;
        }),
        ("a bond too small for the capacity", |p| p.bond -= 1),
        ("a bond too small for the next capacity", |p| p.capacity.next = 2 * CREDIT_UNIT + 1),
        ("cooling bond without a ticket", |p| p.bond_cooling.shares = 0),
        ("a ticket without cooling bond", |p| p.bond_cooling.amount = 0),
    ];
    each_fault_is_refused(provider, Provider::invariant, faults, DiemError::ProviderInvariantBroken);
    provider().require_revenue_covered(5).unwrap();
    refused(provider().require_revenue_covered(4), DiemError::RevenueShort);
    refused(provider().undistributed(4).map(|_| ()), DiemError::RevenueShort);
    refused(provider().undistributed(5).map(|_| ()), DiemError::NothingToDistribute);
    assert_eq!(provider().undistributed(6).unwrap(), 1);
}

fn usage_slot() -> UsageSlot {
    UsageSlot {
        epoch: 1,
        rewarded: 1,
        capacity: 10,
        paid: 6,
        quota: 7,
        reported_paid: 6,
        reported_quota: 7,
        reported_counted: 10,
        ..UsageSlot::default()
    }
}

#[test]
fn usage_slot_laws() {
    let faults: &[Fault<UsageSlot>] = &[
        ("a reward claimed twice", |s| s.rewarded = 2),
        ("more paid use reported than served", |s| s.reported_paid += 1),
        ("more quota reported than served", |s| s.reported_quota += 1),
        ("more use reported than counts", |s| s.reported_counted += 1),
    ];
    each_fault_is_refused(usage_slot, UsageSlot::invariant, faults, DiemError::ProviderInvariantBroken);
}

#[test]
fn a_retiring_or_slashed_provider_may_lack_bond() {
    let slashed = Provider { bond: 0, underbonded: 1, ..provider() };
    slashed.invariant().unwrap();
    let nothing_ahead = scheduled(2 * CREDIT_UNIT, 0);
    let retiring = Provider { bond: 0, retiring: 1, capacity: nothing_ahead, ..provider() };
    retiring.invariant().unwrap();
}

fn channel() -> Channel {
    Channel {
        version: ACCOUNT_VERSION,
        voucher_signer: Pubkey::new_from_array([1; 32]),
        price: 2,
        usage_price: 2,
        deposit: 5,
        settled: 5,
        collected: 5,
        staked: 1,
        next_allowance: 3,
        quota: Quota { epoch: 4, allowance: 3, used: 3, ..Quota::default() },
        last_quota: Quota { epoch: 3, allowance: 2, used: 2, ..Quota::default() },
        ..Channel::zeroed()
    }
}

#[test]
fn channel_laws() {
    let faults: &[Fault<Channel>] = &[
        ("unknown version", |c| c.version += 1),
        ("no signer", |c| c.voucher_signer = Pubkey::default()),
        ("no price", |c| c.price = 0),
        ("use counted below the price", |c| c.usage_price = 1),
        ("more collected than settled", |c| c.collected += 1),
        ("more settled than deposited", |c| c.deposit -= 1),
        ("more quota used than given", |c| c.quota.used += 1),
        ("more quota used than given before", |c| c.last_quota.used += 1),
        ("more quota to come than now", |c| c.next_allowance += 1),
        ("quota to come without a stake", |c| c.staked = 0),
        ("epochs in the wrong order", |c| c.last_quota.epoch = 5),
    ];
    each_fault_is_refused(channel, Channel::invariant, faults, DiemError::ChannelInvariantBroken);
}

fn record() -> EpochRecord {
    EpochRecord {
        version: ACCOUNT_VERSION,
        closed: 1,
        paid: 6,
        quota: 7,
        counted: 12,
        quota_claimed: 7,
        reward_pool: 3,
        rewards_claimed: 3,
        utilisation_bps: 10_000,
        ..EpochRecord::zeroed()
    }
}

#[test]
fn record_laws() {
    let faults: &[Fault<EpochRecord>] = &[
        ("unknown version", |r| r.version += 1),
        ("neither open nor closed", |r| r.closed = 2),
        ("more counted than quota may double", |r| r.counted += 1),
        ("utilisation above the whole", |r| r.utilisation_bps += 1),
        ("more quota claimed than served", |r| r.quota_claimed += 1),
        ("more rewards claimed than the pool had", |r| r.rewards_claimed += 1),
        ("rewards before the end", |r| r.closed = 0),
    ];
    each_fault_is_refused(record, EpochRecord::invariant, faults, DiemError::RecordInvariantBroken);
}

/// With both carries nearly full, one step's haircut passes its own rewards: accrual must go on all the same.
#[test]
fn a_haircut_above_its_own_step_stops_nobody() {
    let total = 6_910_000_000_000_000_000;
    let mut market = Market { total_staked: total, total_locked: total, ..market::market() };
    market.params.locked_haircut_bps = 5_000;
    market.reward_indexes.unlocked.carry = u64::MAX;
    market.reward_indexes.locked.carry = u64::MAX;
    market.reward_stream = crate::math::Stream { remaining: 1, last_ts: 0, end_ts: 1 };
    let Market { rewards_owed, quota_pool, .. } = market;
    market.accrue(1).unwrap();
    assert_eq!(market.quota_pool, quota_pool + 2);
    assert_eq!(market.rewards_owed, rewards_owed + 1 - 2);
}
