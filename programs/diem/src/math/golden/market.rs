//! The reference price and the target supply.

use super::{any, line, lines, more, narrow, LINES, MAX};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT};
use crate::math::testing::Seeded;
use crate::math::{next_reference_price, target_step, TargetGoal};

/// Reference, sum of prices, paid; served, capacity; floor, cap.
type PriceInputs = [u128; 7];

pub fn price_lines(rng: &mut Seeded) -> Vec<String> {
    let any_price = u128::from(MAX);
    let edges: &[PriceInputs] = &[
        [1_000, 0, 0, 400, 400, 0, any_price],
        [1_000, 0, 0, 400, 400, 5_000, 6_000],
        [1_000, 110_000, 100, 400, 0, 0, any_price],
        [1_000, 55_000, 50, 400, 0, 0, any_price],
        [1_000, 55_000, 50, 0, 10_000, 0, any_price],
        [1_000, 45_000, 50, 403, 10_199, 0, any_price],
        [1_000, 9_090, 9, 400, 0, 0, any_price],
        [1_000, 8_910, 9, 400, 0, 0, any_price],
        [1_000, 3_001, 3, 0, 0, 0, any_price],
        [1_000, 3_002, 3, 0, 0, 0, any_price],
        [1_000, 2_001, 2, 0, 0, 0, any_price],
        [1_000, 900, 1, 7, 199, 950, 2_000],
        [1_000, 1_200, 1, 0, 0, 950, 1_050],
        [1_000, 1_000, 1, 0, 0, 5_000, 6_000],
        [1_000, 1_000, 1, 0, 0, 10, 20],
        [1_000, 1_000, 1, 0, 0, 2, 1],
        [0, any_price, 1, 0, 0, 0, any_price],
        [any_price, 0, 1, 0, 0, 0, any_price],
        [5, any_price * any_price, any_price, any_price, any_price, 0, any_price],
        [5, any_price + 1, 1, 0, 0, 0, any_price],
        [5, u128::MAX, any_price, 0, 0, 0, any_price],
    ];
    let random = || random_price(rng);
    let inputs = edges.iter().copied().chain(std::iter::repeat_with(random).take(2 * LINES));
    inputs.map(|inputs| line("next_reference_price", &inputs, next_price(&inputs))).collect()
}

fn next_price(i: &PriceInputs) -> Option<u64> {
    let input = |at: usize| u64::try_from(i[at]).unwrap();
    next_reference_price(input(0), (i[1], input(2)), input(3), input(4), (input(5), input(6)))
}

fn random_price(rng: &mut Seeded) -> PriceInputs {
    let reference = rng.any_size(1_000, 1_000_000_000_000_000);
    let mean = rng.between(reference - (reference >> 4), reference + (reference >> 4));
    let paid = rng.any_size(1, 1 << 50);
    let rest = rng.between(0, paid);
    let price_sum = u128::from(mean) * u128::from(paid) + u128::from(rest);
    let near = more(paid) << rng.between(0, 4);
    let any_served = rng.any_size(1, 1 << 50);
    let served = rng.one_of(&[0, near, near, any_served]);
    let any_capacity = rng.any_size(1, 1 << 50);
    let capacity = rng.one_of(&[0, near << 5, any_capacity]);
    let floor = rng.one_of(&[1, 1, reference, reference - (reference >> 7)]);
    let cap = rng.one_of(&[MAX, MAX, reference + (reference >> 7)]);
    let [reference, paid, served, capacity, floor, cap] =
        [reference, paid, served, capacity, floor, cap].map(u128::from);
    [reference, price_sum, paid, served, capacity, floor, cap]
}

pub fn target_lines(rng: &mut Seeded) -> Vec<String> {
    let goal = |i: &[u64]| {
        let goal =
            TargetGoal { credits_per_diem: i[2], target_share_bps: narrow(i[3]), floor: i[4], cap: i[5] };
        goal.supply_floor(i[0], i[1])
    };
    let edges: &[&[u64]] = &[
        &[MAX, 95_000 * CREDIT_UNIT, CREDIT_UNIT, 4_000, 1, MAX],
        &[38_000 * CREDIT_UNIT, 95_000 * CREDIT_UNIT, CREDIT_UNIT, 4_000, 1, MAX],
        &[37_999 * CREDIT_UNIT, 95_000 * CREDIT_UNIT, CREDIT_UNIT, 4_000, 1, MAX],
        &[1, 5, 3, 10_000, 0, MAX],
        &[5, 1, 3, 10_000, 0, MAX],
        &[1, 5, 3, 10_000, 0, 300_000_000],
        &[1, 5, 3, 10_000, 400_000_000, MAX],
        &[0, MAX, 1, 10_000, 7, 9],
        &[MAX, 0, 1, 10_000, 7, 9],
        &[MAX, MAX, 1, 10_000, 0, 9],
        &[MAX, MAX, 1, 65_535, 0, MAX],
        &[MAX, MAX, DIEM_UNIT, 10_000, 0, MAX],
        &[5, 5, 0, 10_000, 0, 9],
        &[5, 5, 5, 10_000, 2, 1],
    ];
    let random = || {
        let capacity = rng.any_size(1, 1 << 55);
        let any_served = rng.any_size(1, 1 << 55);
        let served = rng.one_of(&[any_served, capacity, capacity >> 2, more(capacity) << 1]);
        let credits = rng.any_size(1_000, 1 << 40);
        let floor = rng.any_size(1, 1 << 40);
        vec![
            capacity,
            served,
            credits,
            rng.between(1_000, 10_000),
            floor,
            rng.one_of(&[MAX, MAX, floor << 20]),
        ]
    };
    let mut rows = lines("target_goal_floor", edges, random, goal);

    let edges: &[&[u64]] = &[
        &[1_000_000, 1_000_000, 50],
        &[1_000_000, 994_999, 50],
        &[1_000_000, 995_001, 50],
        &[1_000_000, 1_004_999, 50],
        &[1_000_000, 1_005_001, 50],
        &[199, MAX, 50],
        &[200, MAX, 50],
        &[1_000_000, 5, 0],
        &[MAX, MAX, 100],
        &[MAX, 0, 10_000],
        &[MAX, 0, 10_001],
    ];
    let random = || {
        let (current, other) = (any(rng), any(rng));
        let near = rng.between(current - (current >> 6), current.saturating_add(current >> 6));
        vec![current, rng.one_of(&[near, other]), rng.between(0, 100)]
    };
    rows.extend(lines("target_step", edges, random, |i| target_step(i[0], i[1], narrow(i[2]))));
    rows
}
