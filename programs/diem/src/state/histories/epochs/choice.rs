//! The choice of the next step.

use super::step::Step;
use super::world::{World, SEATS};
use crate::constants::{CREDIT_UNIT, DIEM_UNIT};
use crate::math::mul_div_floor;
use crate::math::testing::Seeded;
use crate::state::Provider;

pub fn choose(random: &mut Seeded, world: &World) -> Step {
    let epoch = world.epoch();
    let seat = random.between(0, SEATS as u64 - 1) as usize;
    let capacity = random.one_of(&[0, 1, 1_000_000, 50_000_000, u64::MAX]).min(random.any_size(1, 1 << 40));
    let quota = random.one_of(&[0, capacity / 2, capacity]);
    let bond = random.any_size(1, 1 << 34);
    let Some(provider) = world.seats[seat] else {
        // enough for most of what a credit may need
        return Step::Join { seat, bond: bond + capacity * 6_000, capacity, quota };
    };
    // the epoch before is reported as late as possible, one long past in vain
    let back = random.one_of(&[0, 0, 1, 1, 2]);
    let reported = epoch.saturating_sub(back);
    let closed = world.records.values().filter(|record| record.closed == 1);
    let closed: Vec<u32> = closed.map(|record| record.epoch).collect();
    let settled = if closed.is_empty() { 0 } else { random.one_of(&closed) };
    match random.between(0, 49) {
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
        8..=17 => serve(random, world, seat, &provider),
        18..=20 => {
            let new_at = |seat: &usize| {
                world.seats[*seat]
                    .is_some_and(|provider| provider.undistributed(world.revenue[*seat]).is_ok())
            };
            Step::Distribute { seat: (seat..SEATS).find(new_at).unwrap_or(seat) }
        }
        21 => Step::OpenRecord { epoch: reported },
        22..=24 if !world.records.contains_key(&reported) => Step::OpenRecord { epoch: reported },
        22..=31 => {
            // mostly where something is new
            let new_in = |seat: &usize| {
                world.seats[*seat].is_some() && world.ledger.has_news(world.ids[*seat], reported)
            };
            Step::Report { seat: (0..SEATS).find(new_in).unwrap_or(seat), epoch: reported }
        }
        32..=33 => Step::Roll,
        34..=38 => {
            // now and then what was not distributed in time
            let earns = random.between(0, 4) > 0;
            let claimable = |(seat, of): &(usize, u32)| {
                let slots = world.seats[*seat].map(|provider| provider.usage).unwrap_or_default();
                let mut slots = slots.iter().filter(|slot| slot.epoch == *of && slot.reported.quota > 0);
                let reward = || world.ledger.reward(world.ids[*seat], &world.records[of], epoch);
                slots.any(|slot| if earns { reward().is_some() } else { slot.distributed == 0 })
            };
            let mut all = closed.iter().flat_map(|epoch| (0..SEATS).map(|seat| (seat, *epoch)));
            let (seat, epoch) = all.find(claimable).unwrap_or((seat, settled));
            Step::Claim { seat, epoch }
        }
        39..=40 => Step::CloseRecord { epoch: settled },
        41 => Step::FundRewards {
            amount: random.any_size(1, 1 << 44),
            duration_secs: random.one_of(&[604_799, 604_800, 900_000]),
        },
        42 => Step::FundQuota { amount: random.any_size(1, 1 << 40) },
        43 => Step::Mint { amount: random.any_size(1, 1 << 42) },
        44 => Step::Burn { most: random.any_size(1, world.position.debt_units.max(1)) },
        45..=46 => Step::ClaimStakers,
        47 => Step::TakeTreasury,
        48 => Step::Distribute { seat },
        _ => {
            let target_floor = random.any_size(DIEM_UNIT, 40_000 * DIEM_UNIT);
            let target_cap = random.any_size(10 * target_floor, 400_000 * DIEM_UNIT);
            let quota_match_bps = random.between(0, world.highest_match_bps().into()) as u16;
            let bond_per_credit = random.any_size(2_000_000_000, 8_000_000_000);
            Step::Govern { target_floor, target_cap, quota_match_bps, bond_per_credit }
        }
    }
}

/// Part of the capacity or far more, at the price of the day or far from it.
fn serve(random: &mut Seeded, world: &World, seat: usize, provider: &Provider) -> Step {
    let capacity = provider.capacity.in_epoch(world.epoch()).unwrap();
    let reference = world.market.reference_price.current;
    let credits = |random: &mut Seeded| {
        let some = random.any_size(0, 1 << 41);
        random.one_of(&[0, capacity / 3, capacity / 2, capacity, some])
    };
    let price =
        random.one_of(&[1, world.price, world.price, world.price, world.price / 2, reference, reference * 3]);
    let bought = credits(random);
    let diem = mul_div_floor(bought, price.max(1), CREDIT_UNIT).unwrap();
    let (quota, last_quota) = (credits(random), credits(random));
    Step::Serve { seat, diem, price: price.max(1), quota, last_quota }
}
