//! A provider that pays itself and serves quota to itself, beside honest ones, against the same market without it: in no
//! cell of the grid does it have a base unit more. What it gets is counted to the end: its part of the payments, its rewards,
//! and its part, as an owner of stake, of all that ever streams to the stakers, the rest of the quota pool included.
//!
//! One that distributes after the closing puts its quota share into the pool when the payout of its epoch is fixed, and most
//! of that share may come back to an owner of most of the stake: its quota earns nothing.

use super::*;
use crate::state::invariant_tests::refused;

/// When the self-dealer distributes what it paid itself in an epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Distributed {
    AtOnce,
    /// In the next epoch, once the epoch before is closed; then it reports again.
    BeforeClosing,
    AfterClosing,
}

/// One cell of the grid.
#[derive(Clone, Copy, Debug)]
struct Deal {
    params: MarketParams,
    /// DIEM of others in the quota pool at the start.
    pool: u64,
    /// Of the stake, owned by the self-dealer.
    own_bps: u64,
    /// What honest providers sell at the reference price and serve as quota in each epoch: micro-credits.
    honest_sales: u64,
    honest_quota: u64,
    /// DIEM that the self-dealer pays itself in each of so many epochs, and at which part of the reference price.
    amount: u64,
    epochs: u32,
    price_bps: u64,
    distributed: Distributed,
}

struct World {
    market: Market,
    /// The honest one and the self-dealer.
    providers: [Provider; 2],
    records: BTreeMap<u32, EpochRecord>,
    /// DIEM in their revenue accounts, and their rewards.
    revenue: [u64; 2],
    rewards: [u64; 2],
    /// DIEM that was ever streamed to the stakers.
    to_stakers: u64,
}

impl World {
    fn new(deal: &Deal) -> Self {
        let mut market = new_market(deal.params);
        let mut provider = || register(&mut market, 1 << 60, CAPACITY, CAPACITY, 0).unwrap();
        let providers = [provider(), provider()];
        market.fund_quota(deal.pool).unwrap();
        market.next_to_close = 1;
        Self { market, providers, records: BTreeMap::new(), revenue: [0; 2], rewards: [0; 2], to_stakers: 0 }
    }

    fn serve(&mut self, nth: usize, epoch: u32, served: Progress) {
        let provider = &mut self.providers[nth];
        provider.serve_all(provider.window(epoch), &served).unwrap();
        self.revenue[nth] += served.diem;
    }

    fn report(&mut self, nth: usize, epoch: u32) {
        self.providers[nth].report(self.records.get_mut(&epoch).unwrap()).unwrap();
    }

    fn distribute(&mut self, nth: usize, now: i64) {
        let provider = &mut self.providers[nth];
        if let Ok(amount) = provider.undistributed(self.revenue[nth]) {
            let split = self.market.book_revenue(amount, now).unwrap();
            provider.book_revenue(amount, split.provider).unwrap();
            self.revenue[nth] -= amount - split.provider;
            self.to_stakers += split.stakers;
        }
    }

    fn claim(&mut self, nth: usize, record_epoch: u32, epoch: u32) -> Result<()> {
        let record = self.records.get_mut(&record_epoch).unwrap();
        self.rewards[nth] += self.providers[nth].claim_reward(record, epoch)?;
        Ok(())
    }

    fn roll(&mut self, epoch: u32) {
        let (first, due) = (self.market.next_to_close, self.market.due(epoch));
        let mut take = |nth| if nth < due { self.records.remove(&(first + nth)) } else { None };
        let mut records = [take(0), take(1)];
        let now = EPOCHS.starts_at(epoch).unwrap();
        let roll = self.market.roll(records.each_mut().map(Option::as_mut), epoch, now).unwrap();
        self.to_stakers += roll.to_stakers;
        self.records.extend(records.into_iter().flatten().map(|record| (record.epoch, record)));
    }

    /// What the self-dealer has in the end.
    fn own(&self, deal: &Deal) -> u64 {
        let streamed = mul_div_floor(self.to_stakers, deal.own_bps, BPS.into()).unwrap();
        self.providers[1].claimable + self.rewards[1] + streamed
    }
}

/// What the self-dealer has in the end, with or without dealing, and the rewards of the honest provider and of itself.
fn outcome(deal: &Deal, dealing: bool) -> (u64, [u64; 2]) {
    let mut world = World::new(deal);
    let honest = Progress {
        diem: mul_div_floor(deal.honest_sales, REFERENCE_PRICE, CREDIT_UNIT).unwrap(),
        bought: deal.honest_sales,
        quota: deal.honest_quota,
        last_quota: 0,
    };
    for epoch in 1..=deal.epochs + 2 {
        let now = EPOCHS.starts_at(epoch).unwrap();
        if epoch > 2 {
            world.roll(epoch);
            let _ = world.claim(0, epoch - 2, epoch);
            if dealing && deal.distributed == Distributed::AfterClosing {
                refused(world.claim(1, epoch - 2, epoch), DiemError::RevenueNotDistributed);
                world.distribute(1, now);
                refused(world.claim(1, epoch - 2, epoch), DiemError::RevenueNotDistributed);
            } else {
                let _ = world.claim(1, epoch - 2, epoch);
            }
        }
        if dealing && deal.distributed == Distributed::BeforeClosing && (2..=deal.epochs + 1).contains(&epoch)
        {
            world.distribute(1, now);
            world.report(1, epoch - 1);
        }
        if epoch <= deal.epochs {
            let record = new_record(&mut world.market, epoch, epoch).unwrap();
            let price = mul_div_floor(record.reference_price, deal.price_bps, BPS.into()).unwrap();
            world.records.insert(epoch, record);
            if honest != Progress::default() {
                world.serve(0, epoch, honest);
                world.distribute(0, now);
                world.report(0, epoch);
            }
            if dealing {
                let bought = mul_div_floor(deal.amount, CREDIT_UNIT, price).unwrap();
                world.serve(1, epoch, Progress { diem: deal.amount, bought, quota: CAPACITY, last_quota: 0 });
                if deal.distributed == Distributed::AtOnce {
                    world.distribute(1, now);
                }
                world.report(1, epoch);
            }
        }
    }
    // with no use any more, all that is left in the pool goes to the stakers at once
    world.distribute(1, EPOCHS.starts_at(deal.epochs + 2).unwrap());
    world.roll(deal.epochs + 2 + deal.params.quota_pool_epochs);
    assert_eq!(world.market.quota_pool, 0);
    (world.own(deal), world.rewards)
}

