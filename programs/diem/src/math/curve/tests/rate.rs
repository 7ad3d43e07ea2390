//! The marginal rate against the exponential in 192 fraction bits.

use super::reference::{cubed_target, fixed, weighted_cube};
use super::{any_point, VENICE};
use crate::constants::DIEM_UNIT;
use crate::math::Curve;
use num_bigint::BigUint;
use proptest::prelude::*;

const FRACTION_BITS: u32 = 192;

/// `base_rate * exp(k (S/T)^3)` with `FRACTION_BITS`: the terms of the series, as long as they are not 0.
fn exact_rate(curve: &Curve, supply: u64) -> BigUint {
    let y = (weighted_cube(curve, supply) << FRACTION_BITS) / cubed_target(curve);
    let (mut sum, mut term) = (BigUint::ZERO, fixed(1));
    for j in 1u32.. {
        if term == BigUint::ZERO {
            break;
        }
        sum += &term;
        term = ((&term * &y) >> FRACTION_BITS) / j;
    }
    sum * curve.base_rate
}

/// What the documentation promises: never above, and short of it by less than `1 + rate / 2^48`.
fn keeps_its_bound(curve: &Curve, supply: u64) -> bool {
    let exact = exact_rate(curve, supply);
    let rate = fixed(curve.marginal_rate_floor(supply).unwrap());
    rate <= exact && (&exact - rate) << 48 < (fixed(1) << 48) + exact
}

#[test]
fn rates_are_venices() {
    for (supply, rate) in [(0, 90_000_000_000), (10_000, 93_340_876_623), (38_000, 665_015_048_903)] {
        assert_eq!(VENICE.marginal_rate_floor(supply * DIEM_UNIT), Some(rate));
    }
}

#[test]
fn the_edge_of_the_domain_has_a_rate_and_nothing_past_it_has() {
    let largest = VENICE.largest_supply();
    assert!(keeps_its_bound(&VENICE, largest), "where the series needs most terms");
    assert_eq!(VENICE.marginal_rate_floor(largest + 1), None);
    assert_eq!(Curve { target: 0, ..VENICE }.marginal_rate_floor(0), None);
}

#[test]
fn a_rate_above_64_bits_is_the_most_of_them() {
    let steep = Curve { base_rate: u64::MAX, ..VENICE };
    assert_eq!(steep.marginal_rate_floor(0), Some(u64::MAX));
    assert_eq!(steep.marginal_rate_floor(38_000 * DIEM_UNIT), Some(u64::MAX));
}

proptest! {
    #[test]
    fn rates_keep_their_bound((curve, supply) in any_point()) {
        prop_assume!(exact_rate(&curve, supply) < fixed(u64::MAX));
        prop_assert!(keeps_its_bound(&curve, supply));
    }

    #[test]
    fn rates_never_fall((curve, supply) in any_point(), below: u64) {
        let less = below % (supply.saturating_add(1));
        prop_assert!(curve.marginal_rate_floor(less) <= curve.marginal_rate_floor(supply));
    }
}
