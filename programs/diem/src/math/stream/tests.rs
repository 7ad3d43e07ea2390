//! Release over time. `top_up` holds the tests of how a top-up moves the end.

mod golden;
mod top_up;

use super::Stream;
use num_bigint::BigUint;
use proptest::prelude::*;

const SECOND: u64 = 1 << 32;
const DAY: i64 = 86_400;
const LONGEST: i64 = 3_650 * DAY;
const NOW: i64 = 1_790_000_000;

/// Seconds in units of 2^-32 s.
fn q32(secs: i64) -> u64 {
    secs as u64 * SECOND
}

fn stream(remaining: u64, secs: i64) -> Stream {
    Stream { remaining, last_ts: NOW, left_q32: q32(secs) }
}

fn any_amount() -> impl Strategy<Value = u64> {
    prop_oneof![0u64..10, 0u64..1 << 30, any::<u64>(), Just(u64::MAX)]
}

/// Time left, of whole seconds and of parts of one.
fn any_left() -> impl Strategy<Value = u64> {
    let longest = q32(LONGEST);
    prop_oneof![(1i64..100).prop_map(q32), (1..=LONGEST).prop_map(q32), 1..=longest, 1..3 * SECOND]
}

fn any_stream() -> impl Strategy<Value = Stream> {
    (any_amount(), any_left()).prop_map(|(remaining, left_q32)| Stream { remaining, last_ts: NOW, left_q32 })
}

#[test]
fn the_last_unit_leaves_at_the_end() {
    for (now, released, left) in [(NOW + DAY - 1, 999, 1), (NOW + DAY, 1_000, 0), (NOW + DAY + 1, 1_000, 0)] {
        let mut stream = stream(1_000, DAY);
        assert_eq!(stream.release_floor(now), Some(released));
        assert_eq!(stream, Stream { remaining: 1_000 - released, last_ts: now, left_q32: q32(left) });
        assert_eq!(stream.release_floor(NOW + 2 * DAY), Some(1_000 - released));
    }
}

