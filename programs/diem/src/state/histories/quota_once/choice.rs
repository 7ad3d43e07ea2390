//! The choice of the next step, and steps that must succeed.

use super::step::Step;
use super::world::World;
use crate::constants::OPENING_WINDOW_SLOTS;
use crate::math::testing::Seeded;
use crate::state::channel::Closing;

const LIVE_CHANNELS: usize = 6;

/// Whether a step must succeed: exits depend on nothing but the clock and the channel itself.
pub fn exit_must_succeed(world: &World, step: Step) -> Option<bool> {
    let epoch = world.epoch();
    Some(match step {
        Step::Unstake { nth, amount } => amount <= world.channels[nth].staked(epoch),
        Step::Withdraw { nth } => world.channels[nth].withdrawable(epoch) > 0,
        Step::RequestClose { nth } => {
            let channel = &world.channels[nth].channel;
            channel.closes_ts == 0 || world.now + channel.grace_secs < channel.closes_ts
        }
        Step::Dismiss { nth } => world.channels[nth].channel.closes_ts == 0,
        Step::Close { nth, consenting } => {
            let (live, channel) = (&world.channels[nth], &world.channels[nth].channel);
            let old = world.slot > channel.opened_slot + OPENING_WINDOW_SLOTS;
            let over = channel.closes_ts != 0 && world.now >= channel.closes_ts;
            let agreed = consenting && channel.closing == Closing::ByConsumer as u8;
            old && (agreed || over) && live.giving(epoch) == 0
        }
        _ => return None,
    })
}

pub fn choose(random: &mut Seeded, world: &World, rates: &[u64], tight: bool) -> Step {
    let (epoch, live) = (world.epoch(), world.channels.len());
    let wallet = random.between(0, 2) as usize;
    let provider = random.between(0, 1) as usize;
    if live == 0 || (live < LIVE_CHANNELS && random.between(0, 9) == 0) {
        let deposit = random.between(0, world.wallets[wallet] / 20);
        return Step::Open { wallet, provider, credits_per_diem: random.one_of(rates), deposit };
    }
    let nth = random.between(0, live as u64 - 1) as usize;
    let channel = &world.channels[nth].channel;
    let free = world.wallets[world.channels[nth].wallet];
    // now and then one more than there is
    let part_of = |random: &mut Seeded, whole: u64| {
        let some = random.any_size(1, whole.max(1));
        random.one_of(&[1, some, some, whole / 2, whole, whole, whole + 1]).max(1)
    };
    match random.between(0, if tight { 16 } else { 14 }) {
        0..=4 => Step::Stake { nth, amount: part_of(random, free) },
        5..=6 => Step::Unstake { nth, amount: part_of(random, channel.staked) },
        7..=8 => Step::Withdraw { nth },
        9 if random.between(0, 2) == 0 => Step::RequestClose { nth },
        9 if random.between(0, 2) == 0 => Step::Dismiss { nth },
        9..=10 => Step::Close { nth, consenting: random.between(0, 1) == 1 },
        11 => {
            let amount = part_of(random, world.wallets[wallet]);
            Step::Transfer { from: wallet, to: random.between(0, 2) as usize, amount }
        }
        12..=13 => {
            let epoch = random.one_of(&[epoch, epoch, epoch - 1, epoch - 1, epoch + 1]);
            let diem = random.one_of(&[0, 0, 1, channel.deposit - channel.settled]);
            Step::Settle { provider, epoch, beyond: random.one_of(&[0, 0, 0, 1]), diem }
        }
        14 => random.one_of(&[Step::Collect { nth }, Step::Deposit { nth, amount: free / 30 + 1 }]),
        15 => Step::Offer { provider, quota: part_of(random, world.providers[provider].committed.next * 2) },
        // one of the two stays, so that there is something left to try
        _ if random.between(0, 19) == 0 => Step::Retire { provider: 1 },
        _ => Step::Stake { nth, amount: part_of(random, free) },
    }
}
