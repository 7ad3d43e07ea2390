//! Q64.64 as it is stored: two words, because a `u128` has no one alignment across compilers.

use anchor_lang::prelude::*;

/// An unsigned fixed-point number with 64 integer and 64 fraction bits.
#[zero_copy]
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Q64 {
    /// Fraction: units of 2^-64.
    pub lo: u64,
    /// Integer part.
    pub hi: u64,
}

impl Q64 {
    pub fn from_bits(bits: u128) -> Self {
        let [lo, hi] = split_words(bits);
        Self { lo, hi }
    }

    /// The number times 2^64.
    pub fn bits(self) -> u128 {
        (u128::from(self.hi) << 64) | u128::from(self.lo)
    }
}

/// The low and the high word of a 128-bit integer.
#[allow(clippy::cast_possible_truncation, reason = "taking words apart is the purpose")]
pub fn split_words(value: u128) -> [u64; 2] {
    [value as u64, (value >> 64) as u64]
}
