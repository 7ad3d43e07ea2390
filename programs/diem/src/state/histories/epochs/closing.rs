//! What a roll must leave behind, counted from the documented formulas.

use crate::state::histories::*;

/// What `ema_after_idle_floor` promises for an average, in its units.
const IDLE_ERROR: f64 = 34.0;
const WHOLE: u128 = BPS as u128;

/// The figures that a roll moves.
#[derive(Debug, PartialEq, Eq)]
pub struct Moved {
    pub served: u64,
    pub next_price: u64,
    pub next_target: u64,
    pub quota_pool: u64,
    pub to_stakers: u64,
}

impl Moved {
    pub fn of(market: &Market, to_stakers: u64) -> Self {
        Self {
            served: market.served,
            next_price: market.reference_price.next,
            next_target: market.next_target,
            quota_pool: market.quota_pool,
            to_stakers,
        }
    }
}

/// Compares with what `records`, as they were before, and the epochs without any must do to `before`, a market as it was
/// before the roll. How idle epochs were rounded is taken from `after`.
pub fn check(
    before: &Market,
    records: &[Option<EpochRecord>; 2],
    after: &Market,
    to_stakers: u64,
    epoch: u32,
) {
    let due = before.due(epoch);
    let mut served = before.served;
    let mut next_price = before.reference_price.in_epoch(epoch + 1).unwrap();
    let mut quota_pool = before.quota_pool;
    for record in records.iter().take(due as usize) {
        served = average(served, record.map_or(0, |record| record.used), before.params.use_ema_bps);
        if let Some(record) = record {
            quota_pool -= reward_pool(quota_pool, record);
            if record.paid > 0 {
                next_price = price_after(record, served, &before.params);
            }
        }
    }
    let idle = due.saturating_sub(2);
    let factor = 1.0 - f64::from(before.params.use_ema_bps) / 10_000.0;
    let exact = served as f64 * factor.powi(idle as i32);
    assert!(
        (exact - after.served as f64).abs() <= IDLE_ERROR + exact * 1e-9,
        "{exact}, not {}",
        after.served
    );
    served = if idle == 0 { served } else { after.served };

    let epochs = before.params.quota_pool_epochs;
    let passed = (u128::from(quota_pool) * u128::from(due.min(epochs)) / u128::from(epochs)) as u64;
    let next_target = target_after(before, served, epoch);
    let quota_pool = quota_pool - passed;
    let expected = Moved { served, next_price, next_target, quota_pool, to_stakers: passed };
    assert_eq!(Moved::of(after, to_stakers), expected);
    assert_eq!(after.target_supply, before.target_in_epoch(epoch), "known an epoch ahead");
}

fn average(ema: u64, sample: u64, weight_bps: u16) -> u64 {
    let weight = u128::from(weight_bps);
    ((u128::from(ema) * (WHOLE - weight) + u128::from(sample) * weight) / WHOLE) as u64
}

fn reward_pool(pool: u64, record: &EpochRecord) -> u64 {
    let per_credit = u128::from(record.quota_cap_bps) * u128::from(record.reference_price);
    let cap = u128::from(record.rewardable) * per_credit / (WHOLE * u128::from(CREDIT_UNIT));
    cap.min(pool.into()) as u64
}

fn price_after(record: &EpochRecord, served: u64, params: &MarketParams) -> u64 {
    let (reference, paid) = (u128::from(record.reference_price), u128::from(record.paid));
    let mean = (record.price_sum.bits() + paid / 2) / paid;
    let step = (reference * u128::from(record.max_price_step_bps) / WHOLE).max(1);
    assert!(mean.abs_diff(reference) <= step, "a mean of {mean} is more than a step from {reference}");
    let whole = u128::from((served / 4).max(record.capacity / 100).max(1));
    let moved = mean.abs_diff(reference) * paid.min(whole) / whole;
    let next = if mean > reference { reference + moved } else { reference - moved };
    (next as u64).clamp(params.reference_price_floor, params.reference_price_cap)
}

fn target_after(before: &Market, served: u64, epoch: u32) -> u64 {
    let MarketParams {
        credits_per_diem,
        target_share_bps,
        target_floor,
        target_cap,
        max_target_step_bps,
        ..
    } = before.params;
    let [per_diem, unit, capacity, served] =
        [credits_per_diem, DIEM_UNIT, before.capacity.in_epoch(epoch).unwrap(), served].map(u128::from);
    let carried = capacity * unit / per_diem;
    let wanted = u128::from(target_share_bps) * served * unit / (per_diem * WHOLE);
    let goal = carried.min(wanted).min(target_cap.into()).max(target_floor.into());
    let target = u128::from(before.target_in_epoch(epoch));
    let step = target * u128::from(max_target_step_bps) / WHOLE;
    goal.clamp(target - step, target + step) as u64
}
