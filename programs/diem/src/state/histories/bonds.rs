//! Cooling bond after many slashes: a withdrawal can always be requested, a ticket is worth what the slashes left of it,
//! and the last one out leaves nothing.

use super::*;
use num_bigint::BigUint;

const SLASHES: u32 = 100;
/// Base units of rounding between a ticket's worth and the exact part, after any history tried here.
const ROUNDING: u64 = 20;

/// Tickets and their exact parts: a ticket of weight `w` is worth `w / sum of all weights` of the cooling bond. All weights
/// are scaled up with each join, so that no fraction is needed.
#[derive(Default)]
struct Exact(Vec<(BondTicket, BigUint)>);

impl Exact {
    fn total(&self) -> BigUint {
        self.0.iter().map(|(_, weight)| weight).sum()
    }

    /// A ticket for `amount` on top of `cooling`.
    fn join(&mut self, ticket: BondTicket, cooling: u64) {
        let total = self.total();
        if cooling == 0 {
            // bond that was slashed to zero stays zero
            self.0.iter_mut().for_each(|(_, weight)| *weight = BigUint::ZERO);
            self.0.push((ticket, BigUint::from(1u8)));
            return;
        }
        self.0.iter_mut().for_each(|(_, weight)| *weight *= cooling);
        self.0.push((ticket, total * ticket.requested));
    }

    fn worth(&self, nth: usize, cooling: u64) -> u64 {
        let (total, weight) = (self.total(), &self.0[nth].1);
        if total == BigUint::ZERO {
            return 0;
        }
        u64::try_from(weight * cooling / total).unwrap()
    }
}

struct World {
    market: Market,
    provider: Provider,
    tickets: Exact,
    /// VVV in the bond vault.
    vault: u64,
    epoch: u32,
}

impl World {
    fn new() -> Self {
        let params = MarketParams { max_slash_bps: MAX_SLASH_BPS, ..default_params() };
        let mut market = new_market(params);
        let bond = 1 << 40;
        let provider = register(&mut market, bond, 0, 0, 0).unwrap();
        Self { market, provider, tickets: Exact::default(), vault: bond, epoch: 1 }
    }

    fn add_bond(&mut self, amount: u64) {
        self.provider.add_bond(&mut self.market, amount).unwrap();
        self.vault += amount;
    }

    /// After any slashes, an existing bond can be requested.
    fn ask(&mut self, amount: u64) {
        let cooling = self.provider.bond_cooling.amount;
        let (id, shares) = self.provider.start_bond_cooling(&mut self.market, amount, self.epoch).unwrap();
        let era = self.provider.bond_cooling.shares.era;
        let ticket = BondTicket { id, shares, era, requested: amount, ..BondTicket::zeroed() };
        self.tickets.join(ticket, cooling);
        let worth = self.worth(self.tickets.0.len() - 1);
        assert!(worth <= amount + ROUNDING && worth + ROUNDING >= amount, "{worth} for {amount}");
    }

    /// What the ticket would be paid now.
    fn worth(&self, nth: usize) -> u64 {
        let mut cooling = self.provider.bond_cooling;
        let (ticket, _) = self.tickets.0[nth];
        cooling.leave(ticket.shares, ticket.era).unwrap()
    }

    fn take(&mut self, nth: usize) -> u64 {
        let (exact, worth) = (self.tickets.worth(nth, self.provider.bond_cooling.amount), self.worth(nth));
        let (ticket, _) = self.tickets.0.remove(nth);
        let paid = self.provider.stop_bond_cooling(&mut self.market, &ticket).unwrap();
        assert_eq!(paid, worth);
        assert!(paid.abs_diff(exact) <= ROUNDING, "{paid} for a part of {exact}");
        self.vault -= paid;
        paid
    }

    /// Slashes as much as the epoch allows, where it allows anything.
    fn slash(&mut self) {
        self.epoch += 1;
        if let Ok(taken) = self.provider.slash(&mut self.market, u64::MAX, self.epoch) {
            self.vault -= taken;
        }
    }

    fn check(&self) {
        self.market.invariant().unwrap();
        self.provider.invariant().unwrap();
        let Provider { bond, bond_cooling, .. } = &self.provider;
        assert_eq!((self.market.total_bonded, self.market.total_bond_cooling), (*bond, bond_cooling.amount));
        assert_eq!(self.vault, bond + bond_cooling.amount);
        assert_eq!(bond_cooling.tickets as usize, self.tickets.0.len());
        for nth in 0..self.tickets.0.len() {
            let exact = self.tickets.worth(nth, bond_cooling.amount);
            // the last ticket takes what rounding left
            if bond_cooling.tickets > 1 {
                assert!(self.worth(nth).abs_diff(exact) <= ROUNDING, "{} for {exact}", self.worth(nth));
            }
        }
    }

    fn leave(&mut self) {
        if self.provider.bond > 0 {
            self.ask(self.provider.bond);
        }
        while !self.tickets.0.is_empty() {
            self.take(0);
            self.check();
        }
        assert_eq!(self.vault, 0);
        assert_eq!(self.provider.bond_cooling.shares.total, 0);
    }
}

/// Half of everything is slashed in each epoch and the bond is filled up again, and no ticket is paid out meanwhile: without
/// eras, shares would pass 64 bits.
#[test]
fn a_bond_can_be_asked_for_after_any_number_of_slashes() {
    let mut world = World::new();
    world.ask(1 << 39);
    for _ in 0..SLASHES {
        world.slash();
        world.add_bond(1 << 40);
        world.ask(1 << 39);
        world.check();
        let Provider { bond_cooling, .. } = world.provider;
        assert!(bond_cooling.shares.total < 1 << 62, "{bond_cooling:?}");
    }
    assert!(world.provider.bond_cooling.shares.era > 64);
    // the first ticket lived through all of them
    assert_eq!(world.worth(0), 0);
    world.leave();
}

#[test]
fn tickets_are_worth_what_slashes_left() {
    let mut eras = 0;
    for seed in 0..300 {
        let random = &mut Seeded(seed);
        let mut world = World::new();
        for _ in 0..random.between(5, 80) {
            match random.between(0, 9) {
                0..=3 => world.slash(),
                4..=5 => world.add_bond(random.any_size(1, 1 << 40)),
                6..=7 if world.provider.bond > 0 => world.ask(random.any_size(1, world.provider.bond)),
                _ if !world.tickets.0.is_empty() => {
                    world.take(random.between(0, world.tickets.0.len() as u64 - 1) as usize);
                }
                _ => {}
            }
            world.check();
        }
        eras += world.provider.bond_cooling.shares.era;
        world.leave();
    }
    assert!(eras > 300, "{eras} eras in all");
}

/// A provider cannot leave and come back in the epoch of a slash, and be slashed beyond that epoch's cap.
#[test]
fn nobody_closes_in_the_epoch_of_a_slash() {
    let mut world = World::new();
    let now = EPOCHS.starts_at(1).unwrap();
    world.provider.retire(&mut world.market, 1, now).unwrap();
    let ends = world.provider.notice_ends_ts;
    world.epoch = epoch_at(ends) - 1;
    world.slash();
    world.leave();
    let provider = &world.provider;
    let refused = crate::state::invariant_tests::refused;
    refused(provider.require_closable(ends), DiemError::SlashedInEpoch);
    provider.require_closable(EPOCHS.starts_at(world.epoch + 1).unwrap()).unwrap();
}
