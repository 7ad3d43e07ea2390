//! What counts as use, utilisation and its average.

use super::{any, lines, narrow, MAX};
use crate::math::testing::Seeded;
use crate::math::{counted, ema_after_idle_floor, ema_floor, utilisation_bps_floor};

/// The largest average.
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

    let edges: &[&[u64]] = &[
        &[0, 500, 1_000],
        &[200, 100, 1_000],
        &[200, 200, 1_000],
        &[200, 201, 1_000],
        &[600, 600, 1_000],
        &[5, 5, 0],
        &[MAX, MAX, MAX],
        &[MAX, 1, MAX],
    ];
    let random = || {
        let (paid, quota) = (any(rng), any(rng));
        let capacity = rng.one_of(&[any_near(paid), any_near(quota), MAX]);
        vec![paid, rng.one_of(&[quota, any_near(paid)]), capacity]
    };
    rows.extend(lines("counted", edges, random, |i| Some(counted(i[0], i[1], i[2]))));
    rows
}

/// Half as much again.
fn any_near(value: u64) -> u64 {
    value.saturating_add(value >> 1)
}

pub fn average_lines(rng: &mut Seeded) -> Vec<String> {
    let edges: &[&[u64]] = &[
        &[0, 0, 1_000],
        &[0, 1, 1],
        &[0, 10_000, 1],
        &[77, 5_000, 0],
        &[77, 5_000, 10_000],
        &[FULL, 10_000, 1_000],
        &[FULL, 0, 1],
        &[MAX, 10_000, 1],
        &[5, 5, 10_001],
    ];
    let random = || vec![rng.between(0, FULL), rng.between(0, 10_000), any_weight(rng)];
    let mut rows = lines("ema_floor", edges, random, |i| ema_floor(i[0], narrow(i[1]), narrow(i[2])));

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
    let random = || vec![rng.between(0, FULL), any_weight(rng), rng.any_size(1, 200_000)];
    let call = |i: &[u64]| ema_after_idle_floor(i[0], narrow(i[1]), narrow(i[2]));
    rows.extend(lines("ema_after_idle_floor", edges, random, call));
    rows
}

fn any_weight(rng: &mut Seeded) -> u64 {
    let weight = rng.between(0, 10_000);
    rng.one_of(&[1, 1_000, 1_000, weight, weight])
}
