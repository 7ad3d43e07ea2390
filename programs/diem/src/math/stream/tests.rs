//! Release over time. `top_up` holds the tests of how a top-up moves the end.

mod golden;
mod top_up;

use super::Stream;
use proptest::prelude::*;

const DAY: i64 = 86_400;
const LONGEST: i64 = 3_650 * DAY;
const NOW: i64 = 1_790_000_000;

fn stream(remaining: u64, secs: i64) -> Stream {
    Stream { remaining, last_ts: NOW, end_ts: NOW + secs }
}

fn any_amount() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..10, 0u64..1 << 30, any::<u64>(), Just(u64::MAX)]
}

fn any_stream() -> impl Strategy<Value = Stream> {
    (any_amount(), prop_oneof![1i64..100, 1..=LONGEST]).prop_map(|(remaining, secs)| stream(remaining, secs))
}

#[test]
fn the_last_unit_leaves_at_the_end() {
    for (now, released) in [(NOW + DAY - 1, 999), (NOW + DAY, 1_000), (NOW + DAY + 1, 1_000)] {
        let mut stream = stream(1_000, DAY);
        assert_eq!(stream.release_floor(now), Some(released));
        let after = Stream { remaining: 1_000 - released, last_ts: now, end_ts: now.max(NOW + DAY) };
        assert_eq!(stream, after);
        assert_eq!(stream.release_floor(NOW + 2 * DAY), Some(1_000 - released));
    }
}

#[test]
fn an_empty_stream_releases_nothing_and_follows_the_clock() {
    let mut stream = Stream::starting_at(NOW);
    assert_eq!(stream.release_floor(NOW + 5), Some(0));
    assert_eq!(stream, Stream::starting_at(NOW + 5));
}

#[test]
fn a_standing_clock_releases_nothing_even_at_the_end() {
    let mut stream = stream(5, 0);
    assert_eq!(stream.release_floor(NOW), Some(0));
    assert_eq!(stream.release_floor(NOW + 1), Some(5));
}

#[test]
fn the_rate_is_what_is_left_over_the_time_that_is() {
    let mut stream = stream(1_000, DAY);
    assert_eq!(stream.per_second_floor(), 0); // 1,000 / 86,400
    stream.remaining = 3 * 86_400 - 1;
    assert_eq!(stream.per_second_floor(), 2);
    stream.remaining = 3 * 86_400;
    assert_eq!(stream.per_second_floor(), 3);
    stream.release_floor(NOW + DAY / 2);
    assert_eq!(stream.per_second_floor(), 3);
    stream.release_floor(NOW + DAY);
    assert_eq!(stream.per_second_floor(), 0);
}

#[test]
fn no_clock_panics() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        for at in [i64::MIN, 0, i64::MAX - 1, i64::MAX] {
            for end_ts in [at, i64::MAX] {
                let stream = Stream { remaining: u64::MAX, last_ts: at, end_ts };
                // a time that lies further away than an i64 counts is refused or released, never in excess
                let (mut released, mut held) = (stream, stream);
                let out = released.release_floor(now);
                assert!(out.is_none_or(|out| out <= u64::MAX - released.remaining), "{stream:?} {now}");
                assert!(held.hold(now).is_none() || held.remaining == u64::MAX);
                assert!(held.end_ts >= stream.end_ts);
            }
        }
    }
}

proptest! {
    #[test]
    fn steps_release_as_much_as_one(
        start in any_stream(),
        mut fractions in prop::collection::vec(0u64..1_000, 0..40),
    ) {
        fractions.sort_unstable();
        let secs = start.end_ts - start.last_ts;
        let (mut stream, mut total) = (start, 0u64);
        for (steps, fraction) in (1..).zip(&fractions) {
            let elapsed = secs * *fraction as i64 / 1_000;
            total += stream.release_floor(NOW + elapsed).unwrap();
            prop_assert_eq!(stream.remaining, start.remaining - total);
            let linear = (u128::from(start.remaining) * elapsed as u128 / secs as u128) as u64;
            prop_assert!(total <= linear, "{total} of {linear}");
            prop_assert!(linear - total <= steps, "{total} of {linear} after {steps} steps");
            prop_assert_eq!(stream.end_ts, start.end_ts);
        }
        total += stream.release_floor(start.end_ts).unwrap();
        prop_assert_eq!((total, stream.remaining), (start.remaining, 0));
    }

    #[test]
    fn a_clock_that_stands_or_runs_back_releases_nothing(start in any_stream(), back in 0..=LONGEST) {
        let (mut released, mut held) = (start, start);
        prop_assert_eq!(released.release_floor(NOW - back), Some(0));
        prop_assert_eq!(held.hold(NOW - back), Some(()));
        prop_assert_eq!((released, held), (start, start));
    }

    #[test]
    fn a_held_stream_only_ends_later(start in any_stream(), first in 0..=LONGEST, second in 0..=LONGEST) {
        let mut stream = start;
        stream.hold(NOW + first).unwrap();
        stream.hold(NOW + first + second).unwrap();
        let passed = first + second;
        let moved = Stream { last_ts: NOW + passed, end_ts: start.end_ts + passed, ..start };
        prop_assert_eq!(stream, moved);
    }
}
