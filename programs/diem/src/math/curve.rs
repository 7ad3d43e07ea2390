//! The mint curve: what it costs, in locked VVV, to bring the outstanding DIEM from nothing to a supply.
//!
//! The marginal rate is `rate(S) = base_rate * exp(k * (S/T)^3)`, and its integral has a closed series:
//! `C(S) = base_rate * S * F(y)` with `y = k * (S/T)^3` and `F(y) = sum_j y^j / (j! (3j + 1))`.
//! [`Curve::cost`] is one deterministic function of S, and a mint locks the difference of two of its
//! values, so splitting a mint changes nothing and the sum of all locks telescopes.
//! `|cost - C| <= 1 + C / 2^54` over the whole domain: `S <= 3 T`, `y <= 8`, cost below 2^63.

use super::div::{div_ceil, div_floor};
use super::mul_div::product;
use super::q64::split_words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve {
    /// VVV base units per whole DIEM at supply zero.
    pub base_rate: u64,
    /// k in basis points, at most 40,000.
    pub steepness_bps: u16,
    /// T in DIEM base units.
    pub target: u64,
}

/// `8^j / (j! (3j + 1))` with 56 fraction bits: the coefficients of F in powers of `z = y / 8`. The sum is
/// below 139, so a partial sum fits 8 integer bits.
const COEFFICIENTS: [u64; 43] = [
    72_057_594_037_927_936,
    144_115_188_075_855_872,
    329_406_144_173_384_850,
    614_891_469_123_651_721,
    945_986_875_574_848_801,
    1_229_782_938_247_303_441,
    1_380_808_913_119_779_302,
    1_362_876_329_832_509_441,
    1_199_331_170_252_608_308,
    951_850_135_121_117_705,
    687_788_484_732_678_600,
    456_073_647_630_225_382,
    279_396_468_818_516_450,
    159_041_066_865_924_748,
    84_540_101_988_531_428,
    42_147_529_107_325_813,
    19_783_534_070_785_586,
    8_772_788_863_968_269,
    3_686_343_603_445_252,
    1_471_861_329_869_248,
    559_789_882_835_517,
    203_257_040_791_468,
    70_602_174_277_633,
    23_504_823_237_771,
    7_512_957_199_288,
    2_309_245_791_781,
    683_554_742_650,
    195_124_931_055,
    53_782_333_938,
    14_330_715_940,
    3_695_539_935,
    923_250_883,
    223_674_183,
    52_597_323,
    12_015_379,
    2_668_645,
    576_710,
    121_354,
    24_882,
    4_974,
    970,
    185,
    34,
];

/// How many coefficients leave a tail below 2^-58 of F, for z in each eighth of [0, 1].
const TERMS: [usize; 8] = [18, 23, 27, 31, 34, 37, 40, 43];

/// Fraction bits of S/T.
const RATIO_BITS: u32 = 62;
/// Largest S/T: 3.
const MAX_RATIO: u64 = 3 << RATIO_BITS;
/// Costs are below 2^63.
const COST_LIMIT: u64 = 1 << 63;
/// Whole DIEM to base units: 10^9 = 2^9 * 5^9.
const UNIT_TWOS: u32 = 9;
const UNIT_FIVES: u64 = 1_953_125;

impl Curve {
    /// VVV base units that a supply of `supply` DIEM base units has locked in all: within `1 + C / 2^54` of the exact C, on
    /// either side. Never falls as the supply rises, because every step rounds in one direction. `None` outside the
    /// curve's domain.
    pub fn cost(&self, supply: u64) -> Option<u64> {
        let series = series(self.argument(self.ratio(supply)?)?);
        // base_rate * supply * series is a product of 192 bits with 56 fraction bits, over 10^9: drop 64 bits,
        // then the one more that 56 + 9 leaves, and divide by 5^9.
        let [low, high] = split_words(product(self.base_rate, supply));
        let [_, from_low] = split_words(product(low, series));
        let scaled = product(high, series).checked_add(from_low.into())? >> (56 + UNIT_TWOS - 64);
        let cost = u64::try_from(div_ceil(scaled, UNIT_FIVES)?).ok()?;
        Some(cost).filter(|cost| *cost < COST_LIMIT)
    }

