//! What counts as use, utilisation and the averages.

use super::{any, inputs, line, lines, more, narrow, MAX};
use crate::constants::CREDIT_UNIT;
use crate::math::testing::Seeded;
use crate::math::{
    ema_after_idle_floor, ema_floor, price_step_floor, utilisation_bps_floor, Contribution, Measure, Served,
};

/// The largest average of utilisation.
const FULL: u64 = 10_000 << 32;

pub fn usage_lines(rng: &mut Seeded) -> Vec<String> {
    let edges: &[&[u64]] = &[
        &[0, 0],
        &[5, 0],
        &[0, 5],
        &[1, 3],
        &[7, 7],
        &[8, 7],
        &[9_999, 10_000],
        &[MAX, MAX],
        &[MAX - 1, MAX],
    ];
    let random = || {
        let capacity = any(rng);
        vec![rng.between(0, capacity.saturating_add(capacity >> 3)), capacity]
    };
    let mut rows =
        lines("utilisation_bps_floor", edges, random, |i| Some(utilisation_bps_floor(i[0], i[1]).into()));

    let edges: &[&[u64]] =
        &[&[0, 50], &[199, 50], &[200, 50], &[400, 50], &[MAX, 0], &[MAX, 10_000], &[MAX, 10_001]];
    let random = || vec![any(rng), rng.between(0, 1_000)];
    rows.extend(lines("price_step_floor", edges, random, |i| price_step_floor(i[0], narrow(i[1]))));
    rows.extend(contribution_lines(rng));
    rows
}

/// Four lines for each input, one for each part of what it counts for.
fn contribution_lines(rng: &mut Seeded) -> Vec<String> {
    // DIEM, bought, quota; capacity; reference price, largest step, match
    let edges: &[&[u64]] = &[
        &[300, 300, 100, 1_000, CREDIT_UNIT, 500, 2_000],
        &[150, 300, 100, 1_000, CREDIT_UNIT, 500, 2_000],
        &[600, 300, 100, 1_000, CREDIT_UNIT, 500, 2_000],
        &[299, 300, 300, 1_000, CREDIT_UNIT, 500, 2_000],
        &[600, 600, 600, 1_000, CREDIT_UNIT, 500, 2_000],
        &[600, 600, 600, 500, CREDIT_UNIT, 500, 2_000],
        &[600, 600, 600, 0, CREDIT_UNIT, 500, 2_000],
        &[600, 600, 600, 1_000, CREDIT_UNIT, 500, 0],
        &[0, 0, 500, 1_000, CREDIT_UNIT, 500, 2_000],
        &[0, 300, 500, 1_000, CREDIT_UNIT, 500, 2_000],
        &[300, 0, 500, 1_000, CREDIT_UNIT, 500, 2_000],
        &[5, 5, 5, 5, 0, 500, 2_000],
        &[5, 5, 5, 5, 1, 10, 10_000],
        &[MAX, MAX, MAX, MAX, CREDIT_UNIT, 500, 2_000],
        &[MAX, MAX, MAX, MAX, MAX, 10_000, 10_000],
        &[MAX, 1, MAX, MAX, 1, 10, 10_000],
    ];
    let random = || {
        // prices around the reference, as paid, and any
        let reference = rng.any_size(1_000, 1_000_000_000_000_000);
        let bought = rng.any_size(1, 1 << 44);
        let near = u128::from(bought) * u128::from(reference) / u128::from(CREDIT_UNIT);
        let near = u64::try_from(near).unwrap_or(MAX);
        let paid = rng.between(near - (near >> 4), near.saturating_add(near >> 4));
        let any_paid = any(rng);
        let any_quota = any(rng);
        let quota = rng.one_of(&[0, any_quota, bought >> 3, more(bought)]);
        let capacity = rng.one_of(&[bought, more(bought), bought >> 1, 1 << 44]);
        let diem = rng.one_of(&[paid, paid, paid, any_paid]);
        vec![diem, bought, quota, capacity, reference, rng.between(10, 1_000), rng.between(0, 10_000)]
    };
    let inputs = inputs(edges, random);
    let part = |name: &str, part: fn(Contribution) -> u128| -> Vec<String> {
        inputs.iter().map(|inputs| line(name, inputs, contribution(inputs).map(part))).collect()
    };
    [
        part("contribution_paid", |counted| counted.paid.into()),
        part("contribution_used", |counted| counted.used.into()),
        part("contribution_rewardable", |counted| counted.rewardable.into()),
        part("contribution_price_sum", |counted| counted.price_sum),
    ]
    .concat()
}

fn contribution(i: &[u64]) -> Option<Contribution> {
    let measure =
        Measure { reference_price: i[4], max_price_step_bps: narrow(i[5]), quota_match_bps: narrow(i[6]) };
    measure.contribution(&Served { diem: i[0], bought: i[1], quota: i[2] }, i[3])
}

pub fn average_lines(rng: &mut Seeded) -> Vec<String> {
    let edges: &[&[u64]] = &[
        &[0, 0, 1_000],
        &[0, 1, 1],
        &[0, 1 << 32, 1],
        &[0, FULL, 1],
        &[77, 5_000, 0],
        &[77, 5_000, 10_000],
        &[0, 49, 200],
        &[0, 50, 200],
        &[FULL, FULL, 1_000],
        &[FULL, 0, 1],
        &[MAX, FULL, 1],
        &[MAX, MAX, 200],
        &[5, 5, 10_001],
    ];
    let random = || {
        let (any_sample, utilisation) = (any(rng), rng.between(0, 10_000) << 32);
        let average = rng.between(0, FULL);
        let any_average = any(rng);
        vec![rng.one_of(&[average, any_average]), rng.one_of(&[utilisation, any_sample]), any_weight(rng)]
    };
    let mut rows = lines("ema_floor", edges, random, |i| ema_floor(i[0], i[1], narrow(i[2])));

    let last = u64::from(u32::MAX);
    let edges: &[&[u64]] = &[
        &[FULL, 1_000, 0],
        &[FULL, 1_000, 1],
        &[FULL, 1_000, 2],
        &[FULL, 1, 9_999],
        &[FULL, 1, 65_536],
        &[FULL, 1, last],
        &[FULL, 0, last],
        &[FULL, 10_000, 0],
        &[FULL, 10_000, 1],
        &[MAX, 0, 7],
        &[MAX, 1, 7],
        &[5, 10_001, 1],
        &[5, 10_001, 0],
    ];
    let random = || {
        let (average, any_average) = (rng.between(0, FULL), any(rng));
        vec![rng.one_of(&[average, average, any_average]), any_weight(rng), rng.any_size(1, 200_000)]
    };
    let call = |i: &[u64]| ema_after_idle_floor(i[0], narrow(i[1]), narrow(i[2]));
    rows.extend(lines("ema_after_idle_floor", edges, random, call));
    rows
}

fn any_weight(rng: &mut Seeded) -> u64 {
    let weight = rng.between(0, 10_000);
    rng.one_of(&[1, 200, 1_000, weight, weight])
}
