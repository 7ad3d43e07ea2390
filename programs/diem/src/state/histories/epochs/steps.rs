//! What can be tried, and what is tried next.

use super::world::{World, SEATS};
use crate::constants::DIEM_UNIT;
use crate::math::testing::Seeded;

/// A step. A seat is one owner's place among the providers, taken or free.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Join {
        seat: usize,
        bond: u64,
        capacity: u64,
        quota: u64,
    },
    Offer {
        seat: usize,
        capacity: u64,
        quota: u64,
    },
    AddBond {
        seat: usize,
        amount: u64,
    },
    Retire {
        seat: usize,
    },
    Slash {
        seat: usize,
        amount: u64,
    },
    AskForBond {
        seat: usize,
        amount: u64,
    },
    TakeBond {
        seat: usize,
    },
    Leave {
        seat: usize,
    },
    Serve {
        seat: usize,
        paid: u64,
        quota: u64,
        last_quota: u64,
    },
    OpenRecord {
        epoch: u32,
    },
    Report {
        seat: usize,
        epoch: u32,
    },
    Roll,
    Claim {
        seat: usize,
        epoch: u32,
    },
    CloseRecord {
        epoch: u32,
    },
    Fund {
        amount: u64,
        duration_secs: i64,
    },
    Mint {
        amount: u64,
    },
    Burn {
        amount: u64,
    },
    ClaimStakers,
    /// New bounds of the target, reward cap and bond, as governance may set them at any time.
    Govern {
        target_floor: u64,
        target_cap: u64,
        reward_cap: u64,
        bond_per_credit: u64,
    },
}

pub fn choose(random: &mut Seeded, world: &World) -> Step {
    let epoch = world.epoch();
    let seat = random.between(0, SEATS as u64 - 1) as usize;
    let capacity = random.one_of(&[0, 1, 1_000_000, 50_000_000, u64::MAX]).min(random.any_size(1, 1 << 40));
    let quota = random.one_of(&[0, capacity / 2, capacity]);
    let bond = random.any_size(1, 1 << 34);
    let Some(provider) = world.seats[seat] else {
        return Step::Join { seat, bond: bond + capacity / 500, capacity, quota };
    };
    // the epoch before is reported as late as possible, one long past in vain
    let back = random.one_of(&[0, 0, 1, 1, 2]);
    let reported = epoch.saturating_sub(back);
    let records: Vec<u32> = world.records.keys().copied().filter(|record| record + 1 < epoch).collect();
    let settled = if records.is_empty() { 0 } else { random.one_of(&records) };
    match random.between(0, 39) {
        0 => Step::Offer { seat, capacity, quota },
        1 => Step::AddBond { seat, amount: bond },
        2 if random.between(0, 5) == 0 => Step::Retire { seat },
        3 => {
            let most = (provider.bond + provider.bond_cooling.amount) / 2;
            Step::Slash { seat, amount: random.between(1, most.max(1)) }
        }
        4 if provider.retiring == 1 => Step::AskForBond { seat, amount: provider.bond.max(1) },
        4 => Step::AskForBond { seat, amount: random.between(1, provider.bond.max(1)) },
        5..=6 => Step::TakeBond { seat },
        7 => Step::Leave { seat },
        8..=17 => {
            let served = |random: &mut Seeded| {
                let most = provider.capacity.in_epoch(epoch).unwrap();
                let some = random.any_size(0, 1 << 41);
                random.one_of(&[0, most / 3, most / 2, most, some])
            };
            let (paid, quota, last_quota) = (served(random), served(random), served(random));
            Step::Serve { seat, paid, quota, last_quota }
        }
        18..=21 => Step::OpenRecord { epoch: reported },
        22..=27 => Step::Report { seat, epoch: reported },
        28..=29 => Step::Roll,
        30..=32 => {
            let claimable = |seat: &usize| {
                world.seats[*seat].is_some_and(|provider| {
                    let mut slots = provider.usage.iter().filter(|slot| slot.epoch == settled);
                    slots.any(|slot| slot.reported_quota > 0 && slot.rewarded == 0)
                })
            };
            Step::Claim { seat: (0..SEATS).find(claimable).unwrap_or(seat), epoch: settled }
        }
        33 => Step::CloseRecord { epoch: settled },
        34 => Step::Fund {
            amount: random.any_size(1, 1 << 44),
            duration_secs: random.one_of(&[1, 10_000, 900_000]),
        },
        35 => Step::Mint { amount: random.any_size(1, 1 << 42) },
        36 => Step::Burn { amount: random.any_size(1, world.position.outstanding.max(1)) },
        37..=38 => Step::ClaimStakers,
        _ => {
            let target_cap = random.any_size(1, 400_000 * DIEM_UNIT);
            let target_floor = random.any_size(1, target_cap);
            let reward_cap = random.any_size(1, 1 << 40);
            Step::Govern { target_floor, target_cap, reward_cap, bond_per_credit: random.any_size(1, 2_000) }
        }
    }
}
