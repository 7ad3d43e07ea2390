//! A top-up moves the end to the weighted mean, and dust moves it by its weight and no more.

use super::{any_amount, any_stream, q32, stream, DAY, LONGEST, NOW};
use crate::math::Stream;
use num_bigint::BigInt;
use proptest::prelude::*;

#[test]
fn the_end_moves_to_the_weighted_mean() {
    let mut stream = stream(300, DAY);
    assert_eq!(stream.top_up(100, 5 * DAY), Some(()));
    assert_eq!(stream, super::stream(400, 2 * DAY));
}

#[test]
fn the_mean_is_the_nearest_and_half_goes_up() {
    let left = |remaining, left_q32, amount, secs| {
        let mut stream = Stream { remaining, last_ts: NOW, left_q32 };
        stream.top_up(amount, secs).unwrap();
        stream.left_q32
    };
    // (left + 0) / 2, / 3 and 2 / 3
    assert_eq!([1, 2, 3].map(|time| left(1, time, 1, 0)), [1, 1, 2]);
    assert_eq!([3, 4, 5].map(|time| left(1, time, 2, 0)), [1, 1, 2]);
    assert_eq!([3, 4, 5].map(|time| left(2, time, 1, 0)), [2, 3, 3]);
}

#[test]
fn a_stream_lasts_at_least_the_smallest_time() {
    let mut empty = Stream::starting_at(NOW);
    assert_eq!(empty.top_up(5, 0), Some(()));
    assert_eq!(empty, Stream { left_q32: 1, ..stream(5, 0) });
    assert_eq!((empty.end_ts(), empty.release_floor(NOW + 1)), (Some(NOW + 1), Some(5)));
}

#[test]
fn nothing_onto_nothing_and_durations_that_do_not_fit_are_refused() {
    assert_eq!(Stream::starting_at(NOW).top_up(0, DAY), None);
    assert_eq!(stream(5, DAY).top_up(5, -1), None);
    assert_eq!(stream(u64::MAX, DAY).top_up(1, DAY), None);
    let longest = i64::from(u32::MAX);
    assert_eq!((stream(5, DAY).top_up(5, longest), stream(5, DAY).top_up(5, longest + 1)), (Some(()), None));
    let mut full = Stream { remaining: u64::MAX - 5, last_ts: NOW, left_q32: u64::MAX };
    assert_eq!((full.top_up(5, longest), full.left_q32), (Some(()), u64::MAX));
}

#[test]
fn dust_leaves_a_large_stream_where_it_is() {
    // a unit weighs less than half of the smallest time where the stream has 2^33 times as many as the duration has seconds
    let large = 2 * q32(LONGEST);
    for remaining in [large, u64::MAX - 1_000] {
        for secs in [1, DAY, LONGEST] {
            for duration in [1, DAY, LONGEST] {
                let mut stream = stream(remaining, secs);
                for _ in 0..1_000 {
                    stream.top_up(1, duration).unwrap();
                }
                assert_eq!(stream, super::stream(remaining + 1_000, secs), "{duration}");
            }
        }
    }
}

/// Fees of 21 days, with 20 payments of dust in every second of a day: in whole seconds they would move the end by days.
#[test]
fn dust_20_times_a_second_neither_shortens_nor_delays() {
    const DURATION: i64 = 21 * DAY;
    let paid = 1_000_000_000;
    for (dust, secs_a_payment) in [(1, 1), (1, DAY), (3, DURATION)] {
        let (mut stream, mut alone) = (stream(paid, DURATION), stream(paid, DURATION));
        // how far the weight of the dust moves the end, in units of 2^-32 s
        let mut exact = BigInt::from(0);
        let mut released = 0;
        for second in 1..=DAY {
            released += stream.release_floor(NOW + second).unwrap();
            alone.release_floor(NOW + second).unwrap();
            let before = stream;
            for _ in 0..20 {
                stream.top_up(dust, secs_a_payment).unwrap();
            }
            let weight = (20 * dust) as i64;
            let pull = BigInt::from(q32(secs_a_payment)) - before.left_q32;
            exact += pull * weight / (BigInt::from(before.remaining) + weight);
        }
        let moved = BigInt::from(stream.left_q32) - alone.left_q32;
        // each of 20 roundings a second is at most half of 2^-32 s, and the estimate's own at most one
        let most = BigInt::from(11 * DAY);
        assert!(moved <= &exact + &most && exact <= &moved + &most, "{moved} for {exact}");
        assert_eq!(released + stream.remaining, paid + 20 * dust * DAY as u64);
    }
}

