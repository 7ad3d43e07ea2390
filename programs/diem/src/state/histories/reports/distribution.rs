//! Quota earns a reward where the revenue that was settled by the end of its epoch was distributed before the report.

use super::*;
use crate::events::Usage;
use crate::state::invariant_tests::refused;

/// What a provider sells and serves as quota in one epoch, and its use as reported before and after the distribution.
const SOLD: Progress = Progress {
    diem: 100 * REFERENCE_PRICE,
    bought: 100 * CREDIT_UNIT,
    quota: 30 * CREDIT_UNIT,
    last_quota: 0,
};
const REPORTED: Usage = Usage {
    diem: SOLD.diem,
    bought: SOLD.bought,
    quota: SOLD.quota,
    paid: 100 * CREDIT_UNIT,
    used: 130 * CREDIT_UNIT,
    rewardable: 0,
};
const REWARDABLE: Usage = Usage { rewardable: 20 * CREDIT_UNIT, ..REPORTED };

/// A market with a pool, a provider that has sold, and the record of the epoch.
fn sold() -> (Market, Provider, EpochRecord) {
    let mut market = new_market(default_params());
    market.fund_quota(1_000 * DIEM_UNIT).unwrap();
    market.next_to_close = EPOCH;
    let capacity = 1_000 * CREDIT_UNIT;
    let mut provider = register(&mut market, 1 << 60, capacity, capacity, 0).unwrap();
    let record = new_record(&mut market, EPOCH, EPOCH).unwrap();
    provider.serve_all(provider.window(EPOCH), &SOLD).unwrap();
    (market, provider, record)
}

fn close(market: &mut Market, record: &mut EpochRecord) {
    let epoch = record.epoch + 2;
    market.roll([Some(record), None], epoch, EPOCHS.starts_at(epoch).unwrap()).unwrap();
}

fn sums(record: &EpochRecord) -> [u128; 5] {
    let EpochRecord { paid, quota, used, rewardable, price_sum, .. } = record;
    let [paid, quota, used, rewardable] = [*paid, *quota, *used, *rewardable].map(u128::from);
    [paid, quota, used, rewardable, price_sum.bits()]
}

#[test]
fn quota_is_rewardable_where_its_epochs_revenue_was_distributed_before_the_report() {
    let (mut market, mut provider, mut record) = sold();
    let [paid, quota, used, rewardable] = [100, 30, 130, 20].map(|credits| u128::from(CREDIT_UNIT) * credits);
    let price_sum = paid * u128::from(REFERENCE_PRICE);
    assert_eq!(provider.report(&mut record).unwrap(), REPORTED);
    assert_eq!(sums(&record), [paid, quota, used, 0, price_sum]);
    refused(provider.report(&mut record).map(drop), DiemError::NothingToReport);

    // a base unit short changes nothing
    provider.book_revenue(SOLD.diem - 1, 0).unwrap();
    refused(provider.report(&mut record).map(drop), DiemError::NothingToReport);
    provider.book_revenue(1, 0).unwrap();
    // what is settled in the next epoch is that epoch's
    provider.serve_all(provider.window(EPOCH + 1), &SOLD).unwrap();
    assert_eq!(provider.report(&mut record).unwrap(), REWARDABLE);
    assert_eq!(sums(&record), [paid, quota, used, rewardable, price_sum]);
    refused(provider.report(&mut record).map(drop), DiemError::NothingToReport);

    close(&mut market, &mut record);
    let reward = record.reward_pool;
    assert_eq!(reward, 15 * REFERENCE_PRICE);
    assert_eq!(provider.claim_reward(&mut record, EPOCH + 2).unwrap(), reward);
    refused(provider.claim_reward(&mut record, EPOCH + 2).map(drop), DiemError::NothingToReward);
}

#[test]
fn what_is_settled_after_a_report_must_be_distributed_as_well() {
    let (_, mut provider, mut record) = sold();
    provider.book_revenue(SOLD.diem, 0).unwrap();
    assert_eq!(provider.report(&mut record).unwrap(), REWARDABLE);
    provider.serve_all(provider.window(EPOCH), &Progress { diem: 1, ..Progress::default() }).unwrap();
    let one_more = Usage { diem: SOLD.diem + 1, ..REPORTED };
    assert_eq!(provider.report(&mut record).unwrap(), one_more);
    provider.book_revenue(1, 0).unwrap();
    assert_eq!(
        provider.report(&mut record).unwrap(),
        Usage { rewardable: REWARDABLE.rewardable, ..one_more }
    );
}

