//! A staked DIEM yields its quota at most once an epoch, in spite of all its owner tries: staking, unstaking, withdrawing,
//! closing, staking elsewhere, giving it to another wallet, on either side of an epoch's boundary; also where the
//! provider asks for the closing.
//!
//! Why it holds, and what is checked for it after every step: a channel's quota of an epoch is the whole quota of what was
//! staked when the epoch began, and of each later stake the part that was left of the epoch, rounded down; and DIEM that
//! was staked or cooling in an epoch leaves its channel in no other way than by that epoch's end.

mod choice;
mod step;
mod world;

use super::*;
use crate::math::{mul_div_ceil, mul_div_floor, quota_credits_floor};
use choice::{choose, exit_must_succeed};
use step::Step;
use world::{Live, Used, World};

type ByChannel = BTreeMap<usize, Given>;

/// What one channel, live or closed, gave in one epoch.
#[derive(Clone, Copy, Default)]
struct Given {
    wallet: usize,
    credits_per_diem: u64,
    /// The most DIEM that it ever had staked or cooling in the epoch.
    diem: u64,
    /// Micro-credits that it owes its consumer in the epoch, by the ledger's own count.
    due: u64,
    allowance: u64,
    used: u64,
}

/// What every channel ever gave, epoch by epoch.
#[derive(Default)]
struct Ledger(BTreeMap<u32, ByChannel>);

impl Ledger {
    /// Notes what each channel's quota of an epoch is when the epoch begins.
    fn begin(&mut self, world: &World, epoch: u32) {
        let of_epoch = self.0.entry(epoch).or_default();
        for live in &world.channels {
            let whole = quota_credits_floor(live.staked(epoch), live.channel.credits_per_diem).unwrap();
            of_epoch.insert(live.id, Given { due: whole, ..Given::default() });
        }
    }

    /// Notes what a stake adds in the running epoch: the part of its quota that the time left is of the epoch.
    fn stake(&mut self, world: &World, nth: usize, amount: u64) {
        let (epoch, live) = (world.epoch(), &world.channels[nth]);
        let whole = quota_credits_floor(amount, live.channel.credits_per_diem).unwrap();
        let left = (EPOCHS.starts_at(epoch + 1).unwrap() - world.now).clamp(1, EPOCH_SECS);
        let part = mul_div_floor(whole, left as u64, EPOCH_SECS as u64).unwrap();
        self.0.entry(epoch).or_default().entry(live.id).or_default().due += part;
    }

    fn see(&mut self, world: &World, epoch: u32) {
        let of_epoch = self.0.entry(epoch).or_default();
        for live in &world.channels {
            let given = of_epoch.entry(live.id).or_default();
            given.wallet = live.wallet;
            given.credits_per_diem = live.channel.credits_per_diem;
            given.diem = given.diem.max(live.giving(epoch));
            given.allowance = given.allowance.max(live.quota(epoch).allowance);
        }
    }

    fn settle(&mut self, all_used: &[Used]) {
        for Used { id, epoch, credits } in all_used {
            self.0.entry(*epoch).or_default().entry(*id).or_default().used += credits;
        }
    }

    fn check(&self, world: &World, supply: u64, shared_rate: Option<u64>) {
        let epoch = world.epoch();
        for of_epoch in [epoch - 1, epoch].map(|epoch| self.0.get(&epoch)).into_iter().flatten() {
            let sum = |part: fn(&Given) -> u64| of_epoch.values().map(part).sum::<u64>();
            assert!(sum(|given| given.diem) <= supply, "some DIEM was staked twice in an epoch");
            // the fewest base units that give so many credits
            let needed = |credits: u64, rate: u64| mul_div_ceil(credits, DIEM_UNIT, rate.max(1)).unwrap();
            let needed: u64 = of_epoch.values().map(|g| needed(g.allowance, g.credits_per_diem)).sum();
            assert!(needed <= supply, "quota of {needed} base units was given");
            assert!(of_epoch.values().all(|given| given.used <= given.allowance), "more used than given");
            if let Some(rate) = shared_rate {
                let most = quota_credits_floor(supply, rate).unwrap();
                assert!(sum(|given| given.allowance) <= most, "more than {most} credits were given");
            }
        }
        // all that gave quota in this epoch is still its wallet's, in a channel
        for wallet in 0..world.wallets.len() {
            let own = |given: &&Given| given.wallet == wallet;
            let gave: u64 = self.0[&epoch].values().filter(own).map(|given| given.diem).sum();
            let lives = world.channels.iter().filter(|live| live.wallet == wallet);
            let gives: u64 = lives.map(|live| live.giving(epoch)).sum();
            assert_eq!(gave, gives, "of wallet {wallet}");
        }
    }
}

