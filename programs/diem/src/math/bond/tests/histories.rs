//! Cooling bond against exact fractions over random histories.

use super::CoolingBond;
use crate::math::testing::Seeded;
use num_bigint::BigUint;

/// A ticket and its exact entitlement without any rounding: a fraction, with the denominator of its
/// history.
struct Ticket {
    shares: u64,
    era: u64,
    entitled: BigUint,
}

/// A [`CoolingBond`] beside exact fractions over one common denominator.
struct History {
    bond: CoolingBond,
    tickets: Vec<Ticket>,
    denominator: BigUint,
    /// Calls that rounded: a join, a leave, and each new era, by less than one base unit.
    rounded: u64,
    came_in: u128,
    slashed: u128,
    paid: u128,
}

impl History {
    fn new() -> Self {
        let (bond, tickets, denominator) = (CoolingBond::default(), Vec::new(), BigUint::from(1u32));
        Self { bond, tickets, denominator, rounded: 0, came_in: 0, slashed: 0, paid: 0 }
    }

    fn count_eras(&mut self, before: u64) {
        self.rounded += 1 + 2 * (self.bond.shares.era - before).min(64);
    }

    fn join(&mut self, amount: u64) {
        let era = self.bond.shares.era;
        let shares = self.bond.join(amount).unwrap();
        assert!(shares >= amount);
        assert!(u128::from(self.bond.shares.total) < 2 * u128::from(self.bond.amount), "after a renewal");
        let ticket = Ticket { shares, era: self.bond.shares.era, entitled: &self.denominator * amount };
        self.tickets.push(ticket);
        self.came_in += u128::from(amount);
        self.count_eras(era);
    }

    fn leave(&mut self, ticket: usize) {
        let Ticket { shares, era, entitled } = self.tickets.swap_remove(ticket);
        let (before, era_before) = (self.bond.amount, self.bond.shares.era);
        let paid = self.bond.leave(shares, era).unwrap();
        self.count_eras(era_before);
        let exact = BigUint::from(paid) * &self.denominator;
        // its own roundings may cost it a base unit each; those of others may give it as much
        let most = &self.denominator * self.rounded;
        assert!(exact <= &entitled + &most);
        assert!(entitled < &exact + &most + &self.denominator);
        if self.tickets.is_empty() {
            assert_eq!((paid, self.bond.shares.total), (before, 0), "the last one takes all");
        }
        self.paid += u128::from(paid);
    }

    fn slash(&mut self, amount: u64) {
        let before = self.bond.amount;
        self.bond.slash(amount).unwrap();
        if before > 0 {
            self.denominator *= before;
            self.tickets.iter_mut().for_each(|ticket| ticket.entitled *= self.bond.amount);
        }
        self.slashed += u128::from(amount);
    }

    fn assert_conserved(&self) {
        assert!(self.bond.amount <= self.bond.shares.total, "a share is worth more than a base unit");
        let at = |ticket: &Ticket| self.bond.shares.at(ticket.shares, ticket.era);
        assert!(self.tickets.iter().map(at).sum::<u64>() <= self.bond.shares.total);
        assert_eq!(self.bond.tickets as usize, self.tickets.len());
        assert_eq!(self.came_in, self.paid + self.slashed + u128::from(self.bond.amount));
    }

    /// The oldest tickets first, then it is empty.
    fn end(mut self) {
        while !self.tickets.is_empty() {
            self.leave(0);
            self.assert_conserved();
        }
        assert_eq!((self.bond.amount, self.bond.tickets, self.bond.shares.total), (0, 0, 0));
    }
}

#[test]
fn histories_give_everyone_a_fair_part_and_the_last_one_the_rest() {
    let mut rng = Seeded(11);
    for largest in [1, 3, 1_000, 1 << 40, 1 << 56].repeat(60) {
        let mut history = History::new();
        for _ in 0..60 {
            match rng.between(0, 9) {
                0..=4 => history.join(rng.any_size(1, largest)),
                5..=7 if !history.tickets.is_empty() => {
                    history.leave(rng.between(0, history.tickets.len() as u64 - 1) as usize);
                }
                _ => {
                    let amount = history.bond.amount;
                    let most = amount - (amount >> 6);
                    history.slash(rng.one_of(&[0, 1, amount >> 1, amount >> 1, most, amount]).min(amount));
                }
            }
            history.assert_conserved();
        }
        history.end();
    }
}

#[test]
fn a_bond_that_is_halved_again_and_again_stays_fair() {
    let mut rng = Seeded(23);
    for _ in 0..20 {
        let mut history = History::new();
        for _ in 0..100 {
            history.join(rng.any_size(1, 1 << 50));
            let half = history.bond.amount >> 1;
            history.slash(half);
            if rng.between(0, 3) == 0 {
                history.leave(rng.between(0, history.tickets.len() as u64 - 1) as usize);
            }
            history.assert_conserved();
        }
        history.end();
    }
}