/// In the order in which a claim looks: closed, lapsed, known, with quota, distributed.
#[test]
fn a_claim_needs_the_distribution_before_the_report() {
    let (mut market, mut provider, mut record) = sold();
    provider.report(&mut record).unwrap();
    refused(provider.claim_reward(&mut record, EPOCH + 1).map(drop), DiemError::EpochNotClosed);
    close(&mut market, &mut record);
    assert_eq!((record.rewardable, record.reward_pool), (0, 0));
    refused(provider.claim_reward(&mut record, EPOCH + 2).map(drop), DiemError::RevenueNotDistributed);
    // nor does it help to distribute now
    provider.book_revenue(SOLD.diem, 0).unwrap();
    refused(provider.claim_reward(&mut record, EPOCH + 2).map(drop), DiemError::RevenueNotDistributed);
    let lapsed = EPOCH + USAGE_EPOCHS;
    refused(provider.claim_reward(&mut record, lapsed).map(drop), DiemError::RewardLapsed);
    let mut other = register(&mut market, 1 << 60, CREDIT_UNIT, 0, EPOCH + 2).unwrap();
    refused(other.claim_reward(&mut record, EPOCH + 2).map(drop), DiemError::NothingToReward);
    refused(provider.report(&mut record).map(drop), DiemError::EpochNotOpen);
}

#[test]
fn a_claim_without_reported_quota_has_nothing_to_reward() {
    let (mut market, mut provider, mut record) = sold();
    let quota_only = |quota| Progress { quota, ..SOLD };
    let mut seller = register(&mut market, 1 << 60, 1_000 * CREDIT_UNIT, 0, 0).unwrap();
    seller.serve_all(seller.window(EPOCH), &quota_only(0)).unwrap();
    seller.report(&mut record).unwrap();
    // its quota is in no report
    let mut silent = register(&mut market, 1 << 60, 1_000 * CREDIT_UNIT, 0, 0).unwrap();
    silent.serve_all(silent.window(EPOCH), &quota_only(1)).unwrap();
    provider.report(&mut record).unwrap();
    close(&mut market, &mut record);
    for mut without_quota in [seller, silent] {
        assert_eq!(without_quota.settled_distributed, 0);
        refused(without_quota.claim_reward(&mut record, EPOCH + 2).map(drop), DiemError::NothingToReward);
    }
    refused(provider.claim_reward(&mut record, EPOCH + 2).map(drop), DiemError::RevenueNotDistributed);
}

/// The slots of a new provider look like those of epoch 0.
#[test]
fn a_claim_for_an_unused_slot_has_nothing_to_reward() {
    let mut market = new_market(default_params());
    let mut provider = register(&mut market, 1 << 60, CREDIT_UNIT, 0, 0).unwrap();
    let mut record = new_record(&mut market, 0, 0).unwrap();
    close(&mut market, &mut record);
    refused(provider.claim_reward(&mut record, 2).map(drop), DiemError::NothingToReward);
}

/// Revenue from elsewhere does not stand for what vouchers pay later.
#[test]
fn what_was_distributed_before_a_voucher_paid_is_not_its_revenue() {
    let (mut market, _, mut record) = sold();
    let mut provider = register(&mut market, 1 << 60, 1_000 * CREDIT_UNIT, 0, 0).unwrap();
    provider.book_revenue(SOLD.diem, 0).unwrap();
    provider.serve_all(provider.window(EPOCH), &SOLD).unwrap();
    assert_eq!(provider.report(&mut record).unwrap(), REPORTED);
    provider.book_revenue(SOLD.diem, 0).unwrap();
    assert_eq!(provider.report(&mut record).unwrap(), REWARDABLE);
}

/// Quota that is served after the last report, while the epoch settles, is in no record, and so in no reward.
#[test]
fn a_claim_takes_the_reward_of_what_was_reported() {
    let (mut market, mut provider, mut record) = sold();
    provider.book_revenue(SOLD.diem, 0).unwrap();
    let paid = Progress { quota: 10 * CREDIT_UNIT, ..SOLD };
    let mut other = register(&mut market, 1 << 60, 1_000 * CREDIT_UNIT, 0, 0).unwrap();
    other.serve_all(other.window(EPOCH), &paid).unwrap();
    other.book_revenue(SOLD.diem, 0).unwrap();
    other.report(&mut record).unwrap();
    provider.report(&mut record).unwrap();
    let late = Progress { last_quota: 20 * CREDIT_UNIT, ..Progress::default() };
    other.serve_all(other.window(EPOCH + 1), &late).unwrap();
    close(&mut market, &mut record);
    // ten of thirty credits, at three quarters of the reference price
    assert_eq!(record.rewardable, 30 * CREDIT_UNIT);
    assert_eq!(other.claim_reward(&mut record, EPOCH + 2).unwrap(), 75 * REFERENCE_PRICE / 10);
    assert_eq!(provider.claim_reward(&mut record, EPOCH + 2).unwrap(), 15 * REFERENCE_PRICE);
    assert_eq!(record.rewards_claimed, record.reward_pool);
}
