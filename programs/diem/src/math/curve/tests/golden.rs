//! `curve-golden.csv`: what the TypeScript curve must return to the unit.

use super::reference::{agrees, exact_cost};
use super::VENICE;
use crate::constants::DIEM_UNIT;
use crate::math::testing::{cell, check_vectors, row, Seeded};
use crate::math::Curve;

#[test]
fn curve_golden_is_current_and_keeps_the_bound() {
    let mut rows = Vec::new();
    for (curve, supply) in cases() {
        let cost = curve.cost(supply);
        if let Some(cost) = cost {
            assert!(agrees(cost, &exact_cost(&curve, supply)), "{curve:?} at {supply}: {cost}");
        }
        let Curve { base_rate, steepness_bps, target } = curve;
        rows.push(row(&[&base_rate, &steepness_bps, &target, &supply, &cell(cost)]));
    }
    check_vectors("curve-golden.csv", "base_rate,steepness_bps,target,supply,cost", &rows);
}

fn cases() -> Vec<(Curve, u64)> {
    let mut cases = Vec::new();
    let mut add = |curve: Curve, supplies: &[u64]| cases.extend(supplies.iter().map(|s| (curve, *s)));
    for diem in 0..=60 {
        add(VENICE, &[diem * 1_000 * DIEM_UNIT, diem * 1_000 * DIEM_UNIT + 1]);
    }
    for steepness_bps in [0, 1, 2_962, 2_963, 10_000, 40_000, u16::MAX] {
        for base_rate in [1, 1_000_000_000, u64::MAX] {
            for target in [0, 1, DIEM_UNIT, 38_000 * DIEM_UNIT, u64::MAX] {
                let curve = Curve { base_rate, steepness_bps, target };
                let edge = curve.largest_supply();
                add(curve, &[0, 1, 2, edge.saturating_sub(1), edge, edge.saturating_add(1), u64::MAX]);
            }
        }
    }
    let mut rng = Seeded(3);
    for _ in 0..135 {
        let any_steepness = rng.between(0, 40_000) as u16;
        let curve = Curve {
            base_rate: rng.any_size(1_000_000, 10_000_000_000_000),
            steepness_bps: rng.one_of(&[0, 1, 20_000, 40_000, any_steepness, any_steepness]),
            target: rng.any_size(1_000_000_000_000, 10_000_000_000_000_000),
        };
        let edge = curve.largest_supply();
        add(curve, &[1, edge - 1, edge, edge + 1, 3 * curve.target, 3 * curve.target + 1]);
        for _ in 0..8 {
            add(curve, &[rng.between(0, edge)]);
        }
        for _ in 0..4 {
            add(curve, &[rng.any_size(1, edge)]);
        }
    }
    cases.sort_unstable_by_key(|(c, supply)| (c.base_rate, c.steepness_bps, c.target, *supply));
    cases.dedup();
    cases
}
