//! Debts over runs of mints, burns and burns without debt, beside what everybody owes to the last fraction.

use super::super::Units;
use crate::constants::DIEM_UNIT;
use crate::math::testing::Seeded;
use num_bigint::BigInt;

/// How far a bill may lie from the exact debt after any run, in base units.
const FURTHEST: u32 = 20;

#[derive(Clone, Default)]
struct Debtor {
    units: u64,
    era: u64,
    /// What it owes if nothing is ever rounded: over the denominator of its history.
    exact: BigInt,
}

/// Debts in units beside exact fractions over one common denominator.
struct History {
    debt: Units,
    supply: u64,
    debtors: Vec<Debtor>,
    denominator: BigInt,
}

impl History {
    fn new(debtors: usize) -> Self {
        let debtors = vec![Debtor::default(); debtors];
        Self { debt: Units::default(), supply: 0, debtors, denominator: BigInt::from(1) }
    }

    fn renew(&mut self, debtor: usize) {
        self.debt.renew(self.supply);
        let debtor = &mut self.debtors[debtor];
        debtor.units = self.debt.at(debtor.units, debtor.era);
        debtor.era = self.debt.era;
    }

    fn mint(&mut self, debtor: usize, amount: u64) {
        self.renew(debtor);
        let units = self.debt.of_ceil(amount, self.supply).unwrap();
        self.debtors[debtor].units += units;
        self.debt.total += units;
        self.supply += amount;
        self.debtors[debtor].exact += &self.denominator * amount;
    }

    fn bill(&mut self, debtor: usize) -> u64 {
        self.renew(debtor);
        self.debt.worth_ceil(self.debtors[debtor].units, self.supply).unwrap()
    }

    /// Burns `most` or the bill, and says how much that was.
    fn burn(&mut self, debtor: usize, most: u64) -> u64 {
        let bill = self.bill(debtor);
        let amount = bill.min(most);
        if amount == 0 {
            return 0;
        }
        let units = self.debt.of_floor(amount, self.supply).unwrap().min(self.debtors[debtor].units);
        self.debtors[debtor].units -= units;
        self.debt.total -= units;
        self.supply -= amount;
        self.debtors[debtor].exact -= &self.denominator * amount;
        if amount == bill {
            assert_eq!(self.debtors[debtor].units, 0, "the bill clears all");
            self.debtors[debtor].exact = BigInt::ZERO;
        }
        amount
    }

    /// Burns DIEM without owing it: all debts fall by the same part.
    fn lose(&mut self, amount: u64) {
        if self.supply > 0 {
            self.denominator *= self.supply;
            self.supply -= amount;
            self.debtors.iter_mut().for_each(|debtor| debtor.exact *= self.supply);
        }
    }

    fn check(&mut self) {
        for debtor in 0..self.debtors.len() {
            let bill = BigInt::from(self.bill(debtor)) * &self.denominator;
            let distance = bill - &self.debtors[debtor].exact;
            let furthest = &self.denominator * FURTHEST;
            assert!(-&furthest <= distance && distance <= furthest, "{} / {}", distance, self.denominator);
        }
        assert!(self.debtors.iter().map(|debtor| debtor.units).sum::<u64>() <= self.debt.total);
        assert!(self.supply == 0 || u128::from(self.debt.total) < 2 * u128::from(self.supply));
        assert!(self.supply <= self.debt.total, "a unit is worth a base unit at most");
    }

    /// All minters burn their bills, one after the other: there is always enough DIEM.
    fn leave(&mut self) {
        for debtor in 0..self.debtors.len() {
            let bill = self.bill(debtor);
            assert!(bill <= self.supply);
            assert_eq!(self.burn(debtor, u64::MAX), bill);
            assert_eq!((self.bill(debtor), self.debtors[debtor].units), (0, 0));
        }
    }
}

#[test]
fn bills_stay_within_20_base_units_of_the_exact_debt_and_everybody_can_leave() {
    let mut rng = Seeded(21);
    for largest in [1, 7, 1_000, 1 << 40, 1 << 55].repeat(40) {
        let mut history = History::new(rng.between(1, 6) as usize);
        for _ in 0..60 {
            let debtor = rng.between(0, history.debtors.len() as u64 - 1) as usize;
            match rng.between(0, 9) {
                0..=4 => history.mint(debtor, rng.any_size(1, largest)),
                5..=7 => {
                    let most = rng.any_size(0, largest);
                    history.burn(debtor, rng.one_of(&[1, most, u64::MAX]));
                }
                _ => {
                    let supply = history.supply;
                    let any = rng.between(0, supply);
                    history.lose(rng.one_of(&[0, 1, any, supply >> 1, supply - (supply >> 7)]).min(supply));
                }
            }
            history.check();
        }
        history.leave();
        history.check();
    }
}

/// Each piece rounds against the debtor, and only a new era, which halves the units of all, may take one unit from it.
#[test]
fn pieces_clear_no_more_than_the_whole_but_for_a_unit_an_era() {
    let mut rng = Seeded(22);
    for _ in 0..200 {
        let mut history = History::new(2);
        history.mint(0, rng.any_size(1, 1 << 50));
        history.mint(1, rng.any_size(1, 1 << 50));
        history.lose(rng.between(0, history.supply - 1));
        let (bill, era) = (history.bill(0), history.debt.era);
        let (mut burnt, mut pieces, mut eras) = (0, 0, 0);
        while history.bill(0) > 0 {
            eras = history.debt.era - era;
            burnt += history.burn(0, rng.any_size(1 + bill / 16, 1 + bill / 8));
            pieces += 1;
            history.check();
        }
        assert!(eras <= 2, "{eras}");
        assert!(
            (bill.saturating_sub(eras)..=bill + pieces).contains(&burnt),
            "{burnt} in {pieces} pieces for {bill}"
        );
    }
}

/// The first minter owes one DIEM and destroys all of it but one base unit, again and again: others still mint at their
/// own amount, and owe that.
#[test]
fn a_minter_who_destroys_the_supply_closes_minting_for_nobody() {
    let mut history = History::new(2);
    for _ in 0..1_000 {
        history.mint(0, DIEM_UNIT);
        history.lose(history.supply - 1);
        assert!(history.bill(0) <= 1);
        history.mint(1, 5 * DIEM_UNIT);
        assert!((5 * DIEM_UNIT..=5 * DIEM_UNIT + 2).contains(&history.bill(1)));
        assert!(history.debt.total < 2 * history.supply);
        assert!(history.burn(1, u64::MAX) >= 5 * DIEM_UNIT, "nobody frees more than was burnt");
    }
    assert!(history.debt.era > 20_000, "29 eras a round");
}

#[test]
fn units_are_gone_with_the_supply_alone() {
    let mut history = History::new(2);
    history.mint(0, 100);
    history.mint(1, 50);
    history.lose(150);
    assert_eq!((history.bill(0), history.bill(1), history.debt), (0, 0, Units { total: 0, era: 64 }));
    history.mint(1, 7);
    assert_eq!((history.debtors[1].units, history.bill(1), history.bill(0)), (7, 7, 0));
    assert_eq!((history.burn(1, 7), history.debt), (7, Units { total: 0, era: 64 }));
}
