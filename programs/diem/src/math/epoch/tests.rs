//! Epochs at their boundaries, and a scheduled figure against a map with a line per epoch.

use super::{EpochClock, Scheduled};
use proptest::prelude::*;
use std::collections::BTreeMap;

const DAY: i64 = 86_400;
const DAILY: EpochClock = EpochClock { genesis_ts: 1_767_225_600, epoch_secs: DAY };

#[test]
fn an_epoch_starts_with_its_first_second() {
    let at = |secs| DAILY.epoch_at(DAILY.genesis_ts + secs);
    assert_eq!([0, DAY - 1, DAY, DAY + 1, 2 * DAY - 1, 2 * DAY].map(at), [0, 0, 1, 1, 1, 2].map(Some));
    assert_eq!(DAILY.starts_at(0), Some(DAILY.genesis_ts));
    assert_eq!(DAILY.starts_at(2), Some(DAILY.genesis_ts + 2 * DAY));
}

#[test]
fn before_the_genesis_it_is_epoch_zero() {
    assert_eq!([DAILY.genesis_ts - 1, 0, i64::MIN].map(|now| DAILY.epoch_at(now)), [Some(0); 3]);
}

#[test]
fn an_epoch_lasts_at_least_a_second() {
    for epoch_secs in [0, -1, i64::MIN] {
        let clock = EpochClock { genesis_ts: 0, epoch_secs };
        assert_eq!((clock.epoch_at(5), clock.epoch_at(-5), clock.starts_at(5)), (None, None, None));
    }
}

#[test]
fn the_number_fits_32_bits() {
    let last = i64::from(u32::MAX);
    let clock = EpochClock { genesis_ts: 0, epoch_secs: 1 };
    assert_eq!((clock.epoch_at(last), clock.epoch_at(last + 1)), (Some(u32::MAX), None));
    assert_eq!(clock.starts_at(u32::MAX), Some(last));
    let longest = EpochClock { genesis_ts: i64::MIN, epoch_secs: i64::MAX };
    assert_eq!(longest.epoch_at(i64::MAX), Some(2));
    assert_eq!((longest.starts_at(2), longest.starts_at(3)), (Some(i64::MAX - 1), None));
}

proptest! {
    #[test]
    fn the_start_of_an_epoch_is_in_it_and_the_second_before_is_not(
        genesis_ts: i64,
        epoch_secs in 1..=30 * DAY,
        epoch in 1u32..,
    ) {
        let clock = EpochClock { genesis_ts, epoch_secs };
        let exact = i128::from(genesis_ts) + i128::from(epoch) * i128::from(epoch_secs);
        let start = clock.starts_at(epoch);
        prop_assert_eq!(start, i64::try_from(exact).ok());
        if let Some(start) = start {
            prop_assert_eq!(clock.epoch_at(start), Some(epoch));
            prop_assert_eq!(clock.epoch_at(start - 1), Some(epoch - 1));
        }
    }

    #[test]
    fn an_epoch_is_the_floor(genesis_ts: i64, epoch_secs: i64, now: i64) {
        let exact = (i128::from(now) - i128::from(genesis_ts)).max(0).checked_div(epoch_secs.into());
        let expected = exact.filter(|_| epoch_secs > 0).and_then(|epoch| u32::try_from(epoch).ok());
        prop_assert_eq!(EpochClock { genesis_ts, epoch_secs }.epoch_at(now), expected);
    }
}

/// A figure with a line per epoch in which it changes.
struct Lines(BTreeMap<u32, u64>);

impl Lines {
    fn in_epoch(&self, epoch: u32) -> u64 {
        self.0.range(..=epoch).next_back().map_or(0, |(_, figure)| *figure)
    }
}

/// How many epochs pass before the next change, and what it sets.
fn any_changes() -> impl Strategy<Value = Vec<(u32, u64)>> {
    let later = prop_oneof![4 => 0u32..4, 1 => Just(1_000_000)];
    prop::collection::vec((later, 0u64..100), 1..30)
}

proptest! {
    #[test]
    fn every_epoch_reads_as_if_each_had_a_line(start in 0u32..5, changes in any_changes()) {
        let mut lines = Lines(BTreeMap::new());
        let mut figure = Scheduled { epoch: start, ..Scheduled::default() };
        let mut epoch = start;
        for (later, next) in changes {
            epoch += later;
            let unmoved = figure;
            figure.advance(epoch);
            // the present and the future read the same before the move
            for ahead in epoch..epoch + 4 {
                prop_assert_eq!(unmoved.in_epoch(ahead), figure.in_epoch(ahead));
            }
            figure.next = next;
            lines.0.insert(epoch + 1, next);

            for known in epoch.saturating_sub(1)..epoch + 5 {
                prop_assert_eq!(figure.in_epoch(known), Some(lines.in_epoch(known)), "{} at {}", known, epoch);
            }
            if let Some(forgotten) = epoch.checked_sub(2) {
                prop_assert_eq!(figure.in_epoch(forgotten), None);
            }
            let ahead = [epoch, epoch + 1].map(|epoch| lines.in_epoch(epoch));
            prop_assert_eq!(Some(figure.highest_ahead()), ahead.into_iter().max());
        }
    }

    #[test]
    fn a_clock_that_stands_still_or_runs_back_changes_nothing(
        figures: [u64; 3],
        epoch: u32,
        back in any::<prop::sample::Index>(),
    ) {
        let [previous, current, next] = figures;
        let before = Scheduled { previous, current, next, epoch, padding: [0; 4] };
        for earlier in [epoch, epoch.saturating_sub(1), back.index(epoch as usize + 1) as u32] {
            let mut after = before;
            after.advance(earlier);
            prop_assert_eq!(after, before);
        }
    }
}

#[test]
fn the_last_epoch_can_be_reached() {
    let mut figure = Scheduled { previous: 1, current: 2, next: 3, ..Scheduled::default() };
    figure.advance(u32::MAX);
    assert_eq!(figure, Scheduled { previous: 3, current: 3, next: 3, epoch: u32::MAX, padding: [0; 4] });
    assert_eq!(figure.in_epoch(u32::MAX), Some(3));
}

#[test]
fn a_fixed_figure_is_the_same_in_every_epoch_that_it_knows() {
    let mut figure = Scheduled::fixed(7);
    assert_eq!([0, 1, u32::MAX].map(|epoch| figure.in_epoch(epoch)), [Some(7); 3]);
    figure.advance(5);
    assert_eq!([3, 4, 5, 6].map(|epoch| figure.in_epoch(epoch)), [None, Some(7), Some(7), Some(7)]);
}
