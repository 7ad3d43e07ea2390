//! Long lives of a market: providers join, change what they offer, are slashed, lie idle, retire and come
//! back; epochs are reported late or never and rolled late; rewards are claimed late or never.

mod rolling;
mod steps;
mod world;

use super::*;
use crate::math::mul_div_floor;
use steps::{choose, Step};
use world::World;

const EPOCHS_LIVED: u32 = 200;

/// What does not change while an epoch runs, or by no more than a step.
#[derive(Clone, Copy)]
struct Pace {
    epoch: u32,
    target: u64,
    first_price: u64,
    price: u64,
}

impl Pace {
    fn of(world: &World) -> Self {
        let (epoch, price) = (world.epoch(), world.market.reference_price);
        Self { epoch, target: world.market.target_in_epoch(epoch), first_price: price, price }
    }

    fn check(&mut self, world: &World) {
        let (now, params) = (Self::of(world), world.market.params);
        let within = |from: u64, to: u64, bps: u16| {
            let most = mul_div_floor(from, bps.into(), BPS.into()).unwrap();
            assert!(from.abs_diff(to) <= most, "{from} to {to} is more than {most}");
        };
        if now.epoch == self.epoch {
            assert_eq!(now.target, self.target, "the target moved within an epoch");
            within(self.first_price, now.price, params.max_price_step_bps);
            self.price = now.price;
        } else {
            // the clock alone has moved since the last look, so this target was known before its epoch began
            within(self.target, now.target, params.max_target_step_bps);
            assert_eq!(now.price, self.price, "time alone moved the price");
            *self = now;
        }
        within(self.target, world.market.target_in_epoch(now.epoch + 1), params.max_target_step_bps);
        assert!((params.reference_price_floor..=params.reference_price_cap).contains(&now.price));
    }
}

fn check_state(world: &World) {
    let (market, epoch) = (&world.market, world.epoch());
    market.invariant().unwrap();
    world.position.invariant().unwrap();
    let present = || world.seats.iter().flatten();
    for provider in present() {
        provider.invariant().unwrap();
        provider.usage.iter().for_each(|slot| slot.invariant().unwrap());
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
        assert!(record.counted <= record.capacity, "{record:?}");
        owed += record.reward_pool - record.rewards_claimed;
    }
    assert_eq!(market.quota_rewards_owed, owed);
    assert_eq!(world.entered, market.quota_pool + owed + world.paid_out);
    let rewards = market.reward_stream.remaining + market.rewards_owed + market.quota_pool + owed;
    assert_eq!(world.reward_vault, rewards);
    market.require_rewards_covered(world.reward_vault).unwrap();

    let bonds: u64 = present().map(|provider| provider.bond).sum();
    let cooling: u64 = present().map(|provider| provider.bond_cooling.amount).sum();
    assert_eq!((market.total_bonded, market.total_bond_cooling), (bonds, cooling));
    assert_eq!(world.bond_vault, bonds + cooling);
}

fn any_params(random: &mut Seeded) -> MarketParams {
    MarketParams {
        bond_cooldown_secs: random.one_of(&[0, 1, EPOCH_SECS / 2, EPOCH_SECS, 7 * EPOCH_SECS]),
        target_floor: random.any_size(1, 100_000 * DIEM_UNIT),
        credits_per_diem: random.any_size(1_000, 10 * CREDIT_UNIT),
        headroom_bps: random.one_of(&[1, 10_000, 60_000]),
        reward_cap: random.one_of(&[0, 1, 1_000_000, 1 << 40, u64::MAX]),
        utilisation_ema_bps: random.one_of(&[1, 1_000, 9_999, 10_000]),
        max_target_step_bps: random.one_of(&[0, 50, 500]),
        max_price_step_bps: random.one_of(&[0, 100, 1_000]),
        locked_haircut_bps: random.one_of(&[0, 2_000, 5_000]),
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
        if outcome.is_ok() {
            self.coverage.count(&step);
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
        assert_eq!(self.world.market.quota_rewards_owed, 0);
        assert_eq!(self.world.entered, self.world.market.quota_pool + self.world.paid_out);
    }
}

#[test]
fn markets_live_long() {
    let (mut coverage, mut rewarded) = (Coverage::default(), 0);
    for seed in 0..60 {
        let random = &mut Seeded(seed);
        let params = any_params(random);
        let world = World::new(params);
        let history = History::new(format!("seed {seed}, {params:?}"));
        let pace = Pace::of(&world);
        let mut run = Run { world, pace, history, coverage: &mut coverage };
        while run.world.epoch() < EPOCHS_LIVED {
            // most epochs are rolled while the next one runs, as a keeper does
            if run.world.due() > 0 && random.between(0, 3) > 0 {
                run.step(Step::Roll).unwrap();
            }
            let step = choose(random, &run.world);
            // a refusal is a step as well
            let _ = run.step(step);
            if random.between(0, 11) == 0 {
                run.wait_until(later(random, run.world.now, 12));
            }
        }
        run.wind_up();
        rewarded += u32::from(run.world.paid_out > 0);
    }
    assert!(rewarded >= 20, "only {rewarded} histories paid any provider");
    let exits = ["Retire", "AskForBond", "TakeBond", "Leave", "CloseRecord", "Slash"];
    coverage.require(&exits, 100);
    coverage.require(&["Join", "Offer", "AddBond", "Fund", "Mint", "Burn", "ClaimStakers", "Govern"], 100);
    coverage.require(&["Serve", "OpenRecord", "Report", "Roll", "Claim"], 500);
}
