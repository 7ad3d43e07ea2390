//! The curve's rate at one supply: what the next DIEM costs in the limit of a small mint.

use super::{mul_high, product, Curve};

/// Fraction bits of the exponential, which is below e^8 < 2^12.
const FRACTION_BITS: u32 = 52;
/// Enough of them: 8^47 / 47! is below 2^-56, and each later term below a fifth of the one before.
const TERMS: u64 = 46;

impl Curve {
    /// VVV base units per whole DIEM at a supply: `base_rate * exp(k (S/T)^3)`, rounded down. Short of it by less than
    /// `1 + rate / 2^48`; 2^64 - 1 stands for all above. `None` for a supply outside the curve's domain.
    pub fn marginal_rate_floor(&self, supply: u64) -> Option<u64> {
        let z = self.argument(self.ratio(supply)?)?;
        let rate = product(self.base_rate, exponential(z)?) >> FRACTION_BITS;
        Some(u64::try_from(rate).unwrap_or(u64::MAX))
    }
}

/// e^(8 z) with [`FRACTION_BITS`], by Horner's rule: `1 + y (1 + y/2 (1 + y/3 (...)))` with `y = 8 z`. Every partial sum
/// times y is below e^8, so nothing is lost to the shift.
fn exponential(z: u64) -> Option<u64> {
    const ONE: u64 = 1 << FRACTION_BITS;
    (1..=TERMS).rev().try_fold(ONE, |sum, j| (mul_high(sum, z) << 3).checked_div(j)?.checked_add(ONE))
}
