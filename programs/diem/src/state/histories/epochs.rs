//! Long lives of a market: providers join, change what they offer, are slashed, lie idle, retire and come back; prices
//! move; epochs are reported late or never and rolled late; revenue is distributed and rewards are claimed late or never.

mod choice;
mod closing;
mod ledger;
mod rolling;
mod step;
mod world;

use super::*;
use crate::math::mul_div_floor;
use choice::choose;
use step::Step;
use world::World;

const EPOCHS_LIVED: u32 = 200;

/// The figures that are fixed during an epoch, and those of the next epoch.
#[derive(Clone, Copy)]
struct Pace {
    epoch: u32,
    target: u64,
    next_target: u64,
    price: u64,
    next_price: u64,
}

impl Pace {
    fn of(world: &World) -> Self {
        let (epoch, market) = (world.epoch(), &world.market);
        let price = |epoch| market.reference_price.in_epoch(epoch).unwrap();
        Self {
            epoch,
            target: market.target_in_epoch(epoch),
            next_target: market.target_in_epoch(epoch + 1),
            price: price(epoch),
            next_price: price(epoch + 1),
        }
    }

    fn check(&mut self, world: &World) {
        let (now, params) = (Self::of(world), world.market.params);
        if now.epoch == self.epoch {
            assert_eq!(now.target, self.target, "the target moved within an epoch");
            assert_eq!(now.price, self.price, "the reference price moved within an epoch");
        } else {
            // only the clock has moved since the last check, and its effects were known before
            assert_eq!((now.target, now.price), (self.next_target, self.next_price));
        }
        let most = mul_div_floor(now.target, params.max_target_step_bps.into(), BPS.into()).unwrap();
        assert!(now.target.abs_diff(now.next_target) <= most, "a step of more than {most}");
        let bounds = params.reference_price_floor..=params.reference_price_cap;
        assert!(bounds.contains(&now.price) && bounds.contains(&now.next_price));
        *self = now;
    }
}

fn check_state(world: &World) {
    let (market, epoch) = (&world.market, world.epoch());
    market.invariant().unwrap();
    world.position.invariant().unwrap();
    let present = || world.seats.iter().flatten();
    for (provider, revenue) in world.seats.iter().zip(world.revenue) {
        if let Some(provider) = provider {
            provider.invariant().unwrap();
            provider.usage.iter().for_each(|slot| slot.invariant().unwrap());
            provider.require_revenue_covered(revenue).unwrap();
        }
    }
    for epoch in [epoch, epoch + 1] {
        let left = world.left.iter().filter(|(last, _)| *last == epoch).map(|(_, provider)| provider);
        let all = || present().chain(left.clone());
        let capacity: u64 = all().map(|provider| provider.capacity.in_epoch(epoch).unwrap()).sum();
        let quota: u64 = all().map(|provider| provider.quota_capacity.in_epoch(epoch).unwrap()).sum();
        let whole = (market.capacity.in_epoch(epoch), market.quota_capacity.in_epoch(epoch));
        assert_eq!(whole, (Some(capacity), Some(quota)), "capacity of epoch {epoch}");
    }
    let mut owed = 0;
    for record in world.records.values() {
        record.invariant().unwrap();
        world.ledger.check(record);
        owed += record.reward_pool - record.rewards_claimed;
    }
    assert_eq!(market.quota_rewards_owed, owed);
    assert_eq!(world.entered, market.quota_pool + owed + world.paid_out + world.passed_on);
    let fees = market.fee_stream.remaining + market.fees_owed + market.treasury_owed;
    assert_eq!(world.fee_pool, fees + market.quota_pool + owed);
    market.require_fees_covered(world.fee_pool).unwrap();
    assert_eq!(world.reward_vault, market.reward_stream.remaining + market.rewards_owed);
    market.require_rewards_covered(world.reward_vault).unwrap();

    let bonds: u64 = present().map(|provider| provider.bond).sum();
    let cooling: u64 = present().map(|provider| provider.bond_cooling.amount).sum();
    assert_eq!((market.total_bonded, market.total_bond_cooling), (bonds, cooling));
    assert_eq!(world.bond_vault, bonds + cooling);
}

