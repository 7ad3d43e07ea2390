//! Each law, broken by one field at a time: a state that keeps it passes, one unit beyond it is refused.

mod market;
mod params;

use super::channel::Quota;
use super::*;
use crate::constants::{ACCOUNT_VERSION, CREDIT_UNIT};
use crate::math::{CoolingBond, Scheduled, Served, Units};
use bytemuck::Zeroable;

fn scheduled(current: u64, next: u64) -> Scheduled {
    Scheduled { current, next, ..Scheduled::default() }
}

fn position() -> StakePosition {
    StakePosition {
        version: ACCOUNT_VERSION,
        staked: 10,
        locked: 10,
        debt_units: 1,
        cooling: 1,
        open_tickets: 1,
        next_ticket_id: 1,
        ..StakePosition::zeroed()
    }
}

fn terms(price: u64, next_price: u64) -> ScheduledTerms {
    let at = |price| PriceTerms { price, ..PriceTerms::default() };
    ScheduledTerms { current: at(price), next: at(next_price), ..ScheduledTerms::default() }
}

fn cooling(amount: u64, shares: u64, tickets: u32) -> CoolingBond {
    CoolingBond { amount, shares: Units { total: shares, era: 0 }, tickets, ..CoolingBond::default() }
}

fn provider() -> Provider {
    Provider {
        version: ACCOUNT_VERSION,
        endpoint_len: 128,
        operator: Pubkey::new_from_array([1; 32]),
        terms: terms(1, 1),
        claimable: 5,
        total_revenue: 5,
        capacity: scheduled(2 * CREDIT_UNIT, CREDIT_UNIT),
        quota_capacity: scheduled(2 * CREDIT_UNIT, CREDIT_UNIT),
        committed: scheduled(2 * CREDIT_UNIT, CREDIT_UNIT),
        bond_per_credit: 3,
        bond: 6,
        bond_cooling: cooling(1, 1, 1),
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
        ("debt without locked", |p| p.locked = 0),
        ("cooling without a ticket", |p| p.open_tickets = 0),
        ("a ticket without cooling", |p| p.cooling = 0),
        ("more tickets than were ever opened", |p| p.open_tickets += 1),
    ];
    each_fault_is_refused(position, StakePosition::invariant, faults, DiemError::PositionInvariantBroken);
}

#[test]
fn an_era_may_take_the_debt_and_leave_the_stake_locked() {
    StakePosition { debt_units: 0, ..position() }.invariant().unwrap();
}

#[test]
fn provider_laws() {
    let faults: &[Fault<Provider>] = &[
        ("unknown version", |p| p.version += 1),
        ("no endpoint", |p| p.endpoint_len = 0),
        ("an endpoint longer than its room", |p| p.endpoint_len += 1),
        ("no operator", |p| p.operator = Pubkey::default()),
        ("no price", |p| p.terms.current.price = 0),
        ("no price to come", |p| p.terms.next.price = 0),
        ("more claimable than there ever was", |p| p.claimable += 1),
        ("more distributed as paid than was paid", |p| p.settled_distributed = p.total_settled + 1),
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
        ("cooling bond without a ticket", |p| p.bond_cooling.tickets = 0),
        ("a share worth more than a base unit", |p| p.bond_cooling.amount += 1),
    ];
    each_fault_is_refused(provider, Provider::invariant, faults, DiemError::ProviderInvariantBroken);
    provider().require_revenue_covered(5).unwrap();
    refused(provider().require_revenue_covered(4), DiemError::RevenueShort);
    refused(provider().undistributed(4).map(|_| ()), DiemError::RevenueShort);
    refused(provider().undistributed(5).map(|_| ()), DiemError::NothingToDistribute);
    assert_eq!(provider().undistributed(6).unwrap(), 1);
}

