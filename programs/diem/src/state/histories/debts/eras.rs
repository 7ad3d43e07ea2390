//! What happens at the edges: nearly all DIEM is burnt, all of it, and era after era passes.

use super::*;
use crate::state::invariant_tests::refused;

/// The curve with plain figures: far below the target a whole DIEM costs 90 VVV.
fn new_world() -> World {
    World::new(any_params(&mut Seeded(1)))
}

/// The first minter mints one DIEM and burns all but one base unit of it, over and over: without eras each round would
/// multiply the units, until minting is closed to all.
#[test]
fn the_first_minter_cannot_close_minting() {
    for owing in [false, true] {
        let mut world = new_world();
        for _ in 0..200 {
            world.mint(0, DIEM_UNIT).unwrap();
            match owing {
                true => drop(world.burn(0, world.supply - 1).unwrap()),
                false => world.donate(world.supply - 1).unwrap(),
            }
            world.check();
            assert!(world.furthest_bill() <= 1);
        }
        let expected = world.market.mint_cost(1, 100 * DIEM_UNIT, world.now).unwrap();
        assert_eq!(world.mint(1, 100 * DIEM_UNIT).unwrap(), expected);
        world.check();
        let bill = world.bill(1);
        assert!(bill.abs_diff(100 * DIEM_UNIT) <= 1, "{bill}");
        assert!(world.bill(0) <= 2);
        // burns of others from now on still lower the second minter's bill
        world.donate(50 * DIEM_UNIT).unwrap();
        assert!(world.bill(1).abs_diff(50 * DIEM_UNIT) <= 2);
        world.leave();
    }
}

#[test]
fn without_any_diem_nobody_owes_any() {
    let mut world = new_world();
    world.mint(0, 10 * DIEM_UNIT).unwrap();
    world.mint(1, 10 * DIEM_UNIT).unwrap();
    world.donate(20 * DIEM_UNIT).unwrap();
    assert_eq!([0, 1].map(|wallet| world.bill(wallet)), [0, 0]);

    // the locked stake comes free against nothing, once
    let locked = world.positions[0].locked;
    assert_eq!(world.burn(0, 0).unwrap(), Burnt { diem: 0, unlocked: locked });
    world.check();
    refused(world.burn(0, 0).map(drop), DiemError::NothingToBurn);
    refused(world.burn(2, u64::MAX).map(drop), DiemError::NothingToBurn);

    // and what is minted from then on is not owed by those before
    world.mint(2, 5 * DIEM_UNIT).unwrap();
    world.check();
    assert_eq!([0, 1, 2].map(|wallet| world.bill(wallet)), [0, 0, 5 * DIEM_UNIT]);
    let locked = world.positions[1].locked;
    assert_eq!(world.burn(1, u64::MAX).unwrap(), Burnt { diem: 0, unlocked: locked });
    refused(world.burn(2, 0).map(drop), DiemError::ZeroAmount);
    world.leave();
}

#[test]
fn eras_pass_a_position_that_nobody_touches() {
    let mut world = new_world();
    world.mint(0, 100 * DIEM_UNIT).unwrap();
    world.mint(1, 100 * DIEM_UNIT).unwrap();
    world.donate(100 * DIEM_UNIT).unwrap();
    world.mint(1, DIEM_UNIT).unwrap();
    assert_eq!((world.market.debt.era, world.positions[1].debt_era, world.positions[0].debt_era), (1, 1, 0));
    world.check();
    assert_eq!(world.bill(0), 50 * DIEM_UNIT);
    assert_eq!(world.bill(1), 51 * DIEM_UNIT);
    assert!(world.furthest_bill() <= 1);

    // half of all is burnt again and again, until no unit of the first position is left
    let locked = world.positions[0].locked;
    while world.bill(0) > 0 {
        world.donate(world.supply / 2).unwrap();
        world.mint(1, DIEM_UNIT).unwrap();
        world.check();
        assert!(world.furthest_bill() <= 2);
    }
    assert_eq!(world.positions[0].debt_era, 0);
    assert!((30..64).contains(&world.market.debt.era), "era {}", world.market.debt.era);
    assert_eq!(world.burn(0, 0).unwrap(), Burnt { diem: 0, unlocked: locked });
    world.leave();
}

/// A position whose era lies 64 or more back owes nothing, for any number of units.
#[test]
fn sixty_four_eras_take_any_debt() {
    let mut world = new_world();
    world.mint(0, 1_000 * DIEM_UNIT).unwrap();
    for _ in 0..70 {
        world.donate(world.supply / 2 + 1).unwrap();
        world.mint(1, DIEM_UNIT).unwrap();
    }
    assert!(world.market.debt.era >= 64);
    assert!(world.positions[0].debt_units > 0);
    assert_eq!(world.bill(0), 0);
    world.leave();
}

/// A donation lowers all debts by the same part, the donor's own debt included.
#[test]
fn donations_lower_all_bills_alike() {
    let mut world = new_world();
    for (wallet, diem) in [(0, 10), (1, 20), (2, 70)] {
        world.mint(wallet, diem * DIEM_UNIT).unwrap();
    }
    world.donate(10 * DIEM_UNIT).unwrap();
    assert_eq!([0, 1, 2].map(|wallet| world.bill(wallet)), [9, 18, 63].map(|diem| diem * DIEM_UNIT));
    // minting is cheaper until the supply is back, and adds what is minted
    world.mint(3, 5 * DIEM_UNIT).unwrap();
    assert!((0..=1).contains(&(world.bill(3) - 5 * DIEM_UNIT)));
    assert!(world.furthest_bill() <= 1);
    world.leave();
}

/// With nearly two units to a base unit, rounding is worth most: as many calls as anybody likes win nothing by it.
#[test]
fn calls_of_one_base_unit_win_nothing() {
    const CALLS: u64 = 500;
    let mut world = new_world();
    world.mint(0, 19 * DIEM_UNIT).unwrap();
    world.donate(9 * DIEM_UNIT).unwrap();
    for minted in 1..=CALLS {
        world.mint(1, 1).unwrap();
        assert!(world.bill(1) >= minted, "{} is owed for {minted}", world.bill(1));
    }
    assert_eq!(world.market.debt.era, 0);
    let owed = world.bill(1);
    for burnt in 1..=CALLS {
        world.burn(1, 1).unwrap();
        assert!(world.bill(1) + burnt >= owed, "{} is left of {owed} after {burnt}", world.bill(1));
    }
    world.leave();
}