/// Requires that the self-dealer gains nothing, and returns its own rewards.
fn reward_of(deal: &Deal) -> u64 {
    let paid = deal.amount * u64::from(deal.epochs);
    let ((with, [_, reward]), (without, _)) = (outcome(deal, true), outcome(deal, false));
    assert!(with <= paid + without, "{} of {paid} gained: {deal:?}", with - without - paid);
    reward
}

#[test]
fn paying_oneself_never_pays() {
    let credits = [0, 100 * CREDIT_UNIT, CAPACITY / 2];
    let amounts = [1, 7_777, CAPACITY_DIEM / 3];
    let mut rewarded = 0;
    let mut try_deal = |deal: Deal| rewarded += u32::from(reward_of(&deal) > 0);
    for params in all_params() {
        for pool in [0, 1, CAPACITY_DIEM / 1_000, CAPACITY_DIEM * 100] {
            for own_bps in [0, 5_000, 9_999, 10_000] {
                for (honest_quota, amount) in credits.iter().flat_map(|c| amounts.map(|amount| (*c, amount)))
                {
                    let base = Deal {
                        params,
                        pool,
                        own_bps,
                        honest_sales: honest_quota,
                        honest_quota,
                        amount,
                        epochs: 1,
                        price_bps: 10_000,
                        distributed: Distributed::AtOnce,
                    };
                    let longer = Deal { epochs: 4, ..base };
                    for deal in [base, longer] {
                        try_deal(deal);
                        try_deal(Deal { distributed: Distributed::BeforeClosing, ..deal });
                        try_deal(Deal { distributed: Distributed::AfterClosing, ..deal });
                    }
                    try_deal(Deal { price_bps: 20_000, ..longer });
                    try_deal(Deal { price_bps: 5_000, ..longer });
                }
            }
        }
    }
    assert!(rewarded > 3_000, "only {rewarded} were rewarded at all");
}

/// One that owns nearly all of the stake beside honest quota that the pool is short for: its own quota share, distributed
/// after the closing, nearly all comes back to it, so the pool must pay it nothing.
#[test]
fn distributing_after_the_closing_wins_nothing() {
    let deal = Deal {
        params: default_params(),
        pool: 0,
        own_bps: 9_999,
        honest_sales: 100 * CREDIT_UNIT,
        honest_quota: 100 * CREDIT_UNIT,
        amount: 7_777,
        epochs: 1,
        price_bps: 10_000,
        distributed: Distributed::AfterClosing,
    };
    let ((with, rewards), (without, rewards_without)) = (outcome(&deal, true), outcome(&deal, false));
    // a tenth of what a hundred credits cost, whole and for the honest one
    assert_eq!((rewards, rewards_without), ([10 * REFERENCE_PRICE, 0], [10 * REFERENCE_PRICE, 0]));
    let treasury = book(deal.params, deal.amount).treasury;
    assert!(with + treasury <= deal.amount + without, "{with} of {} and {without}", deal.amount);
    // in time, it has its part of the pool, and gains nothing either
    for distributed in [Distributed::AtOnce, Distributed::BeforeClosing] {
        assert!(reward_of(&Deal { distributed, ..deal }) > 0);
    }
}

/// Where the pool could pay more than the cap, the law is what stands between a self-dealer and its gain.
#[test]
fn beyond_the_law_it_would_pay() {
    let lawful = Deal {
        params: default_params(),
        pool: CAPACITY_DIEM * 100,
        own_bps: 0,
        honest_sales: 0,
        honest_quota: 0,
        amount: CAPACITY_DIEM / 3,
        epochs: 1,
        price_bps: 10_000,
        distributed: Distributed::AtOnce,
    };
    assert!(reward_of(&lawful) > 0);
    let unlawful = MarketParams { quota_match_bps: 6_000, quota_cap_bps: 6_000, ..default_params() };
    refused(unlawful.validate(EPOCH_SECS), DiemError::QuotaRewardTooHigh);
    let mut world = World::new(&lawful);
    world.market.params = unlawful;
    let record = new_record(&mut world.market, 1, 1).unwrap();
    world.records.insert(1, record);
    let bought = mul_div_floor(lawful.amount, CREDIT_UNIT, REFERENCE_PRICE).unwrap();
    world.serve(1, 1, Progress { diem: lawful.amount, bought, quota: CAPACITY, last_quota: 0 });
    world.distribute(1, GENESIS_TS + EPOCH_SECS);
    world.report(1, 1);
    world.roll(3);
    world.claim(1, 1, 3).unwrap();
    assert!(world.own(&lawful) > lawful.amount);
}
