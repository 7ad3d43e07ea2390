//! Minting and burning by several wallets while the target supply stands still or moves.
//!
//! Nobody burns DIEM without owing it here, so a unit of debt is a base unit of DIEM throughout.
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
    /// The smoothed use of the closed epochs, and the goal of the target.
    Use {
        served: u64,
    },
    Roll,
}

#[derive(Clone)]
struct World {
    market: Market,
    supply: u64,
    positions: [StakePosition; WALLETS],
    now: i64,
    /// Calls that rounded.
    rounded: u64,
    highest_target: u64,
}

impl World {
    fn new(params: MarketParams) -> Self {
        let mut market = new_market(params);
        register(&mut market, 1 << 60, MAX_CAPACITY, 0, 0).unwrap();
        let mut positions = [new_position(); WALLETS];
        for position in &mut positions {
            position.stake(&mut market, STAKE, GENESIS_TS).unwrap();
        }
        let (now, highest_target) = (GENESIS_TS, market.target_supply);
        Self { market, supply: 0, positions, now, rounded: 0, highest_target }
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
        match step {
            Step::Mint { wallet, amount } => self.mint(wallet, amount)?,
            Step::Burn { wallet, amount } => self.burn(wallet, amount)?,
            Step::Renew { wallet } => {
                let amount = self.positions[wallet].debt_units;
                self.burn(wallet, amount)?;
                self.mint(wallet, amount)?;
            }
            Step::Use { served } => self.market.served = served,
            Step::Roll => {
                self.market.roll([None, None], epoch_at(self.now), self.now)?;
            }
        }
        Ok(())
    }

    fn mint(&mut self, wallet: usize, amount: u64) -> Result<()> {
        self.rounded += 1;
        self.positions[wallet].mint(&mut self.market, self.supply, amount, self.now)?;
        self.supply += amount;
        Ok(())
    }

    fn burn(&mut self, wallet: usize, amount: u64) -> Result<()> {
        let burnt = self.positions[wallet].burn(&mut self.market, self.supply, amount, self.now)?;
        assert_eq!(burnt.diem, amount);
        self.supply -= amount;
        Ok(())
    }

    fn wait_until(&mut self, now: i64) {
        // every target in between applied as well, and lies between these two
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
            let owed: u64 = chosen().map(|position| position.debt_units).sum();
            let cost = highest.cost(owed).unwrap();
            assert!(
                locked + self.rounded >= cost,
                "wallets {set:b}: {locked} locked, not {cost}, for {owed}"
            );
        }
        let sum = |part: fn(&StakePosition) -> u64| self.positions.iter().map(part).sum::<u64>();
        assert_eq!(self.market.total_locked, sum(|position| position.locked));
        let units = sum(|position| position.debt_units);
        assert_eq!((self.market.debt.total, self.supply), (units, units));
    }
}

/// A base rate and targets of any size, up to costs of nearly 2^63.
fn any_params(random: &mut Seeded) -> MarketParams {
    let target_floor = random.any_size(DIEM_UNIT, (1 << 48) / 10);
    MarketParams {
        base_rate: random.any_size(1, 1 << 36),
        steepness_bps: random.one_of(&[10_000, 20_000, 33_333, 40_000]),
        target_floor,
        target_cap: random.any_size(10 * target_floor, 1 << 48),
        max_target_step_bps: random.one_of(&[1, 50, 100]),
        ..default_params()
    }
}

fn choose(random: &mut Seeded, world: &World, moving: bool) -> Step {
    let wallet = random.between(0, WALLETS as u64 - 1) as usize;
    let owed = world.positions[wallet].debt_units;
    match random.between(0, 9) {
        0..=3 => {
            let room = world.curve().largest_supply().saturating_sub(world.supply);
            let some = random.any_size(1, room.max(1));
            Step::Mint { wallet, amount: random.one_of(&[1, some, some, room / 2 + 1, room, room + 1]) }
        }
        4..=6 => {
            let some = random.any_size(1, owed.max(1));
            Step::Burn { wallet, amount: random.one_of(&[1, some, some, owed, owed]).min(owed) }
        }
        7 => Step::Renew { wallet },
        8 if moving => Step::Use { served: random.any_size(1, 1 << 60) },
        _ => Step::Roll,
    }
}

fn histories(moving: bool) {
    let mut coverage = Coverage::default();
    for seed in 0..400 {
        let random = &mut Seeded(seed);
        let params = any_params(random);
        let mut world = World::new(params);
        let mut history = History::new(format!("seed {seed}, {params:?}"));
        for _ in 0..10 + seed / 3 {
            let step = choose(random, &world, moving);
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
    coverage.require(&["Mint", "Burn", "Renew", "Roll"], 500);
    coverage.require(if moving { &["Use"] } else { &[] }, 500);
}

#[test]
fn whatever_is_owed_is_covered_at_a_target_that_stands_still() {
    histories(false);
}

#[test]
fn whatever_is_owed_is_covered_at_the_highest_target_ever() {
    histories(true);
}
