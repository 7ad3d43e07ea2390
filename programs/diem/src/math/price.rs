//! The reference price follows what was paid.

use super::div::div_floor;
use super::mul_div_floor;

/// The reference price (DIEM base units per whole credit) that an epoch schedules, from the one that it was measured by.
///
/// `price_sum / paid` is the mean price of the epoch, each provider's weighted with its paid micro-credits and within one
/// step of `reference`. The price moves towards it by `|mean - reference| * min(paid, n) / n`, rounded towards staying,
/// with `n = max(served / 4, capacity / 100, 1)`: so little use moves it little. Then it is limited to `floor..=cap`.
/// `served` is the smoothed use after the epoch, `capacity` what was offered in it, both in micro-credits. Unchanged if
/// nothing was paid. `None` if `floor` passes `cap`, or if the mean passes 64 bits.
pub fn next_reference_price(
    reference: u64,
    (price_sum, paid): (u128, u64),
    served: u64,
    capacity: u64,
    (floor, cap): (u64, u64),
) -> Option<u64> {
    if floor > cap {
        return None;
    }
    if paid == 0 {
        return Some(reference);
    }
    let half = u128::from(paid >> 1);
    let mean = u64::try_from(div_floor(price_sum.checked_add(half)?, paid)?).ok()?;
    let whole = (served >> 2).max(capacity.checked_div(100)?).max(1);
    let moved = mul_div_floor(mean.abs_diff(reference), paid.min(whole), whole)?;
    let next =
        if mean >= reference { reference.checked_add(moved)? } else { reference.checked_sub(moved)? };
    Some(next.clamp(floor, cap))
}

#[cfg(test)]
mod tests;
