//! Division of 128 bits by 64 with native 64-bit divisions. The compiler's own 128-bit division costs about 500
//! compute units, this one about a fifth.

use super::q64::split_words;

const LOW: u64 = u32::MAX as u64;

/// `floor(numerator / divisor)`. `None` if `divisor` is zero.
pub fn div_floor(numerator: u128, divisor: u64) -> Option<u128> {
    let [low, high] = split_words(numerator);
    if high == 0 {
        return low.checked_div(divisor).map(u128::from); // most amounts: one native division
    }
    let upper = high.checked_div(divisor)?;
    let rest = high.checked_rem(divisor)?;
    Some((u128::from(upper) << 64) | u128::from(div_below(rest, low, divisor)))
}

/// `ceil(numerator / divisor)`. `None` if `divisor` is zero or the numerator is within `divisor` of 2^128.
pub fn div_ceil(numerator: u128, divisor: u64) -> Option<u128> {
    div_floor(numerator.checked_add(divisor.checked_sub(1)?.into())?, divisor)
}

/// `floor((high * 2^64 + low) / divisor)` for `high < divisor`, in two digits of 32 bits: Knuth, The Art of
/// Computer Programming, volume 2, algorithm 4.3.1 D.
fn div_below(high: u64, low: u64, divisor: u64) -> u64 {
    let shift = divisor.leading_zeros();
    let divisor = divisor << shift;
    let high = (high << shift) | low.checked_shr(64_u32.wrapping_sub(shift)).unwrap_or(0);
    let low = low << shift;
    let upper = digit(high, low >> 32, divisor);
    // below the divisor, so nothing is lost to the wrapping
    let rest = ((high << 32) | (low >> 32)).wrapping_sub(upper.wrapping_mul(divisor));
    (upper << 32) | digit(rest, low & LOW, divisor)
}

/// `floor((rest * 2^32 + next) / divisor)` for `rest < divisor` and a divisor whose top bit is set: the estimate
/// from the divisor's upper half is at most two too large.
#[allow(
    clippy::integer_division,
    clippy::arithmetic_side_effects,
    reason = "the upper half is at least 2^31; an estimate too large is above zero"
)]
fn digit(rest: u64, next: u64, divisor: u64) -> u64 {
    let (upper, lower) = (divisor >> 32, divisor & LOW);
    let (mut estimate, mut remainder) = (rest / upper, rest % upper);
    while estimate > LOW || estimate.wrapping_mul(lower) > ((remainder << 32) | next) {
        estimate -= 1;
        remainder += upper;
        if remainder > LOW {
            break;
        }
    }
    estimate
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Numbers with runs of equal bits, which is where the estimate of a digit goes wrong.
    fn word() -> impl Strategy<Value = u64> {
        let ones = (0..64u32, 0..64u32).prop_map(|(a, b)| (u64::MAX >> a) & (u64::MAX << b));
        let near = (0..64u32, 0..3u64).prop_map(|(bit, off)| (1u64 << bit).wrapping_add(off).wrapping_sub(1));
        prop_oneof![any::<u64>(), (0..64u32, any::<u64>()).prop_map(|(s, w)| w >> s), ones, near]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn agrees_with_the_compiler(high in word(), low in word(), divisor in word()) {
            let numerator = (u128::from(high) << 64) | u128::from(low);
            let exact = numerator.checked_div(divisor.into());
            prop_assert_eq!(div_floor(numerator, divisor), exact);
            let up = (divisor > 0).then(|| numerator.checked_add(u128::from(divisor) - 1)).flatten();
            prop_assert_eq!(div_ceil(numerator, divisor), up.map(|n| n / u128::from(divisor)));
        }
    }

    #[test]
    fn corrects_an_estimate_by_two() {
        // the quotient's upper digit is estimated as 2^32 + 1 and is 2^32 - 1
        let (high, divisor) = (0x8000_0000_ffff_fffe_u64, 0x8000_0000_ffff_ffff);
        let numerator = (u128::from(high) << 64) | u128::from(u64::MAX);
        assert_eq!(div_floor(numerator, divisor), Some(numerator / u128::from(divisor)));
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!((div_floor(1, 0), div_ceil(1, 0)), (None, None));
    }
}
