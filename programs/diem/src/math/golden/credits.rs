//! Credits, the bond that they need, and the rewards for serving them.

use super::{any, lines, MAX};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT};
use crate::math::testing::Seeded;
use crate::math::{
    bond_required_ceil, paid_credits_floor, quota_credits_floor, reward_floor, reward_pool_floor,
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
    let edges: &[&[u64]] = &[
        &[1_000, 5 * CREDIT_UNIT, 100],
        &[499, 5 * CREDIT_UNIT, 100],
        &[1_000, CREDIT_UNIT - 1, 1],
        &[5, 0, 100],
        &[5, CREDIT_UNIT, 0],
        &[0, CREDIT_UNIT, 5],
        &[MAX, MAX, MAX],
    ];
    let random = || {
        let (available, reward_cap) = (any(rng), rng.any_size(1, 1 << 40));
        vec![available, rng.any_size(1, 1 << 55), reward_cap]
    };
    let mut rows = lines("reward_pool_floor", edges, random, |i| Some(reward_pool_floor(i[0], i[1], i[2])));

    let edges: &[&[u64]] =
        &[&[5, 0, 0], &[5, 0, 1], &[5, 1, 1], &[5, 1, 2], &[0, 5, 5], &[MAX, MAX, MAX], &[MAX, 2, 1]];
    let random = || {
        let total = any(rng);
        vec![any(rng), rng.between(0, total), total]
    };
    rows.extend(lines("reward_floor", edges, random, |i| reward_floor(i[0], i[1], i[2])));
    rows
}
