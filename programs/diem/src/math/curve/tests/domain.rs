//! The contract against the reference, all over the domain and at its edges.

use super::reference::{agrees, cubed_target, exact_cost, fixed, terms, weighted_cube};
use crate::math::curve::{COEFFICIENTS, COST_LIMIT, TERMS};
use crate::math::testing::Seeded;
use crate::math::Curve;
use num_bigint::BigUint;

const POINTS: usize = 40_000;

#[test]
fn cost_keeps_the_bound_all_over_the_domain() {
    let mut rng = Seeded(1);
    let mut inside = 0;
    while inside < POINTS {
        let curve = any_curve(&mut rng);
        inside += supplies(&curve, &mut rng).into_iter().filter(|supply| check(&curve, *supply)).count();
    }
}

/// Checks one point; true if it lies inside the domain.
fn check(curve: &Curve, supply: u64) -> bool {
    let cost = curve.cost(supply);
    let point = || format!("{curve:?} at {supply}: {cost:?}");
    if !in_range(curve, supply) {
        // the edge is exact to the grid of the ratio, which is at most a base unit here
        let beyond_grid = supply >= 2 && !in_range(curve, supply - 2);
        assert!(!beyond_grid || cost.is_none(), "outside: {}", point());
        return false;
    }
    let exact = exact_cost(curve, supply);
    match cost {
        Some(cost) => assert!(agrees(cost, &exact), "{}", point()),
        None => assert!(exact + fixed(1 + (COST_LIMIT >> 54)) >= fixed(COST_LIMIT), "inside: {}", point()),
    }
    cost.is_some()
}

/// `S <= 3 T` and `y <= 8`, exactly.
fn in_range(curve: &Curve, supply: u64) -> bool {
    supply <= 3 * curve.target && weighted_cube(curve, supply) <= cubed_target(curve) * 8u32
}

fn any_curve(rng: &mut Seeded) -> Curve {
    let any_steepness = rng.between(0, 40_000) as u16;
    Curve {
        base_rate: rng.any_size(1_000_000, 10_000_000_000_000),
        steepness_bps: rng.one_of(&[
            0,
            1,
            2_963,
            20_000,
            40_000,
            any_steepness,
            any_steepness,
            any_steepness,
        ]),
        target: rng.any_size(1_000_000_000_000, 400_000_000_000_000_000),
    }
}

/// Supplies of every size, and clusters around y = 1, 2, .. 8 and S = 3 T.
fn supplies(curve: &Curve, rng: &mut Seeded) -> Vec<u64> {
    let edge = supply_at(curve, 8);
    let borders = (1..=7).map(|y| (supply_at(curve, y), 1)).chain([(edge, 4), (3 * curve.target, 4)]);
    let clusters = borders.flat_map(|(border, width)| border - width..=border + width);
    let even: Vec<u64> = (0..12).map(|_| rng.between(1, edge)).collect();
    let sizes: Vec<u64> = (0..6).map(|_| rng.any_size(1, edge)).collect();
    [0, 1].into_iter().chain(clusters).chain(even).chain(sizes).collect()
}

/// Where `k (S/T)^3` reaches `y`, rounded down; 3 T if it does so later.
fn supply_at(curve: &Curve, y: u32) -> u64 {
    let end = 3 * curve.target;
    if curve.steepness_bps == 0 {
        return end;
    }
    let supply = (cubed_target(curve) * y / curve.steepness_bps).nth_root(3);
    u64::try_from(supply).map_or(end, |supply| supply.min(end))
}

#[test]
fn largest_supply_is_the_edge() {
    let mut rng = Seeded(2);
    for _ in 0..1_000 {
        let curve = any_curve(&mut rng);
        let largest = curve.largest_supply();
        let ratio = |supply| curve.argument(curve.ratio(supply)?);
        assert!(ratio(largest).is_some(), "{curve:?}: {largest}");
        assert_eq!(ratio(largest + 1), None, "{curve:?}: {largest}");
        assert!(largest.abs_diff(supply_at(&curve, 8)) <= 1, "{curve:?}: {largest}");
    }
    let flat = |target| Curve { base_rate: 1, steepness_bps: 0, target };
    assert_eq!(flat(1).largest_supply(), 3);
    assert_eq!(flat(1 << 62).largest_supply(), 3 << 62); // the grid of the ratio is the base unit
    assert_eq!(flat(u64::MAX).largest_supply(), u64::MAX);
}

#[test]
fn costs_from_2_to_the_63_on_are_refused() {
    let rate_for_whole = |base_rate| Curve { base_rate, steepness_bps: 0, target: 1_000_000_000 };
    assert_eq!(rate_for_whole(COST_LIMIT - 1).cost(1_000_000_000), Some(COST_LIMIT - 1));
    assert_eq!(rate_for_whole(COST_LIMIT).cost(1_000_000_000), None);
}

#[test]
fn coefficients_are_the_rounded_series() {
    let mut factorial = BigUint::from(1u32);
    for (j, coefficient) in (0u32..).zip(COEFFICIENTS) {
        factorial *= j.max(1);
        let divisor = &factorial * (3 * j + 1);
        let numerator = BigUint::from(8u32).pow(j) << 56;
        assert_eq!(BigUint::from(coefficient), (numerator * 2u32 + &divisor) / (divisor * 2u32), "{j}");
    }
}

#[test]
fn terms_leave_a_tail_below_2_to_the_minus_58() {
    for (y, count) in (1..).zip(TERMS) {
        let all: Vec<BigUint> = terms(fixed(y)).collect();
        let tail_fits = |count: usize| all[count..].iter().sum::<BigUint>() << 58 < all.iter().sum();
        assert!(tail_fits(count), "up to y = {y}");
        assert!(!tail_fits(count - 1), "a term too many up to y = {y}");
    }
}
