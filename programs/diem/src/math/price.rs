//! The reference price follows utilisation.

use super::mul_div_floor;
use crate::constants::{BPS, PRICE_BAND_HIGH_BPS, PRICE_BAND_LOW_BPS};

const _: () = assert!(0 < PRICE_BAND_LOW_BPS && PRICE_BAND_LOW_BPS <= PRICE_BAND_HIGH_BPS);
const _: () = assert!(PRICE_BAND_HIGH_BPS < BPS);

/// The price (DIEM base units per whole credit) after an epoch of `utilisation_bps` (above 10,000 counts as
/// 10,000). Within the band it stays. Outside it moves in proportion to the distance from the band, rounded
/// towards staying, by at most `floor(price * max_step_bps / 10_000)`:
///
/// - below, it falls by `floor(price * max_step_bps * (low - utilisation) / (low * 10_000))`,
/// - above, it rises by `floor(price * max_step_bps * (utilisation - high) / ((10_000 - high) * 10_000))`,
///
/// and then it is brought into `floor..=cap`. `None` if `max_step_bps` passes 10,000 or `floor` passes `cap`.
pub fn reference_price_step(
    price: u64,
    utilisation_bps: u16,
    max_step_bps: u16,
    floor: u64,
    cap: u64,
) -> Option<u64> {
    if max_step_bps > BPS || floor > cap {
        return None;
    }
    let utilisation = utilisation_bps.min(BPS);
    let part = |distance: u16, reach: u16| {
        // two factors below 2^16 each: no overflow
        let share = u64::from(max_step_bps).wrapping_mul(distance.into());
        mul_div_floor(price, share, u64::from(reach).wrapping_mul(BPS.into()))
    };
    let next = match utilisation.checked_sub(PRICE_BAND_HIGH_BPS) {
        // past 64 bits is past the cap
        Some(above) => price.saturating_add(part(above, BPS.checked_sub(PRICE_BAND_HIGH_BPS)?)?),
        None => {
            let below = PRICE_BAND_LOW_BPS.saturating_sub(utilisation);
            price.saturating_sub(part(below, PRICE_BAND_LOW_BPS)?)
        }
    };
    Some(next.clamp(floor, cap))
}

#[cfg(test)]
mod tests;
