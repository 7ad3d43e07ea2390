//! Minting and burning by several wallets while the target supply stands still or moves.
//!
//! Let `L` be all that is locked, `C_T(S)` the curve's cost of the supply `S` at the target `T`. Curves are
//! convex in S and fall as T rises. By induction over the calls, for the highest target `H` that was ever in
//! force:
//! - any wallets' locked VVV together is at least `C_H` of what they owe together, so that they can all burn,
//!   in any order, and what is left locked still covers what is left owed, but for the rounding of each mint
//!   (one unit);
//! - that includes all wallets: `L >= C_H(S)`; at a target that never moved, `L >= C_T(S)`.
//!
//! Burning all and minting the same again: a wallet that owes `o` of the supply `S`, with `l` locked, has
//! locked `l' = C_T(S) - C_T(S - o)` afterwards. A wallet that minted at a larger supply than today's, or at
//! a lower target, has `l > l'` and frees `l - l'`: it can do so at any time, and once, so no move of the
//! target gives it that. What a move from T to T (1 + s) adds is at most `b = 1 - exp(-k x^3 (1 - (1 +
//! s)^-3))` of `l'`, with `x = S / T` before the wallet's own burn, because the marginal rate falls by that
//! part at the supply S and by less below it. So the whole is at most `max(l - l', 0) + b min(l, l')`, and at
//! most `b l` for a wallet that has not paid too much.

mod freed;

use super::*;
use crate::math::Curve;

const WALLETS: usize = 4;
/// All wallets together stake less than 2^63 base units, beyond which no cost goes either.
const STAKE: u64 = 1 << 60;

#[derive(Clone, Copy, Debug)]
enum Step {
    Mint {
        wallet: usize,
        amount: u64,
    },
    Burn {
        wallet: usize,
        amount: u64,
    },
    /// Burns all and mints the same again.
    Renew {
        wallet: usize,
    },
    /// What the providers offer from the next epoch on, and with it where the target is heading.
    Offer {
        quota: u64,
    },
    Roll,
}

#[derive(Clone)]
struct World {
    market: Market,
    provider: Provider,
    positions: [StakePosition; WALLETS],
    now: i64,
    /// Calls that rounded.
    rounded: u64,
    highest_target: u64,
}

impl World {
    fn new(params: MarketParams) -> Self {
        let mut market = new_market(params);
        let provider = register(&mut market, 1 << 60, 0, 0, 0).unwrap();
        let mut positions = [new_position(); WALLETS];
        for position in &mut positions {
            position.stake(&mut market, STAKE, GENESIS_TS).unwrap();
        }
        let (now, highest_target) = (GENESIS_TS, market.target_supply);
        Self { market, provider, positions, now, rounded: 0, highest_target }
    }

    fn curve(&self) -> Curve {
        self.market.params.curve(self.market.target_in_epoch(epoch_at(self.now)))
    }

    /// Takes a step, or refuses it and changes nothing, as a transaction does.
    fn apply(&mut self, step: Step) -> Result<()> {
        let mut after = self.clone();
        after.run(step)?;
        *self = after;
        Ok(())
    }

    fn run(&mut self, step: Step) -> Result<()> {
        let (market, now) = (&mut self.market, self.now);
        match step {
            Step::Mint { wallet, amount } => {
                self.rounded += 1;
                self.positions[wallet].mint(market, amount, now)?;
            }
            Step::Burn { wallet, amount } => {
                self.positions[wallet].burn(market, amount, now)?;
            }
            Step::Renew { wallet } => {
                self.rounded += 1;
                let position = &mut self.positions[wallet];
                let amount = position.outstanding;
                position.burn(market, amount, now)?;
                position.mint(market, amount, now)?;
            }
            Step::Offer { quota } => self.provider.set_capacity(market, quota, quota, epoch_at(now))?,
            Step::Roll => {
                market.roll([None, None], epoch_at(now), now)?;
            }
        }
        Ok(())
    }

    fn wait_until(&mut self, now: i64) {
        // every target in between was in force as well, and lies between these two
        self.now = now;
        self.highest_target = self.highest_target.max(self.curve().target);
    }

    fn check(&self) {
        self.market.invariant().unwrap();
        let highest = self.market.params.curve(self.highest_target);
        for set in 0..1 << WALLETS {
            let chosen =
                || (0..WALLETS).filter(|wallet| set & (1 << wallet) != 0).map(|w| &self.positions[w]);
            let locked: u64 = chosen().map(|position| position.locked).sum();
            let owed: u64 = chosen().map(|position| position.outstanding).sum();
            let cost = highest.cost_ceil(owed).unwrap();
            assert!(
                locked + self.rounded >= cost,
                "wallets {set:b}: {locked} locked, not {cost}, for {owed}"
            );
        }
        let sum = |part: fn(&StakePosition) -> u64| self.positions.iter().map(part).sum::<u64>();
        assert_eq!(self.market.total_locked, sum(|position| position.locked));
        assert_eq!(self.market.diem_outstanding, sum(|position| position.outstanding));
    }
}

/// A base rate and targets of any size, up to costs of nearly 2^63.
fn any_params(random: &mut Seeded, moving: bool) -> MarketParams {
    let target_floor = random.any_size(1_000, 1 << 44);
    let target_cap = if moving { random.any_size(target_floor, 1 << 48) } else { target_floor };
    MarketParams {
        base_rate: random.any_size(1, 1 << 36),
        steepness_bps: random.one_of(&[0, 1_000, 20_000, 40_000]),
        target_floor,
        target_cap,
        max_target_step_bps: random.one_of(&[50, 500]),
        bond_per_credit: 1,
        ..default_params()
    }
}

fn choose(random: &mut Seeded, world: &World) -> Step {
    let wallet = random.between(0, WALLETS as u64 - 1) as usize;
    let owed = world.positions[wallet].outstanding;
    match random.between(0, 9) {
        0..=3 => {
            let room = world.curve().largest_supply().saturating_sub(world.market.diem_outstanding);
            let some = random.any_size(1, room.max(1));
            Step::Mint { wallet, amount: random.one_of(&[1, some, some, room / 2 + 1, room, room + 1]) }
        }
        4..=6 => {
            let some = random.any_size(1, owed.max(1));
            Step::Burn { wallet, amount: random.one_of(&[1, some, some, owed, owed]).max(1) }
        }
        7 => Step::Renew { wallet },
        8 => Step::Offer { quota: random.any_size(1, 1 << 49) / 1_000 },
        _ => Step::Roll,
    }
}

fn histories(moving: bool) {
    let mut coverage = Coverage::default();
    for seed in 0..400 {
        let random = &mut Seeded(seed);
        let params = any_params(random, moving);
        let mut world = World::new(params);
        let mut history = History::new(format!("seed {seed}, {params:?}"));
        for _ in 0..10 + seed / 3 {
            let step = choose(random, &world);
            let outcome = world.apply(step);
            history.note(world.now, &step, &outcome);
            if outcome.is_ok() {
                coverage.count(&step);
            }
            world.check();
            if random.between(0, 2) == 0 {
                world.wait_until(later(random, world.now, 3));
                world.check();
            }
        }
    }
    coverage.require(&["Mint", "Burn", "Renew", "Offer", "Roll"], 500);
}

#[test]
fn whatever_is_owed_is_covered_at_a_target_that_stands_still() {
    histories(false);
}

#[test]
fn whatever_is_owed_is_covered_at_the_highest_target_ever() {
    histories(true);
}