    /// VVV base units that minting `amount` on top of `supply` locks; 0 where the amount is too small to lock
    /// any. `None` outside the domain.
    pub fn mint_cost(&self, supply: u64, amount: u64) -> Option<u64> {
        let after = self.cost(supply.checked_add(amount)?)?;
        Some(after.saturating_sub(self.cost(supply)?))
    }

    /// The largest supply inside the domain, at any cost. The search is over S/T, not S, so that no step
    /// of it divides.
    pub fn largest_supply(&self) -> u64 {
        let (mut inside, mut outside) = (0, MAX_RATIO.saturating_add(1));
        while outside.abs_diff(inside) > 1 {
            let middle = inside.saturating_add(outside.abs_diff(inside) >> 1);
            match self.argument(middle) {
                Some(_) => inside = middle,
                None => outside = middle,
            }
        }
        // the last supply whose ratio rounds down to less than `outside`
        let largest = product(outside, self.target).saturating_sub(1) >> RATIO_BITS;
        u64::try_from(largest).unwrap_or(u64::MAX)
    }

    /// `S/T`, rounded down. `None` above 3.
    fn ratio(&self, supply: u64) -> Option<u64> {
        let ratio = div_floor(u128::from(supply) << RATIO_BITS, self.target)?;
        u64::try_from(ratio).ok().filter(|x| *x <= MAX_RATIO)
    }

    /// `z = k x^3 / 8` with 64 fraction bits, for a ratio `x` of at most 3; 1 is given as 1 - 2^-64. `None`
    /// above 1.
    fn argument(&self, x: u64) -> Option<u64> {
        let square = mul_high(x, x); // 60 fraction bits, at most 9
        let [cube, _] = split_words(product(square, x) >> 63); // 59 fraction bits, at most 27
        let z = product(cube, eighth_of(self.steepness_bps)?) >> 59;
        match split_words(z) {
            [z, 0] => Some(z),
            [0, 1] => Some(u64::MAX),
            _ => None,
        }
    }
}

/// `bps / 80_000`, that is k / 8, with 64 fraction bits, by two native divisions.
#[allow(
    clippy::integer_division,
    clippy::arithmetic_side_effects,
    reason = "a constant divisor; 16 + 47 and 17 + 17 bits fit a word"
)]
fn eighth_of(steepness_bps: u16) -> Option<u64> {
    const WHOLE: u64 = 80_000;
    let numerator = u64::from(steepness_bps) << 47;
    let low = ((numerator % WHOLE) << 17) / WHOLE;
    (numerator / WHOLE).checked_mul(1 << 17)?.checked_add(low)
}

/// F at `8 z` with 56 fraction bits, by Horner's rule.
#[allow(clippy::indexing_slicing, reason = "the index has three bits, the table eight rows of at most 43")]
fn series(z: u64) -> u64 {
    let terms = TERMS[(z >> 61) as usize];
    COEFFICIENTS[..terms].iter().rev().fold(0, |sum, coefficient| {
        coefficient.wrapping_add(mul_high(sum, z)) // below 139 * 2^56
    })
}

/// `floor(a * b / 2^64)` from four native products: a 128-bit multiplication costs four times as much here.
fn mul_high(a: u64, b: u64) -> u64 {
    const LOW: u64 = u32::MAX as u64;
    let (a_low, a_high, b_low, b_high) = (a & LOW, a >> 32, b & LOW, b >> 32);
    let low = a_low.wrapping_mul(b_low) >> 32;
    let cross = a_high.wrapping_mul(b_low).wrapping_add(low);
    let middle = a_low.wrapping_mul(b_high).wrapping_add(cross & LOW);
    a_high.wrapping_mul(b_high).wrapping_add(cross >> 32).wrapping_add(middle >> 32)
}

mod rate;
#[cfg(test)]
mod tests;