proptest! {
    #[test]
    fn an_empty_stream_gets_the_duration(amount in 1u64.., duration in 1..=LONGEST) {
        let mut stream = Stream::starting_at(NOW);
        stream.top_up(amount, duration).unwrap();
        prop_assert_eq!(stream, super::stream(amount, duration));
        prop_assert_eq!(stream.end_ts(), Some(NOW + duration));
    }

    #[test]
    fn the_time_left_is_the_nearest_to_the_mean(
        start in any_stream(),
        amount in any_amount(),
        duration in 0..=LONGEST,
    ) {
        let mut stream = start;
        let total = start.remaining.checked_add(amount);
        let allowed = total.is_some_and(|total| total > 0);
        prop_assert_eq!(stream.top_up(amount, duration).is_some(), allowed);
        if let Some(total) = total.filter(|_| allowed) {
            let old = BigInt::from(start.remaining) * start.left_q32;
            let weighted = old + BigInt::from(amount) * q32(duration);
            // round half up: the floor of the mean and a half
            let nearest: BigInt = (weighted * 2u32 + total) / (BigInt::from(total) * 2u32);
            prop_assert_eq!(BigInt::from(stream.left_q32), nearest.max(BigInt::from(1)));
            prop_assert_eq!((stream.remaining, stream.last_ts), (total, NOW));
        }
    }

    #[test]
    fn dust_moves_the_end_by_its_weight_and_half_of_the_smallest_time(
        start in any_stream().prop_filter("room for dust", |stream| stream.remaining < u64::MAX - 100),
        durations in prop::collection::vec(prop_oneof![Just(1), Just(LONGEST), 1..=LONGEST], 1..50),
    ) {
        let mut stream = start;
        for duration in durations {
            let before = stream.left_q32;
            stream.top_up(1, duration).unwrap();
            let moved = BigInt::from(stream.left_q32.abs_diff(before));
            let total = stream.remaining;
            // moved <= |duration - before| / total + 1/2
            let pull = BigInt::from(q32(duration).abs_diff(before));
            prop_assert!(&moved * 2u32 * total <= &pull * 2u32 + total, "{moved}, {pull} over {total}");
        }
    }

    /// One payment in many pieces at one moment ends where the one payment does, to a rounding a piece.
    #[test]
    fn pieces_end_where_the_whole_does(
        start in any_stream().prop_filter("room for pieces", |stream| stream.remaining < 1 << 60),
        pieces in prop::collection::vec(1u64..1 << 50, 1..50),
        duration in 1..=LONGEST,
    ) {
        let (mut stream, mut once) = (start, start);
        for piece in &pieces {
            stream.top_up(*piece, duration).unwrap();
        }
        once.top_up(pieces.iter().sum(), duration).unwrap();
        prop_assert_eq!(stream.remaining, once.remaining);
        prop_assert!(stream.left_q32.abs_diff(once.left_q32) <= pieces.len() as u64);
    }

    #[test]
    fn no_input_panics(stream: (u64, i64, u64), amount: u64, duration: i64) {
        for duration in [duration, duration >> 31] {
            let start = Stream { remaining: stream.0, last_ts: stream.1, left_q32: stream.2 };
            let mut topped = start;
            match topped.top_up(amount, duration) {
                Some(()) => {
                    prop_assert_eq!(topped.remaining, start.remaining + amount);
                    prop_assert!(topped.left_q32 > 0 && topped.last_ts == start.last_ts);
                }
                None => prop_assert_eq!(topped, start),
            }
            let _ = (topped.end_ts(), topped.per_second_floor());
        }
    }
}
