//! Units: renewals, claims, and what a claim is worth.

use super::{any, line, lines, more, Inputs, LINES, MAX};
use crate::math::testing::Seeded;
use crate::math::Units;

pub fn unit_lines(rng: &mut Seeded) -> Vec<String> {
    let mut rows = renewals(rng);

    let edges: &[&[u64]] = &[
        &[MAX, 10, 10],
        &[MAX, 10, 11],
        &[MAX, 10, 73],
        &[MAX, 10, 74],
        &[MAX, 10, 9],
        &[5, 0, MAX],
        &[5, MAX, 0],
    ];
    let random = || {
        let era = rng.any_size(1, 1 << 40);
        vec![any(rng), era, era + rng.between(0, 66)]
    };
    rows.extend(lines("units_at", edges, random, |i| Units { total: 0, era: i[2] }.at(i[0], i[1]).into()));

    let mut add = |name: &str, edges: &[&[u64]], call: fn(&Units, u64, u64) -> Option<u64>| {
        let call = |i: &[u64]| call(&Units { total: i[0], era: 0 }, i[1], i[2]);
        rows.extend(lines(name, edges, || parts(rng), call));
    };
    let counts: &[&[u64]] = &[
        &[15, 1, 10],
        &[15, 2, 10],
        &[0, 5, 0],
        &[0, 5, 3],
        &[0, MAX, 7],
        &[5, 1, 0],
        &[5, 0, 0],
        &[MAX, MAX, MAX],
        &[MAX, MAX, MAX - 1],
    ];
    add("units_of_ceil", counts, Units::of_ceil);
    add("units_of_floor", counts, Units::of_floor);
    let worth: &[&[u64]] = &[
        &[15, 1, 10],
        &[15, 15, 10],
        &[0, 0, 0],
        &[0, 0, 5],
        &[0, 1, 5],
        &[5, 5, 0],
        &[MAX, MAX, MAX],
        &[MAX - 1, MAX, MAX],
    ];
    add("units_worth_ceil", worth, Units::worth_ceil);
    add("units_worth_floor", worth, Units::worth_floor);
    rows
}

/// A total, units or a part near it, and a whole to which it belongs or not.
fn parts(rng: &mut Seeded) -> Inputs {
    let total = any(rng);
    let within = rng.between(0, total);
    let (part, whole) = (any(rng), any(rng));
    let near = rng.between(total >> 1, total);
    vec![total, rng.one_of(&[within, within, part]), rng.one_of(&[near, near, whole])]
}

/// Two lines for each input: the units and the era after a renewal.
fn renewals(rng: &mut Seeded) -> Vec<String> {
    // total, era, amount
    let edges: [[u64; 3]; 13] = [
        [19, 5, 10],
        [20, 5, 10],
        [21, 5, 10],
        [39, 5, 10],
        [40, 5, 10],
        [7, 5, 10],
        [0, 5, 10],
        [0, 5, 0],
        [1, 5, 0],
        [MAX, 0, 1],
        [MAX, 0, MAX],
        [40, MAX - 1, 10],
        [40, MAX - 5, 0],
    ];
    let random = || {
        let (amount, other) = (any(rng), any(rng));
        let total = rng.one_of(&[other, amount, more(amount), amount.saturating_mul(9)]);
        [total, rng.any_size(1, 1 << 40), amount]
    };
    let inputs: Vec<[u64; 3]> = edges.into_iter().chain(std::iter::repeat_with(random).take(LINES)).collect();
    let part = |name: &str, part: fn(Units) -> u64| -> Vec<String> {
        let call = |[total, era, amount]: [u64; 3]| {
            let mut units = Units { total, era };
            units.renew(amount);
            part(units)
        };
        inputs.iter().map(|inputs| line(name, inputs, Some(call(*inputs)))).collect()
    };
    [part("units_renew_total", |units| units.total), part("units_renew_era", |units| units.era)].concat()
}
