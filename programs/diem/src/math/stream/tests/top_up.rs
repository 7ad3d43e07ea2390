//! A top-up moves the end to the weighted mean, and dust moves it by its weight and no more.

use super::{any_amount, any_stream, stream, DAY, LONGEST, NOW};
use crate::math::Stream;
use num_bigint::BigInt;
use proptest::prelude::*;

fn secs_left(stream: &Stream) -> i64 {
    stream.end_ts - stream.last_ts
}

#[test]
fn the_end_moves_to_the_weighted_mean() {
    let mut stream = stream(300, DAY);
    assert_eq!(stream.top_up(100, 5 * DAY), Some(()));
    assert_eq!(stream, super::stream(400, 2 * DAY));
}

#[test]
fn a_stream_lasts_at_least_a_second() {
    let mut empty = Stream::starting_at(NOW);
    assert_eq!(empty.top_up(5, 0), Some(()));
    assert_eq!(empty, stream(5, 1));
}

#[test]
fn nothing_onto_nothing_and_negative_durations_are_refused() {
    assert_eq!(Stream::starting_at(NOW).top_up(0, DAY), None);
    assert_eq!(stream(5, DAY).top_up(5, -1), None);
    assert_eq!(stream(u64::MAX, DAY).top_up(1, DAY), None);
    let mut late = Stream { remaining: 5, last_ts: i64::MAX - 1, end_ts: i64::MAX };
    assert_eq!(late.top_up(5, DAY), None);
}

#[test]
fn dust_leaves_a_large_stream_where_it_is() {
    // a unit weighs less than half a second where the stream has twice as many units as the duration has seconds
    let large = 2 * LONGEST as u64;
    for remaining in [large, 38_000_000_000_000, u64::MAX - 1_000] {
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

proptest! {
    #[test]
    fn an_empty_stream_gets_the_duration(amount in 1u64.., duration in 1..=LONGEST) {
        let mut stream = Stream::starting_at(NOW);
        stream.top_up(amount, duration).unwrap();
        prop_assert_eq!(stream, super::stream(amount, duration));
    }

    #[test]
    fn the_time_left_is_the_nearest_second_to_the_mean(
        start in any_stream(),
        amount in any_amount(),
        duration in 0..=LONGEST,
    ) {
        let mut stream = start;
        let total = start.remaining.checked_add(amount);
        let allowed = total.is_some_and(|total| total > 0);
        prop_assert_eq!(stream.top_up(amount, duration).is_some(), allowed);
        if let Some(total) = total.filter(|_| allowed) {
            let weight = |amount: u64, secs: i64| BigInt::from(amount) * secs;
            let weighted = weight(start.remaining, secs_left(&start)) + weight(amount, duration);
            // round half up: the floor of the mean and a half
            let nearest: BigInt = (weighted * 2u32 + total) / (BigInt::from(total) * 2u32);
            prop_assert_eq!(BigInt::from(secs_left(&stream)), nearest.max(BigInt::from(1)));
            prop_assert_eq!((stream.remaining, stream.last_ts), (total, NOW));
        }
    }

    #[test]
    fn dust_moves_the_end_by_its_weight_and_half_a_second(
        start in any_stream().prop_filter("room for dust", |stream| stream.remaining < u64::MAX - 100),
        durations in prop::collection::vec(prop_oneof![Just(1), Just(LONGEST), 1..=LONGEST], 1..50),
    ) {
        let mut stream = start;
        for duration in durations {
            let before = secs_left(&stream);
            stream.top_up(1, duration).unwrap();
            let moved = secs_left(&stream).abs_diff(before);
            let total = u128::from(stream.remaining);
            // moved <= |duration - before| / total + 1/2
            let pull = u128::from(duration.abs_diff(before));
            prop_assert!(u128::from(moved) * 2 * total <= 2 * pull + total, "{moved} s, {pull} s over {total}");
        }
    }

    #[test]
    fn no_input_panics(stream: (u64, i64, i64), amount: u64, duration: i64) {
        let start = Stream { remaining: stream.0, last_ts: stream.1, end_ts: stream.2 };
        let mut topped = start;
        match topped.top_up(amount, duration) {
            Some(()) => {
                prop_assert_eq!(topped.remaining, start.remaining + amount);
                prop_assert!(topped.last_ts < topped.end_ts);
            }
            None => prop_assert_eq!(topped, start),
        }
    }
}