fn check_state(world: &World, ledger: &Ledger, supply: u64) {
    let epoch = world.epoch();
    world.market.invariant().unwrap();
    for Live { id, channel, .. } in &world.channels {
        channel.invariant().unwrap_or_else(|error| panic!("channel {id}: {error}"));
    }
    for live in &world.channels {
        let credits = |diem| quota_credits_floor(diem, live.channel.credits_per_diem).unwrap();
        let due = ledger.0[&epoch].get(&live.id).map_or(0, |given| given.due);
        assert_eq!(live.quota(epoch).allowance, due, "channel {}", live.id);
        assert!(due <= credits(live.giving(epoch)), "channel {}: more than one quota", live.id);
        assert_eq!(live.quota(epoch + 1).allowance, credits(live.staked(epoch + 1)), "channel {}", live.id);
        let before = ledger.0.get(&(epoch - 1)).and_then(|of_epoch| of_epoch.get(&live.id)).copied();
        let last = live.quota(epoch - 1);
        let Given { allowance, used, .. } = before.unwrap_or_default();
        assert_eq!((last.allowance, last.used), (allowance, used), "channel {}, the epoch before", live.id);
    }
    for (nth, provider) in world.providers.iter().enumerate() {
        provider.invariant().unwrap();
        let own = || world.channels.iter().filter(|live| live.provider == nth);
        let committed = [epoch, epoch + 1].map(|epoch| provider.committed.in_epoch(epoch).unwrap());
        let given = |epoch| own().map(|live| live.committed(epoch)).sum::<u64>();
        let closed_now = world.left_committed.iter().filter(|(of, at, _)| (*of, *at) == (nth, epoch));
        let left: u64 = closed_now.map(|(_, _, credits)| credits).sum();
        assert_eq!(committed, [given(epoch) + left, given(epoch + 1)], "provider {nth}");
        assert_eq!(provider.open_channels as usize, own().count(), "provider {nth}");
        // a retiring provider's capacity goes with the epoch, its quota with its notice
        let offered = [epoch, epoch + 1].map(|epoch| provider.quota_capacity.in_epoch(epoch).unwrap());
        let covered = committed[0] <= offered[0] && (committed[1] <= offered[1] || provider.retiring == 1);
        assert!(covered || (provider.retiring == 1 && offered[0] == 0), "provider {nth}");
    }
    let held: u64 = world.channels.iter().map(Live::held).sum();
    assert_eq!((world.market.total_escrowed, world.escrow), (held, held));
    assert_eq!(world.wallets.iter().sum::<u64>() + world.escrow + world.revenue, supply);
}

struct Run<'a> {
    world: World,
    ledger: Ledger,
    history: History,
    coverage: &'a mut Coverage,
    supply: u64,
    shared_rate: Option<u64>,
}

impl Run<'_> {
    fn step(&mut self, step: Step) {
        let must = exit_must_succeed(&self.world, step);
        let outcome = self.world.apply(step).map(|used| self.ledger.settle(&used));
        if let (Step::Stake { nth, amount }, Ok(())) = (step, &outcome) {
            self.ledger.stake(&self.world, nth, amount);
        }
        self.history.note(self.world.now, &step, &outcome);
        assert!(must.is_none_or(|must| must == outcome.is_ok()), "{step:?}: {outcome:?}");
        if outcome.is_ok() {
            self.coverage.count(&step);
        }
        self.check();
    }

    fn wait_until(&mut self, now: i64) {
        let from = self.world.epoch();
        self.world.wait_until(now);
        for epoch in from + 1..=self.world.epoch() {
            self.ledger.begin(&self.world, epoch);
            self.ledger.see(&self.world, epoch);
        }
        self.check();
    }

    fn check(&mut self) {
        self.ledger.see(&self.world, self.world.epoch());
        self.ledger.check(&self.world, self.supply, self.shared_rate);
        check_state(&self.world, &self.ledger, self.supply);
    }

    /// Every user leaves, and gets back everything except payments.
    fn leave(&mut self) {
        (0..self.world.channels.len()).for_each(|nth| match self.world.channels[nth].channel.closes_ts {
            0 => self.step(Step::RequestClose { nth }),
            _ => self.check(),
        });
        let ends = self.world.channels.iter().map(|live| live.channel.closes_ts);
        self.wait_until(ends.fold(self.world.now + EPOCH_SECS, i64::max));
        (0..self.world.channels.len()).for_each(|_| self.step(Step::Close { nth: 0, consenting: false }));
        assert_eq!(self.world.wallets.iter().sum::<u64>() + self.world.revenue, self.supply);
        assert!(self.world.providers.iter().all(|provider| provider.committed.next == 0));
    }
}

fn histories(rates: &[u64], tight: bool) {
    let mut coverage = Coverage::default();
    for seed in 0..1_500 {
        let random = &mut Seeded(seed);
        let supply = random.any_size(DIEM_UNIT, 1_000_000 * DIEM_UNIT);
        let first = random.between(0, supply);
        let second = random.between(0, supply - first);
        let most = quota_credits_floor(supply, *rates.iter().max().unwrap()).unwrap().max(2);
        let offered = if tight { random.between(most / 5, most * 4 / 5) } else { most };
        let world = World::new(default_params(), offered, [first, second, supply - first - second]);
        let title =
            format!("seed {seed}, rates {rates:?}, each provider offers {offered}, {supply} base units");
        let (ledger, history) = (Ledger::default(), History::new(title));
        let shared_rate = Some(rates[0]).filter(|_| rates.len() == 1);
        let mut run = Run { world, ledger, history, coverage: &mut coverage, supply, shared_rate };
        // short histories first: they are the easiest to read
        for _ in 0..10 + seed / 12 {
            if random.between(0, 4) == 0 {
                run.wait_until(later(random, run.world.now, 4));
            }
            let step = choose(random, &run.world, rates, tight);
            run.step(step);
        }
        run.leave();
    }
    let everywhere = ["Open", "Stake", "Unstake", "Withdraw", "RequestClose", "Close", "Settle", "Transfer"];
    coverage.require(&everywhere, 1_000);
    coverage.require(&["Collect", "Deposit", "Dismiss"], 500);
    coverage.require(if tight { &["Offer", "Retire"] } else { &[] }, 200);
}

#[test]
fn at_one_rate() {
    histories(&[1_000_000], false);
}

#[test]
fn at_a_rate_that_rounds() {
    histories(&[7], false);
}

#[test]
fn at_rates_that_change() {
    histories(&[1_000_000, 333_333, 7], false);
}

#[test]
fn where_capacity_is_short_and_a_provider_leaves() {
    histories(&[1_000_000], true);
    histories(&[1_000_000, 333_333, 7], true);
}
