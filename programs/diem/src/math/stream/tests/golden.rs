//! `stream-golden.csv`: one step of a stream a line.

use super::{q32, DAY, LONGEST, NOW, SECOND};
use crate::math::testing::{cell, check_vectors, row, Seeded};
use crate::math::Stream;

const HEADER: &str = "operation,remaining,last_ts,left_q32,now,amount,duration_secs,\
    released,remaining_after,last_ts_after,left_q32_after,end_ts_after,per_second_after";

#[derive(Clone, Copy)]
enum Operation {
    Release { now: i64 },
    Hold { now: i64 },
    TopUp { amount: u64, duration_secs: i64 },
}
use Operation::{Hold, Release, TopUp};

#[test]
fn stream_golden_is_current() {
    let rows: Vec<String> =
        cases().into_iter().map(|(stream, operation)| replay(stream, operation)).collect();
    check_vectors("stream-golden.csv", HEADER, &rows);
}

fn replay(before: Stream, operation: Operation) -> String {
    let mut after = before;
    let (name, inputs, done, released) = match operation {
        Release { now } => {
            let released = after.release_floor(now);
            ("release", format!("{now},,"), released.is_some(), released)
        }
        Hold { now } => {
            after.hold(now);
            ("hold", format!("{now},,"), true, None)
        }
        TopUp { amount, duration_secs } => {
            let done = after.top_up(amount, duration_secs).is_some();
            ("top_up", format!(",{amount},{duration_secs}"), done, None)
        }
    };
    let outputs = if done {
        row(&[&cells(&after), &cell(after.end_ts()), &after.per_second_floor()])
    } else {
        ",,,,".into()
    };
    row(&[&name, &cells(&before), &inputs, &cell(released), &outputs])
}

fn cells(stream: &Stream) -> String {
    let Stream { remaining, last_ts, left_q32 } = stream;
    row(&[remaining, last_ts, left_q32])
}

fn cases() -> Vec<(Stream, Operation)> {
    let mut rng = Seeded(6);
    let mut cases = Vec::new();
    for _ in 0..100 {
        let any_secs = q32(rng.any_size(1, LONGEST as u64) as i64);
        let any_left = rng.any_size(1, q32(LONGEST));
        let left_q32 =
            rng.one_of(&[1, SECOND, q32(DAY), q32(LONGEST), any_secs, any_secs, any_left, any_left]);
        let any_remaining = rng.any_size(1, u64::MAX);
        let remaining = rng.one_of(&[0, 1, u64::MAX, any_remaining, any_remaining, any_remaining]);
        let stream = Stream { remaining, last_ts: NOW, left_q32 };

        let end_ts = stream.end_ts().unwrap();
        let within = rng.between(NOW as u64, end_ts as u64) as i64;
        let near_end = end_ts + rng.one_of(&[-1, 0, 1]);
        for now in [within, near_end, rng.one_of(&[NOW - 1, NOW, i64::MAX])] {
            cases.push((stream, Release { now }));
        }
        cases.push((stream, Hold { now: rng.one_of(&[NOW - 1, NOW, within, near_end, i64::MAX]) }));
        let any_duration = rng.any_size(1, LONGEST as u64) as i64;
        let duration_secs =
            rng.one_of(&[0, 1, LONGEST, any_duration, any_duration, any_duration, -1, 1 << 32]);
        let fitting = rng.any_size(0, u64::MAX - remaining);
        for amount in [fitting, rng.one_of(&[0, 1, 2, u64::MAX])] {
            cases.push((stream, TopUp { amount, duration_secs }));
        }
    }
    cases
}
