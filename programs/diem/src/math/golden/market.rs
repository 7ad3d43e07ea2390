//! The reference price and the target supply.

use super::{any, lines, narrow, MAX};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT};
use crate::math::testing::Seeded;
use crate::math::{reference_price_step, target_goal_floor, target_step};

pub fn price_lines(rng: &mut Seeded) -> Vec<String> {
    let edges: &[&[u64]] = &[
        &[1_000_000, 0, 100, 1, MAX],
        &[1_000_000, 3_999, 100, 1, MAX],
        &[1_000_000, 4_000, 100, 1, MAX],
        &[1_000_000, 6_000, 100, 1, MAX],
        &[1_000_000, 6_001, 100, 1, MAX],
        &[1_000_000, 10_000, 100, 1, MAX],
        &[1_000_000, 65_535, 100, 1, MAX],
        &[1_000, 0, 1_000, 950, 2_000],
        &[1_000, 10_000, 1_000, 950, 1_050],
        &[1_000, 5_000, 100, 5_000, 6_000],
        &[MAX, 10_000, 1_000, 1, MAX],
        &[MAX, 0, 10_000, 0, MAX],
        &[1_000, 5_000, 100, 2, 1],
        &[1_000, 5_000, 10_001, 1, 2_000],
    ];
    let random = || {
        let price = any(rng);
        let floor = rng.one_of(&[1, price, price - (price >> 7)]);
        let cap = rng.one_of(&[MAX, MAX, price.saturating_add(price >> 7)]);
        vec![price, rng.between(0, 10_000), rng.between(0, 1_000), floor, cap]
    };
    lines("reference_price_step", edges, random, |i| {
        reference_price_step(i[0], narrow(i[1]), narrow(i[2]), i[3], i[4])
    })
}

pub fn target_lines(rng: &mut Seeded) -> Vec<String> {
    let edges: &[&[u64]] = &[
        &[38_000 * CREDIT_UNIT, CREDIT_UNIT, 10_000, 1, MAX],
        &[1, 3, 10_000, 0, MAX],
        &[1, 3, 10_000, 0, 300_000_000],
        &[1, 3, 10_000, 400_000_000, MAX],
        &[0, 1, 10_000, 7, 9],
        &[MAX, 1, 10_000, 0, 9],
        &[MAX, 1, 65_535, 0, MAX],
        &[MAX, DIEM_UNIT, 10_000, 0, MAX],
        &[5, 0, 10_000, 0, 9],
        &[5, 5, 10_000, 2, 1],
    ];
    let random = || {
        let capacity = rng.any_size(1, 1 << 55);
        let credits = rng.any_size(1_000, 1 << 40);
        let floor = rng.any_size(1, 1 << 40);
        vec![capacity, credits, rng.between(1, 65_535), floor, rng.one_of(&[MAX, MAX, floor << 20])]
    };
    let call = |i: &[u64]| target_goal_floor(i[0], i[1], narrow(i[2]), i[3], i[4]);
    let mut rows = lines("target_goal_floor", edges, random, call);

    let edges: &[&[u64]] = &[
        &[1_000_000, 1_000_000, 50],
        &[1_000_000, 994_999, 50],
        &[1_000_000, 995_001, 50],
        &[1_000_000, 1_004_999, 50],
        &[1_000_000, 1_005_001, 50],
        &[199, MAX, 50],
        &[200, MAX, 50],
        &[1_000_000, 5, 0],
        &[MAX, MAX, 500],
        &[MAX, 0, 10_000],
        &[MAX, 0, 10_001],
    ];
    let random = || {
        let (current, other) = (any(rng), any(rng));
        let near = rng.between(current - (current >> 6), current.saturating_add(current >> 6));
        vec![current, rng.one_of(&[near, other]), rng.between(0, 500)]
    };
    rows.extend(lines("target_step", edges, random, |i| target_step(i[0], i[1], narrow(i[2]))));
    rows
}
