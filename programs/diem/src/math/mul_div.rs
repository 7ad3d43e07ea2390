//! `a * b / divisor` with a 128-bit product, one function per rounding direction.

use super::div::{div_ceil, div_floor};

/// `floor(a * b / divisor)`. `None` if `divisor` is zero or the result passes 64 bits.
pub fn mul_div_floor(a: u64, b: u64, divisor: u64) -> Option<u64> {
    if let Some(product) = a.checked_mul(b) {
        return product.checked_div(divisor);
    }
    u64::try_from(div_floor(product(a, b), divisor)?).ok()
}

/// `ceil(a * b / divisor)`. `None` if `divisor` is zero or the result passes 64 bits.
pub fn mul_div_ceil(a: u64, b: u64, divisor: u64) -> Option<u64> {
    u64::try_from(div_ceil(product(a, b), divisor)?).ok()
}

/// `a * b`, which never passes 128 bits.
pub fn product(a: u64, b: u64) -> u128 {
    u128::from(a).wrapping_mul(b.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_big_integers(a: u64, b: u64, divisor: u64) {
            let exact = BigUint::from(a) * b;
            let fits = |q: BigUint| u64::try_from(q).ok();
            let (floor, ceil) = match divisor {
                0 => (None, None),
                d => (fits(&exact / d), fits((exact + (d - 1)) / d)),
            };
            prop_assert_eq!(mul_div_floor(a, b, divisor), floor);
            prop_assert_eq!(mul_div_ceil(a, b, divisor), ceil);
        }
    }

    #[test]
    fn rounds_in_the_named_direction() {
        assert_eq!(mul_div_floor(7, 3, 2), Some(10));
        assert_eq!(mul_div_ceil(7, 3, 2), Some(11));
        assert_eq!(mul_div_floor(8, 3, 2), Some(12));
        assert_eq!(mul_div_ceil(8, 3, 2), Some(12));
    }

    #[test]
    fn only_what_fits_is_returned() {
        assert_eq!(mul_div_floor(u64::MAX, u64::MAX, u64::MAX), Some(u64::MAX));
        assert_eq!(mul_div_ceil(u64::MAX, u64::MAX, u64::MAX), Some(u64::MAX));
        assert_eq!(mul_div_ceil(1 << 32, 1 << 32, 1), None);
        // between 2^64 - 1 and 2^64
        let (a, b, divisor) = (16_602_069_666_338_596_454, 10, 9);
        assert_eq!(mul_div_floor(a, b, divisor), Some(u64::MAX));
        assert_eq!(mul_div_ceil(a, b, divisor), None);
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!((mul_div_floor(0, 0, 0), mul_div_ceil(0, 0, 0)), (None, None));
    }
}