fn usage_slot() -> UsageSlot {
    let served = Served { diem: 6, bought: 5, quota: 7 };
    UsageSlot {
        epoch: 1,
        distributed: 1,
        padding: [0; 3],
        capacity: 1,
        served,
        reported: served,
        rewarded: 7,
    }
}

#[test]
fn usage_slot_laws() {
    let faults: &[Fault<UsageSlot>] = &[
        ("a distribution that is neither 0 nor 1", |s| s.distributed = 2),
        ("more DIEM reported than paid", |s| s.reported.diem += 1),
        ("more credits reported than bought", |s| s.reported.bought += 1),
        ("more quota reported than served", |s| s.reported.quota += 1),
        ("more quota rewarded than reported", |s| s.rewarded += 1),
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
    let slashed_to_nothing = Provider { bond_cooling: cooling(0, 1, 1), ..provider() };
    slashed_to_nothing.invariant().unwrap();
    let none_cooling = Provider { bond_cooling: cooling(0, 0, 0), ..provider() };
    none_cooling.invariant().unwrap();
}

fn channel() -> Channel {
    Channel {
        version: ACCOUNT_VERSION,
        last_quota_epoch: u32::MAX,
        voucher_signer: Pubkey::new_from_array([1; 32]),
        price: 1,
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

/// On the provider's request, after the last epoch of its quota: the stake is withdrawable, and the quota still committed.
fn lapsed_channel() -> Channel {
    Channel { closing: 1, closes_ts: 1, last_quota_epoch: 3, staked: 0, withdrawable: 1, ..channel() }
}

#[test]
fn channel_laws() {
    let faults: &[Fault<Channel>] = &[
        ("unknown version", |c| c.version += 1),
        ("no signer", |c| c.voucher_signer = Pubkey::default()),
        ("no price", |c| c.price = 0),
        ("more collected than settled", |c| c.collected += 1),
        ("more settled than deposited", |c| c.deposit -= 1),
        ("more quota used than given", |c| c.quota.used += 1),
        ("more quota used than given before", |c| c.last_quota.used += 1),
        ("quota to come without a stake", |c| c.staked = 0),
        ("closing without an end", |c| c.closing = 1),
        ("an end without closing", |c| c.closes_ts = 1),
        ("an end of the quota that nobody asked for", |c| c.last_quota_epoch -= 1),
        ("epochs in the wrong order", |c| c.last_quota.epoch = 5),
    ];
    each_fault_is_refused(channel, Channel::invariant, faults, DiemError::ChannelInvariantBroken);
    let faults: &[Fault<Channel>] = &[
        ("the stake gone before its quota", |c| c.last_quota_epoch = 4),
        ("closing asked for by nobody known", |c| c.closing = 3),
    ];
    each_fault_is_refused(lapsed_channel, Channel::invariant, faults, DiemError::ChannelInvariantBroken);
}

fn record() -> EpochRecord {
    EpochRecord {
        version: ACCOUNT_VERSION,
        closed: 1,
        reference_price: 1,
        paid: 6,
        quota: 7,
        used: 12,
        rewardable: 7,
        rewarded: 7,
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
        ("no reference price", |r| r.reference_price = 0),
        ("paid for and not used", |r| r.used = 5),
        ("more used than quota may double", |r| r.used += 1),
        ("more used than there was quota", |r| (r.quota, r.rewardable, r.rewarded) = (5, 5, 5)),
        ("utilisation above the whole", |r| r.utilisation_bps += 1),
        ("more quota rewardable than served", |r| r.rewardable += 1),
        ("more quota rewarded than rewardable", |r| r.rewarded += 1),
        ("more rewards claimed than the pool had", |r| r.rewards_claimed += 1),
        ("quota rewarded before the end", |r| (r.closed, r.reward_pool, r.rewards_claimed) = (0, 0, 0)),
        ("a pool before the end", |r| (r.closed, r.rewarded) = (0, 0)),
    ];
    each_fault_is_refused(record, EpochRecord::invariant, faults, DiemError::RecordInvariantBroken);
}
