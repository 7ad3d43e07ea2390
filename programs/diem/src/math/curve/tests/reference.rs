//! The curve once more, in 192 fraction bits and term by term, and the bound that the contract must keep.

use crate::constants::DIEM_UNIT;
use crate::math::testing::read_vectors;
use crate::math::Curve;
use num_bigint::BigUint;

const FRACTION_BITS: u32 = 192;

/// `F(y) = sum_j y^j / (j! (3j + 1))` for a `y` of `FRACTION_BITS`: the terms, as long as they are not 0.
pub fn terms(y: BigUint) -> impl Iterator<Item = BigUint> {
    let mut power = BigUint::from(1u32) << FRACTION_BITS; // y^j / j!
    (0u32..)
        .map(move |j| {
            let term = &power / (3 * j + 1);
            power = ((&power * &y) >> FRACTION_BITS) / (j + 1);
            term
        })
        .take_while(|term| *term != BigUint::ZERO)
}

/// A whole number with `FRACTION_BITS`.
pub fn fixed(whole: u64) -> BigUint {
    BigUint::from(whole) << FRACTION_BITS
}

/// `S^3 * k`, over [`cubed_target`], is y.
pub fn weighted_cube(curve: &Curve, supply: u64) -> BigUint {
    BigUint::from(supply).pow(3) * curve.steepness_bps
}

pub fn cubed_target(curve: &Curve) -> BigUint {
    BigUint::from(curve.target).pow(3) * 10_000u32
}

/// `C(supply)` in VVV base units, with `FRACTION_BITS`.
pub fn exact_cost(curve: &Curve, supply: u64) -> BigUint {
    let y = (weighted_cube(curve, supply) << FRACTION_BITS) / cubed_target(curve);
    terms(y).sum::<BigUint>() * curve.base_rate * supply / DIEM_UNIT
}

/// Whether `|cost - exact| <= 1 + exact / 2^54`, for an exact cost in units of 1/`scale`.
pub fn within_bound(cost: u64, exact: &BigUint, scale: &BigUint) -> bool {
    let error = distance(&(scale * cost), exact);
    error << 54 <= (scale << 54) + exact
}

/// As [`within_bound`], for what [`exact_cost`] returns.
pub fn agrees(cost: u64, exact: &BigUint) -> bool {
    within_bound(cost, exact, &fixed(1))
}

pub fn distance(a: &BigUint, b: &BigUint) -> BigUint {
    a.max(b) - a.min(b)
}

/// A line of `mint-curve.csv`: the cost is `digits / scale`.
struct Line {
    curve: Curve,
    supply: u64,
    digits: BigUint,
    scale: BigUint,
}

fn mint_curve_lines() -> Vec<Line> {
    let parse = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let [base_rate, steepness_bps, target, supply, cost] = cells[..] else { panic!("{line}") };
        let (whole, fraction) = cost.split_once('.').unwrap();
        let base_rate = base_rate.parse().unwrap();
        let steepness_bps = steepness_bps.parse().unwrap();
        let target = target.parse().unwrap();
        Line {
            curve: Curve { base_rate, steepness_bps, target },
            supply: supply.parse().unwrap(),
            digits: format!("{whole}{fraction}").parse().unwrap(),
            scale: BigUint::from(10u32).pow(fraction.len() as u32),
        }
    };
    read_vectors("mint-curve.csv").lines().skip(1).map(parse).collect()
}

#[test]
fn the_contract_keeps_the_bound_on_every_published_line() {
    let lines = mint_curve_lines();
    assert_eq!(lines.len(), 362);
    for Line { curve, supply, digits, scale } in lines {
        let cost = curve.cost(supply).unwrap();
        assert!(within_bound(cost, &digits, &scale), "{curve:?} at {supply}: {cost}");
    }
}

#[test]
fn the_reference_agrees_with_every_published_digit() {
    for Line { curve, supply, digits, scale } in mint_curve_lines() {
        let error = distance(&(exact_cost(&curve, supply) * scale), &(digits << FRACTION_BITS));
        assert!(error <= fixed(1), "{curve:?} at {supply}");
    }
}

#[test]
fn the_reference_is_the_integral_of_the_rate() {
    let steepnesses = [0, 1, 2_963, 10_000, 20_000, 40_000];
    for (steepness_bps, supply) in steepnesses.into_iter().flat_map(|k| [(k, 10_000), (k, 38_000)]) {
        let curve = Curve { base_rate: 90, steepness_bps, target: 38_000 * DIEM_UNIT };
        let exact: f64 = (exact_cost(&curve, supply * DIEM_UNIT) >> 128u32).to_string().parse().unwrap();
        let (k, supply) = (f64::from(steepness_bps) / 1e4, supply as f64);
        let rate = |s: f64| 90.0 * (k * (s / 38_000.0).powi(3)).exp();
        let ratio = exact / 64f64.exp2() / simpson(rate, supply);
        assert!((ratio - 1.0).abs() < 1e-12, "k {k}, supply {supply}: {ratio}");
    }
}

/// The integral of `f` from 0 to `end` by Simpson's rule.
fn simpson(f: impl Fn(f64) -> f64, end: f64) -> f64 {
    const STEPS: u32 = 4_000;
    let step = end / f64::from(STEPS);
    let weighted = |i: u32| {
        let weight = if i == 0 || i == STEPS { 1.0 } else { f64::from(2 + 2 * (i % 2)) };
        weight * f(step * f64::from(i))
    };
    (0..=STEPS).map(weighted).sum::<f64>() * step / 3.0
}
