//! What burning all and minting the same again frees, with and without a move of the target.

use super::*;
use crate::math::mul_div_floor;

/// `1 - exp(-k x^3 (1 - (1 + s)^-3))`: the part by which the marginal rate at the supply `x T` falls when the
/// target rises from T to T (1 + s).
fn bound(params: &MarketParams, x: f64, step_bps: u16) -> f64 {
    let k = f64::from(params.steepness_bps) / 10_000.0;
    let s = f64::from(step_bps) / 10_000.0;
    1.0 - (-k * x.powi(3) * (1.0 - (1.0 + s).powi(-3))).exp()
}

fn params(steepness_bps: u16, step_bps: u16) -> MarketParams {
    // half the default rate: a flatter curve reaches further, and must not become too expensive
    let base_rate = 45_000_000_000;
    MarketParams { base_rate, steepness_bps, max_target_step_bps: step_bps, ..default_params() }
}

/// Raises the target by one whole step, from the next epoch on.
fn raise(world: &mut World) {
    let before = world.curve().target;
    world.now += EPOCH_SECS;
    world.apply(Step::Use { served: 1 << 60 }).unwrap();
    world.apply(Step::Roll).unwrap();
    world.now += EPOCH_SECS;
    let step = mul_div_floor(before, world.market.params.max_target_step_bps.into(), BPS.into());
    assert_eq!(world.curve().target - before, step.unwrap());
}

/// A market in whose second epoch all of its capacity is there.
fn rising(params: MarketParams) -> World {
    let mut world = World::new(params);
    world.now += EPOCH_SECS;
    world
}

/// What the wallet frees by burning all and minting the same again.
fn renew(world: &mut World, wallet: usize) -> i128 {
    let before = world.positions[wallet].locked;
    world.apply(Step::Renew { wallet }).unwrap();
    i128::from(before) - i128::from(world.positions[wallet].locked)
}

/// Several wallets mint and burn, up to any part of the domain.
fn mixed_supply(random: &mut Seeded, world: &mut World) {
    for _ in 0..random.between(1, 12) {
        let room = world.curve().largest_supply() - world.supply;
        let wallet = random.between(0, WALLETS as u64 - 1) as usize;
        let owed = world.positions[wallet].debt_units;
        let step = match random.between(0, 2) {
            0 if owed > 0 => Step::Burn { wallet, amount: random.between(1, owed) },
            _ => Step::Mint { wallet, amount: random.between(DIEM_UNIT.min(room), room) },
        };
        // at the edge of the domain there may be no room left
        let _ = world.apply(step);
    }
}

#[test]
fn a_move_frees_no_more_than_the_marginal_rate_falls() {
    let (mut tight, mut overpaid) = (0, 0);
    for seed in 0..3_000 {
        let random = &mut Seeded(seed);
        let (steepness_bps, step_bps) = (random.one_of(&[10_000, 20_000, 40_000]), random.one_of(&[50, 100]));
        let mut world = rising(params(steepness_bps, step_bps));
        mixed_supply(random, &mut world);
        let wallet = random.between(0, WALLETS as u64 - 1) as usize;
        let StakePosition { locked, debt_units: owed, .. } = world.positions[wallet];
        if owed == 0 {
            continue;
        }
        let (supply, before) = (world.supply, world.curve());
        let same = before.mint_cost(supply - owed, owed).unwrap();
        raise(&mut world);
        let freed = renew(&mut world, wallet);

        let part = bound(&world.market.params, supply as f64 / before.target as f64, step_bps);
        let most = locked.saturating_sub(same) as f64 + part * locked.min(same) as f64;
        // two roundings of the curve, and those of the floating point
        let margin = 4.0 + most * 1e-9 + locked as f64 * 1e-12;
        assert!(freed as f64 <= most + margin, "seed {seed}: {freed} of {locked}, not {most}");
        overpaid += u32::from(locked > same);
        tight += u32::from(freed as f64 > most * 0.9);
        // and nothing is left to free
        assert_eq!(renew(&mut world, wallet), 0, "seed {seed}");
    }
    assert!(tight > 100 && overpaid > 100, "{tight} near the bound, {overpaid} above today's curve");
}

#[test]
fn without_a_move_only_what_was_overpaid_is_freed() {
    for seed in 0..1_000 {
        let random = &mut Seeded(seed);
        let mut world = rising(params(random.one_of(&[10_000, 20_000, 40_000]), 50));
        mixed_supply(random, &mut world);
        for wallet in 0..WALLETS {
            let StakePosition { locked, debt_units: owed, .. } = world.positions[wallet];
            if owed == 0 {
                continue;
            }
            let below = world.supply - owed;
            let same = world.curve().mint_cost(below, owed).unwrap();
            assert_eq!(renew(&mut world, wallet), i128::from(locked) - i128::from(same), "seed {seed}");
            assert_eq!(renew(&mut world, wallet), 0, "seed {seed}: a second time");
            world.check();
        }
    }
}

/// Freed basis points of what is locked: by an owner of the whole supply, and of its last thousandth, when
/// the target rises by `moves` steps and everything is renewed after each.
fn freed_bps(supply: u64, step_bps: u16, moves: u32) -> [u64; 2] {
    let first = supply - supply / 1_000;
    [[0, supply], [first, supply - first]].map(|[others, own]| {
        let mut world = rising(params(20_000, step_bps));
        if others > 0 {
            world.apply(Step::Mint { wallet: 0, amount: others }).unwrap();
        }
        world.apply(Step::Mint { wallet: 1, amount: own }).unwrap();
        let locked = world.positions[1].locked;
        let freed: i128 = (0..moves)
            .map(|_| {
                raise(&mut world);
                renew(&mut world, 1)
            })
            .sum();
        mul_div_floor(u64::try_from(freed).unwrap(), BPS.into(), locked).unwrap()
    })
}

#[test]
fn what_a_move_frees() {
    let target = default_params().target_floor;
    let end = params(20_000, 50).curve(target).largest_supply();
    let supplies = [target / 2, target, target / 4 * 5, end];
    let table = supplies.map(|supply| [freed_bps(supply, 50, 1), freed_bps(supply, 100, 1)]);
    let expected = [
        [[10, 37], [19, 73]],
        [[132, 292], [259, 570]],
        [[369, 562], [716, 1_083]],
        [[965, 1_118], [1_818, 2_093]],
    ];
    assert_eq!(table, expected);
    assert_eq!(freed_bps(target, 50, 10), [1_140, 2_423]);
}
