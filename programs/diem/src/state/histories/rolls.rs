//! Which records a roll takes, and what the figures of one closing are.

use super::*;
use crate::state::invariant_tests::refused;

const CAPACITY: u64 = 100 * CREDIT_UNIT;

fn roll(market: &mut Market, records: [Option<&mut EpochRecord>; 2], epoch: u32) -> Result<()> {
    market.roll(records, epoch, EPOCHS.starts_at(epoch).unwrap())?;
    market.invariant()
}

#[test]
fn each_due_epoch_is_closed_with_its_own_record_and_no_other() {
    let mut market = new_market(default_params());
    refused(roll(&mut market, [None, None], 1), DiemError::NothingToRoll);
    let mut first = new_record(&mut market, 0, 1).unwrap();
    let mut second = new_record(&mut market, 1, 1).unwrap();
    let opened = market;
    let refuse = |first: Option<&EpochRecord>, second: Option<&EpochRecord>, epoch| {
        let (mut market, mut first, mut second) = (opened, first.copied(), second.copied());
        let records = [first.as_mut(), second.as_mut()];
        refused(roll(&mut market, records, epoch), DiemError::WrongEpochRecord);
    };
    // epoch 0 is due, and has a record; epoch 1 is not due
    refuse(None, None, 2);
    refuse(Some(&second), None, 2);
    refuse(Some(&first), Some(&second), 2);
    // both are due
    refuse(Some(&first), None, 3);
    refuse(Some(&first), Some(&first), 3);
    refused(new_record(&mut market, 2, 2).map(drop), DiemError::EpochsNotRolled);
    roll(&mut market, [Some(&mut first), None], 2).unwrap();
    assert_eq!((first.closed, second.closed), (1, 0));
    refused(roll(&mut market, [None, None], 2), DiemError::NothingToRoll);
    roll(&mut market, [Some(&mut second), None], 3).unwrap();
    assert_eq!((second.closed, market.next_to_close), (1, 2));
    new_record(&mut market, 2, 3).unwrap();
}

#[test]
fn quota_counts_in_the_utilisation_of_its_epoch() {
    let mut market = new_market(default_params());
    let mut provider = register(&mut market, 1 << 60, CAPACITY, CAPACITY, 0).unwrap();
    roll(&mut market, [None, None], 2).unwrap();
    let mut record = new_record(&mut market, 2, 2).unwrap();
    let credits = CAPACITY / 5;
    let diem = credits / CREDIT_UNIT * REFERENCE_PRICE;
    let served = Progress { diem, bought: credits, quota: credits, last_quota: 0 };
    provider.serve_all(provider.window(2), &served).unwrap();
    provider.report(&mut record).unwrap();
    roll(&mut market, [None, None], 3).unwrap();
    roll(&mut market, [Some(&mut record), None], 4).unwrap();
    assert_eq!((record.paid, record.used, record.utilisation_bps), (credits, 2 * credits, 4_000));
    // a tenth and a fiftieth of it are the first parts of the averages
    assert_eq!((market.utilisation_ema_bps(), market.served), (400, 2 * credits / 50));
}

#[test]
fn the_target_follows_the_capacity_of_the_running_epoch() {
    let mut market = new_market(default_params());
    market.served = 1_000_000 * CREDIT_UNIT;
    let floor = market.target_supply;
    register(&mut market, 1 << 60, 1_000 * CREDIT_UNIT, 0, 2).unwrap();
    roll(&mut market, [None, None], 2).unwrap();
    assert_eq!((market.target_supply, market.next_target, market.next_target_epoch), (floor, floor, 3));
    market.served = 1_000_000 * CREDIT_UNIT;
    roll(&mut market, [None, None], 3).unwrap();
    let step = floor / 200;
    assert_eq!(
        (market.target_supply, market.next_target, market.next_target_epoch),
        (floor, floor + step, 4)
    );
}
