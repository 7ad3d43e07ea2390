//! How much of the offered capacity was used, and exponential moving averages.
//!
//! The average of utilisation is kept in units of 2^-32 basis points: with a weight of one basis point it moves by far
//! less than a basis point an epoch, and rounding would hold it still. That of use is kept in micro-credits.

use super::div::div_floor;
use super::mul_div::product;
use super::mul_div_floor;
use super::q64::split_words;
use crate::constants::BPS;

/// Fraction bits of the average.
const EMA_BITS: u32 = 32;
/// One in Q1.63, which unlike Q0.64 holds it.
const ONE: u64 = 1 << 63;

/// `floor(served * 10_000 / capacity)`, at most 10,000; 0 where nothing was offered. Both in micro-credits.
pub fn utilisation_bps_floor(served: u64, capacity: u64) -> u16 {
    let share = mul_div_floor(served.min(capacity), BPS.into(), capacity);
    share.and_then(|bps| u16::try_from(bps).ok()).unwrap_or(0)
}

/// The average after one more `sample`, in the sample's unit: `floor((ema * (10_000 - weight_bps) + sample * weight_bps) /
/// 10_000)`. `None` if `weight_bps` passes 10,000.
pub fn ema_floor(ema: u64, sample: u64, weight_bps: u16) -> Option<u64> {
    let kept = product(ema, BPS.checked_sub(weight_bps)?.into());
    let newest = product(sample, weight_bps.into());
    u64::try_from(div_floor(kept.checked_add(newest)?, BPS.into())?).ok()
}

/// Utilisation as its average counts it: units of 2^-32 basis points.
pub fn utilisation_sample(utilisation_bps: u16) -> u64 {
    u64::from(utilisation_bps) << EMA_BITS
}

/// The average after `epochs` epochs without use: `ema * ((10_000 - weight_bps) / 10_000)^epochs`, rounded down. `None` if `weight_bps` passes 10,000.
///
/// The factor is squared in Q1.63, so the cost grows with the bits of `epochs` alone, and an average of up to
/// 2^46 ends less than 34 units below the exact product: each of the 32 products loses less
/// than 1 unit, and the factors' own errors, which sum to less than 2^18 + 500 units of 2^-63, less than 2 in
/// all. Never above the exact product. `epochs` single steps of [`ema_floor`] end less than `min(epochs,
/// 10_000 / weight_bps)` units below it, so the two are never further apart than the larger bound.
pub fn ema_after_idle_floor(ema: u64, weight_bps: u16, epochs: u32) -> Option<u64> {
    let mut factor = mul_div_floor(BPS.checked_sub(weight_bps)?.into(), ONE, BPS.into())?;
    let (mut kept, mut epochs) = (ema, epochs);
    while epochs > 0 && kept > 0 {
        if epochs & 1 == 1 {
            kept = mul_q63_floor(kept, factor);
        }
        factor = mul_q63_floor(factor, factor);
        epochs >>= 1;
    }
    Some(kept)
}

/// The average in whole basis points, at most 10,000.
pub fn ema_bps(ema: u64) -> u16 {
    u16::try_from(ema >> EMA_BITS).map_or(BPS, |bps| bps.min(BPS))
}

/// `floor(value * factor / 2^63)` for a factor of at most 2^63.
fn mul_q63_floor(value: u64, factor: u64) -> u64 {
    let [_, high] = split_words(product(value, factor) << 1);
    high
}

#[cfg(test)]
mod tests;