fn any_params(random: &mut Seeded) -> MarketParams {
    let ([provider_bps, quota_bps, treasury_bps, stakers_bps], (quota_match_bps, quota_cap_bps)) = random
        .one_of(&[
            ([7_500, 1_000, 500, 1_000], (2_000, 7_500)),
            ([5_000, 2_000, 1_000, 2_000], (3_000, 10_000)),
            ([8_500, 0, 100, 1_400], (100, 10_000)),
            ([8_500, 900, 100, 500], (10_000, 1_000)),
        ]);
    let target_floor = random.any_size(DIEM_UNIT, 40_000 * DIEM_UNIT);
    MarketParams {
        bond_cooldown_secs: random.one_of(&[EPOCH_SECS, EPOCH_SECS + 1, 7 * EPOCH_SECS]),
        target_floor,
        target_cap: random.any_size(10 * target_floor, 400_000 * DIEM_UNIT),
        credits_per_diem: random.any_size(450_000, 10 * CREDIT_UNIT),
        quota_pool_epochs: random.one_of(&[7, 30, 1_000]),
        target_share_bps: random.one_of(&[1_000, 4_000, 10_000]),
        use_ema_bps: random.one_of(&[1, 200, 2_000]),
        max_target_step_bps: random.one_of(&[1, 50, 100]),
        locked_haircut_bps: random.one_of(&[500, 2_000, 5_000]),
        provider_bps,
        quota_bps,
        treasury_bps,
        stakers_bps,
        quota_match_bps,
        quota_cap_bps,
        utilisation_ema_bps: random.one_of(&[1, 1_000, 5_000]),
        max_price_step_bps: random.one_of(&[10, 500, 1_000]),
        ..default_params()
    }
}

struct Run<'a> {
    world: World,
    pace: Pace,
    history: History,
    coverage: &'a mut Coverage,
}

impl Run<'_> {
    fn step(&mut self, step: Step) -> Result<()> {
        let outcome = self.world.apply(step);
        self.history.note(self.world.now, &step, &outcome);
        match &outcome {
            Err(Error::AnchorError(refusal)) => self.coverage.count(&format_args!("{}", refusal.error_name)),
            _ => self.coverage.count(&step),
        }
        self.check();
        outcome
    }

    fn wait_until(&mut self, now: i64) {
        self.world.now = now;
        self.check();
    }

    fn check(&mut self) {
        check_state(&self.world);
        self.pace.check(&self.world);
    }

    /// When nobody can claim any more, everything that was owed to providers is back in the pool.
    fn wind_up(&mut self) {
        self.wait_until(self.world.now + i64::from(USAGE_EPOCHS + 2) * EPOCH_SECS);
        self.step(Step::Roll).unwrap();
        for epoch in self.world.records.keys().copied().collect::<Vec<_>>() {
            self.step(Step::CloseRecord { epoch }).unwrap();
        }
        let World { market, entered, paid_out, passed_on, .. } = &self.world;
        assert_eq!(market.quota_rewards_owed, 0);
        assert_eq!(*entered, market.quota_pool + paid_out + passed_on);
    }
}

#[test]
fn markets_live_long() {
    let (mut coverage, mut rewarded, mut moved, mut raised) = (Coverage::default(), 0, 0, 0);
    for seed in 0..60 {
        let random = &mut Seeded(seed);
        let params = any_params(random);
        let world = World::new(params);
        let history = History::new(format!("seed {seed}, {params:?}"));
        let pace = Pace::of(&world);
        let mut run = Run { world, pace, history, coverage: &mut coverage };
        // the usual price moves away, and sometimes comes back
        let (slowest, fastest) = random.one_of(&[(900, 1_050), (970, 1_030), (960, 1_100)]);
        while run.world.epoch() < EPOCHS_LIVED {
            // most epochs are rolled while the next one runs, as a keeper does
            if run.world.due() > 0 && random.between(0, 3) > 0 {
                run.step(Step::Roll).unwrap();
            }
            let step = choose(random, &run.world);
            // a refusal is also a step
            let _ = run.step(step);
            if random.between(0, 19) == 0 {
                let price = run.world.price * random.between(slowest, fastest) / 1_000;
                run.world.price = price.clamp(REFERENCE_PRICE / 20, REFERENCE_PRICE * 20);
                run.wait_until(later(random, run.world.now, 12));
            }
        }
        run.wind_up();
        rewarded += u32::from(run.world.paid_out > 0);
        let Market { reference_price, next_target, params, .. } = &run.world.market;
        moved += u32::from(reference_price.next.abs_diff(REFERENCE_PRICE) > REFERENCE_PRICE / 10);
        raised += u32::from(*next_target > params.target_floor);
    }
    assert!(
        rewarded >= 20 && moved >= 20 && raised >= 10,
        "{rewarded} paid quota, {moved} moved, {raised} grew"
    );
    let exits = ["Retire", "AskForBond", "TakeBond", "Leave", "CloseRecord", "Slash"];
    coverage.require(&exits, 100);
    coverage.require(&["Join", "Offer", "AddBond", "Mint", "Burn", "ClaimStakers", "Govern"], 100);
    coverage.require(&["FundRewards", "FundQuota", "TakeTreasury"], 100);
    coverage.require(&["Serve", "Distribute", "OpenRecord", "Report", "Roll", "Claim"], 500);
    coverage.require(&["RevenueNotDistributed", "RewardLapsed", "NothingToReward", "RecordStillNeeded"], 50);
}
