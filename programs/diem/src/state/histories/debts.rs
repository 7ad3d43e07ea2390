//! Debt in units, while anybody may burn DIEM without owing it: against the exact debt, bills are right to a few base
//! units; no call wins its caller more than one; everybody can leave; and stake, debt and weights add up.

mod eras;
mod exact;
mod world;

use super::*;
use world::{World, WALLETS};

/// Base units between a bill and the exact debt, after any history tried here.
const ROUNDING: u64 = 20;

#[derive(Clone, Copy, Debug)]
enum Step {
    Stake { wallet: usize, amount: u64 },
    Unstake { wallet: usize, amount: u64 },
    Mint { wallet: usize, amount: u64 },
    Burn { wallet: usize, most: u64 },
    Donate { amount: u64 },
    Fund { amount: u64 },
    Compound { wallet: usize },
    Claim { wallet: usize },
}

fn apply(world: &mut World, step: Step) -> Result<()> {
    match step {
        Step::Stake { wallet, amount } => world.stake(wallet, amount),
        Step::Unstake { wallet, amount } => world.unstake(wallet, amount),
        Step::Mint { wallet, amount } => world.mint(wallet, amount).map(drop),
        Step::Burn { wallet, most } => world.burn(wallet, most).map(drop),
        Step::Donate { amount } => world.donate(amount),
        Step::Fund { amount } => world.fund(amount),
        Step::Compound { wallet } => world.compound(wallet),
        Step::Claim { wallet } => world.claim(wallet),
    }
}

fn choose(random: &mut Seeded, world: &World) -> Step {
    let wallet = random.between(0, WALLETS as u64 - 1) as usize;
    let bill = world.bill(wallet);
    match random.between(0, 19) {
        0 => Step::Stake { wallet, amount: random.any_size(1, 1 << 50) },
        1 => Step::Unstake { wallet, amount: random.any_size(1, 1 << 50) },
        2..=8 => {
            let some = random.any_size(1, 10_000 * DIEM_UNIT);
            Step::Mint { wallet, amount: random.one_of(&[1, some, some, DIEM_UNIT]) }
        }
        9..=12 => {
            let some = random.any_size(1, bill.max(1));
            Step::Burn { wallet, most: random.one_of(&[0, 1, some, some, bill, u64::MAX]) }
        }
        13..=15 => {
            let supply = world.supply;
            let some = random.any_size(1, supply.max(1));
            let most = random.one_of(&[1, some, some, supply / 50, supply / 2, supply - supply / 1_000]);
            Step::Donate { amount: most.min(supply).max(1) }
        }
        16 => Step::Fund { amount: random.any_size(1, 1 << 40) },
        17 => Step::Compound { wallet },
        _ => Step::Claim { wallet },
    }
}

fn any_params(random: &mut Seeded) -> MarketParams {
    let locked_haircut_bps = random.one_of(&[MIN_LOCKED_HAIRCUT_BPS, 2_000, 3_333, MAX_LOCKED_HAIRCUT_BPS]);
    MarketParams { locked_haircut_bps, target_floor: 40_000 * DIEM_UNIT, ..default_params() }
}

#[test]
fn bills_follow_the_exact_debt() {
    let (mut coverage, mut eras, mut furthest) = (Coverage::default(), 0, 0);
    for seed in 0..1_000 {
        let random = &mut Seeded(seed);
        let params = any_params(random);
        let mut world = World::new(params);
        let mut history = History::new(format!("seed {seed}, {params:?}"));
        for _ in 0..10 + seed / 12 {
            world.now += random.one_of(&[0, 1, 1_000, EPOCH_SECS]);
            let step = choose(random, &world);
            let outcome = apply(&mut world, step);
            history.note(world.now, &step, &outcome);
            if outcome.is_ok() {
                coverage.count(&step);
            }
            world.check();
            furthest = furthest.max(world.furthest_bill());
            assert!(furthest <= ROUNDING, "a bill is {furthest} base units from the exact debt");
        }
        eras += world.market.debt.era.min(63);
        world.leave();
    }
    assert!(eras > 500 && furthest > 1, "{eras} eras, {furthest} base units");
    coverage.require(&["Stake", "Unstake", "Mint", "Burn", "Donate", "Fund", "Compound", "Claim"], 500);
}