#[test]
fn a_part_of_a_second_counts() {
    // ten and a half seconds
    let start = Stream { remaining: 210, last_ts: NOW, left_q32: 10 * SECOND + SECOND / 2 };
    let released = |secs| {
        let mut stream = start;
        (stream.release_floor(NOW + secs), stream.left_q32)
    };
    assert_eq!(released(1), (Some(20), 9 * SECOND + SECOND / 2));
    assert_eq!(released(10), (Some(200), SECOND / 2));
    assert_eq!(released(11), (Some(210), 0));
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
fn within_its_last_second_the_rate_is_all_of_it() {
    let rate = |remaining, left_q32| Stream { remaining, last_ts: NOW, left_q32 }.per_second_floor();
    assert_eq!([1, SECOND - 1, SECOND, SECOND + 1].map(|left| rate(1_000, left)), [1_000, 1_000, 1_000, 999]);
    assert_eq!(
        (rate(u64::MAX, 1), rate(u64::MAX, SECOND), rate(u64::MAX, 2 * SECOND)),
        (u64::MAX, u64::MAX, u64::MAX / 2)
    );
    assert_eq!((rate(0, 0), rate(5, 0), rate(0, SECOND)), (0, 0, 0));
}

#[test]
fn the_end_is_rounded_up_to_a_second() {
    let end = |left_q32| Stream { remaining: 5, last_ts: NOW, left_q32 }.end_ts();
    let lefts = [0, 1, SECOND - 1, SECOND, SECOND + 1, q32(DAY)];
    assert_eq!(lefts.map(end), [0, 1, 1, 1, 2, DAY].map(|secs| Some(NOW + secs)));
    assert_eq!((end(u64::MAX - SECOND + 1), end(u64::MAX - SECOND + 2)), (Some(NOW + u32::MAX as i64), None));
    let late = |left_q32| Stream { remaining: 5, last_ts: i64::MAX - 1, left_q32 }.end_ts();
    assert_eq!((late(SECOND), late(SECOND + 1)), (Some(i64::MAX), None));
}

#[test]
fn no_clock_panics() {
    for now in [i64::MIN, -1, 0, i64::MAX] {
        for at in [i64::MIN, 0, i64::MAX - 1, i64::MAX] {
            for left_q32 in [0, 1, SECOND, u64::MAX] {
                let stream = Stream { remaining: u64::MAX, last_ts: at, left_q32 };
                // a time beyond an i64 is left unchanged and never releases too much
                let (mut released, mut held) = (stream, stream);
                let out = released.release_floor(now);
                assert!(out.is_some_and(|out| out <= u64::MAX - released.remaining), "{stream:?} {now}");
                assert!(released.left_q32 <= left_q32 && released.last_ts >= at);
                held.hold(now);
                assert_eq!(held, Stream { last_ts: at.max(now), ..stream });
            }
        }
    }
}

#[test]
fn a_gap_longer_than_64_bits_of_time_releases_all() {
    for secs in [i64::from(u32::MAX), i64::from(u32::MAX) + 1, i64::MAX - NOW] {
        let mut stream = Stream { remaining: 7, last_ts: NOW, left_q32: q32(DAY) };
        assert_eq!(stream.release_floor(NOW + secs), Some(7));
        assert_eq!(stream, Stream::starting_at(NOW + secs));
    }
}

proptest! {
    #[test]
    fn a_step_releases_the_exact_floor(
        start in any_stream(),
        elapsed in prop_oneof![1i64..5, 1..=2 * LONGEST],
    ) {
        let mut stream = start;
        let released = stream.release_floor(NOW + elapsed).unwrap();
        let passed = u128::from(SECOND) * elapsed as u128;
        let exact = BigUint::from(start.remaining) * passed / start.left_q32;
        prop_assert_eq!(BigUint::from(released), exact.min(start.remaining.into()));
        let left = u128::from(start.left_q32).saturating_sub(passed) as u64;
        let after = Stream { remaining: start.remaining - released, last_ts: NOW + elapsed, left_q32: left };
        prop_assert_eq!(stream, after);
        prop_assert!(left > 0 || released == start.remaining);
    }

    #[test]
    fn steps_release_as_much_as_one(
        start in any_stream(),
        mut fractions in prop::collection::vec(0u64..1_000, 0..40),
    ) {
        fractions.sort_unstable();
        let end = start.end_ts().unwrap();
        let (mut stream, mut total) = (start, 0u64);
        for (steps, fraction) in (1..).zip(&fractions) {
            let elapsed = (end - NOW) * *fraction as i64 / 1_000;
            total += stream.release_floor(NOW + elapsed).unwrap();
            prop_assert_eq!(stream.remaining, start.remaining - total);
            let linear = BigUint::from(start.remaining) * q32(elapsed) / start.left_q32;
            let linear = u64::try_from(linear).unwrap();
            prop_assert!(total <= linear, "{total} of {linear}");
            prop_assert!(linear - total <= steps, "{total} of {linear} after {steps} steps");
            prop_assert_eq!(stream.end_ts(), Some(end), "the end stays where it is");
        }
        total += stream.release_floor(end).unwrap();
        prop_assert_eq!((total, stream.remaining), (start.remaining, 0));
    }

    #[test]
    fn a_clock_that_stands_or_runs_back_releases_nothing(start in any_stream(), back in 0..=LONGEST) {
        let (mut released, mut held) = (start, start);
        prop_assert_eq!(released.release_floor(NOW - back), Some(0));
        held.hold(NOW - back);
        prop_assert_eq!((released, held), (start, start));
    }

    #[test]
    fn a_held_stream_only_ends_later(start in any_stream(), first in 0..=LONGEST, second in 0..=LONGEST) {
        let mut stream = start;
        stream.hold(NOW + first);
        stream.hold(NOW + first + second);
        let passed = first + second;
        prop_assert_eq!(stream, Stream { last_ts: NOW + passed, ..start });
        prop_assert_eq!(stream.end_ts(), start.end_ts().map(|end| end + passed));
    }

    #[test]
    fn the_rate_is_what_the_next_second_releases(start in any_stream()) {
        let mut stream = start;
        prop_assert_eq!(stream.release_floor(NOW + 1), Some(start.per_second_floor()));
    }
}
