//! Credits, the bond that they need, the rewards for serving them, and the weight that shares others.

use super::{any, lines, narrow, MAX};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT, MAX_REFERENCE_PRICE};
use crate::math::testing::Seeded;
use crate::math::{
    bond_required_ceil, paid_credits_floor, pool_overflow_floor, pro_rata_floor, quota_credits_floor,
    reward_floor, reward_pool_floor, reward_weight,
};

pub fn credit_lines(rng: &mut Seeded) -> Vec<String> {
    let edges: &[&[u64]] = &[
        &[DIEM_UNIT, CREDIT_UNIT],
        &[0, MAX],
        &[999, CREDIT_UNIT],
        &[1_000, CREDIT_UNIT],
        &[MAX, DIEM_UNIT],
        &[MAX, DIEM_UNIT + 1],
        &[MAX, MAX],
    ];
    let random = || vec![any(rng), rng.any_size(1, 1 << 40)];
    let mut rows = lines("quota_credits_floor", edges, random, |i| quota_credits_floor(i[0], i[1]));

    let day = 86_400;
    let edges: &[&[u64]] = &[
        &[CREDIT_UNIT, day, day],
        &[CREDIT_UNIT, day + 1, day],
        &[CREDIT_UNIT, day / 2, day],
        &[CREDIT_UNIT, 1, day],
        &[CREDIT_UNIT, 0, day],
        &[day - 1, 1, day],
        &[MAX, 5, 1],
        &[MAX, 1 << 62, 1 << 62],
        &[5, 1, 0],
    ];
    let random = || {
        let epoch_secs = rng.any_size(1, 30 * day);
        vec![any(rng), rng.between(0, epoch_secs), epoch_secs]
    };
    let part = |i: &[u64]| pro_rata_floor(i[0], i64::try_from(i[1]).unwrap(), i64::try_from(i[2]).unwrap());
    rows.extend(lines("pro_rata_floor", edges, random, part));

    let edges: &[&[u64]] = &[
        &[2 * DIEM_UNIT, DIEM_UNIT],
        &[1, CREDIT_UNIT],
        &[1, CREDIT_UNIT + 1],
        &[0, 0],
        &[5, 0],
        &[MAX, 1],
        &[MAX, CREDIT_UNIT],
        &[MAX, CREDIT_UNIT - 1],
    ];
    let random = || vec![any(rng), rng.any_size(1, 1 << 40)];
    rows.extend(lines("paid_credits_floor", edges, random, |i| Some(paid_credits_floor(i[0], i[1]))));

    let edges: &[&[u64]] = &[
        &[3 * CREDIT_UNIT, 500],
        &[1, 1],
        &[CREDIT_UNIT, 1],
        &[CREDIT_UNIT + 1, 1],
        &[0, MAX],
        &[MAX, 0],
        &[MAX, CREDIT_UNIT],
        &[MAX, CREDIT_UNIT + 1],
    ];
    let random = || vec![rng.any_size(1, 1 << 55), rng.any_size(1, 1 << 40)];
    rows.extend(lines("bond_required_ceil", edges, random, |i| bond_required_ceil(i[0], i[1])));
    rows
}

pub fn reward_lines(rng: &mut Seeded) -> Vec<String> {
    // pool, rewardable, cap, reference price
    let edges: &[&[u64]] = &[
        &[DIEM_UNIT, 5 * CREDIT_UNIT, 7_500, 600_000],
        &[2_249_999, 5 * CREDIT_UNIT, 7_500, 600_000],
        &[MAX, 2, 7_500, 600_000],
        &[MAX, 3, 7_500, 600_000],
        &[5, 0, 7_500, 600_000],
        &[5, CREDIT_UNIT, 0, 600_000],
        &[0, CREDIT_UNIT, 7_500, 600_000],
        &[MAX, 18_446_744_073, 10_000, MAX_REFERENCE_PRICE],
        &[MAX, 18_446_744_074, 10_000, MAX_REFERENCE_PRICE],
        &[MAX, MAX, 10_000, MAX_REFERENCE_PRICE],
        &[7, MAX, 10_000, MAX_REFERENCE_PRICE],
    ];
    let random = || {
        let (rewardable, cap) = (rng.any_size(1, 1 << 55), rng.between(0, 10_000));
        let reference = rng.any_size(1_000, MAX_REFERENCE_PRICE);
        let most = u128::from(rewardable) * u128::from(cap) * u128::from(reference) / 10_000_000_000;
        let most = u64::try_from(most).unwrap_or(MAX);
        let any_pool = any(rng);
        vec![rng.one_of(&[MAX, most >> 1, any_pool, any_pool]), rewardable, cap, reference]
    };
    let call = |i: &[u64]| Some(reward_pool_floor(i[0], i[1], narrow(i[2]), i[3]));
    let mut rows = lines("reward_pool_floor", edges, random, call);

    let last = u64::from(u32::MAX);
    let edges: &[&[u64]] = &[
        &[3_000, 0, 30],
        &[3_000, 1, 30],
        &[3_000, 29, 30],
        &[3_000, 30, 30],
        &[3_000, 31, 30],
        &[3_000, last, 30],
        &[29, 1, 30],
        &[MAX, last, last],
        &[5, 1, 0],
    ];
    let random = || {
        let epochs = rng.between(7, 400);
        vec![any(rng), rng.between(0, epochs + 5), epochs]
    };
    rows.extend(lines("pool_overflow_floor", edges, random, |i| {
        pool_overflow_floor(i[0], narrow(i[1]), narrow(i[2]))
    }));

    let edges: &[&[u64]] = &[
        &[1_000, 0, 2_000],
        &[1_000, 500, 2_000],
        &[10, 4, 2_000],
        &[10, 5, 2_000],
        &[1, 1, 5_000],
        &[1, 2, 10_000],
        &[MAX, MAX, 5_000],
        &[0, MAX, 1],
        &[0, 0, 2_000],
    ];
    let random = || {
        let staked = any(rng);
        let locked = rng.between(0, staked);
        let any_haircut = rng.between(500, 5_000);
        vec![staked, rng.one_of(&[staked, locked, locked]), rng.one_of(&[2_000, any_haircut])]
    };
    rows.extend(lines("reward_weight", edges, random, |i| reward_weight(i[0], i[1], narrow(i[2]))));

    let edges: &[&[u64]] =
        &[&[5, 0, 0], &[5, 0, 1], &[5, 1, 1], &[5, 1, 2], &[0, 5, 5], &[MAX, MAX, MAX], &[MAX, 2, 1]];
    let random = || {
        let total = any(rng);
        vec![any(rng), rng.between(0, total), total]
    };
    rows.extend(lines("reward_floor", edges, random, |i| reward_floor(i[0], i[1], i[2])));
    rows
}
