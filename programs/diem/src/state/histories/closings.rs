//! When a closing channel can be closed: after the grace on the consumer's request, not before the staked quota has had its
//! notice on the provider's, and at once where both agree.

use super::channel::Closing;
use super::*;
use crate::state::invariant_tests::refused;

/// DIEM staked in the channel from the first epoch on, and the micro-credits that it gives.
const STAKE: u64 = 100 * DIEM_UNIT;
const QUOTA: u64 = 100 * CREDIT_UNIT;
/// An hour into the second epoch.
const NOW: i64 = GENESIS_TS + 2 * EPOCH_SECS + 3_600;

struct World {
    market: Market,
    provider: Provider,
    channel: Channel,
}

impl World {
    fn new(grace_secs: i64) -> Self {
        let params = MarketParams { channel_grace_secs: grace_secs, ..default_params() };
        let mut market = new_market(params);
        let mut provider = register(&mut market, 1 << 60, QUOTA, QUOTA, 0).unwrap();
        let mut channel = Channel { version: ACCOUNT_VERSION, voucher_signer: key(1), ..Channel::zeroed() };
        let start = GENESIS_TS + EPOCH_SECS;
        channel.open(&market, &mut provider, u64::MAX, 1).unwrap();
        channel.stake_quota(&mut market, &mut provider, STAKE, (1, start)).unwrap();
        Self { market, provider, channel }
    }

    fn by_provider(&mut self, now: i64) -> Result<i64> {
        self.channel.request_close_by_provider(&self.provider, epoch_at(now), now)?;
        self.channel.invariant().map(|()| self.channel.closes_ts)
    }

    fn by_consumer(&mut self, now: i64) -> Result<i64> {
        self.channel.request_close(&mut self.provider, epoch_at(now), now)?;
        self.channel.invariant().map(|()| self.channel.closes_ts)
    }

    fn require_closable(&self, consenting: bool, now: i64) -> Result<()> {
        let slot = OPENING_WINDOW_SLOTS + 1;
        self.channel.require_closable(consenting, &Clock { slot, unix_timestamp: now, ..Clock::default() })
    }

    fn refund(&mut self, now: i64) -> Result<u64> {
        let refunded = self.channel.refund(&mut self.market, &mut self.provider, epoch_at(now))?;
        self.channel.invariant()?;
        self.provider.invariant()?;
        Ok(refunded)
    }
}

#[test]
fn a_providers_request_gives_staked_quota_its_notice() {
    let starts_at = |epoch| EPOCHS.starts_at(epoch).unwrap();
    // the later one of the grace's end and the start of the epoch after the next counts
    assert_eq!(World::new(60).by_provider(NOW).unwrap(), starts_at(4));
    assert_eq!(World::new(3 * EPOCH_SECS).by_provider(NOW).unwrap(), NOW + 3 * EPOCH_SECS);
    assert_eq!(World::new(2 * EPOCH_SECS).by_provider(starts_at(2)).unwrap(), starts_at(4));

    let mut world = World::new(60);
    world.by_provider(NOW).unwrap();
    assert_eq!((world.channel.last_quota_epoch, world.channel.closing), (3, Closing::ByProvider as u8));
    let World { market, provider, channel } = &mut world;
    refused(channel.stake_quota(market, provider, STAKE, (2, NOW)), DiemError::ChannelClosing);
    refused(channel.add_deposit(market, 1), DiemError::ChannelClosing);
    refused(world.by_provider(NOW).map(drop), DiemError::ChannelClosing);
    // the quota lasts to the end of the next epoch, and no consent shortens that
    for epoch in [2, 3] {
        refused(world.require_closable(true, starts_at(epoch + 1) - 1), DiemError::GraceNotOver);
        assert_eq!(world.provider.committed.in_epoch(epoch), Some(QUOTA));
    }
    let end = starts_at(4);
    world.require_closable(false, end).unwrap();
    assert_eq!(world.refund(end).unwrap(), STAKE);
    assert_eq!(world.market.total_escrowed, 0);
    // what was committed is free again from the next epoch on
    assert_eq!([4, 5].map(|epoch| world.provider.committed.in_epoch(epoch)), [Some(QUOTA), Some(0)]);
}

#[test]
fn after_its_notice_staked_diem_is_withdrawable_without_any_closing() {
    let mut world = World::new(30 * EPOCH_SECS);
    world.by_provider(NOW).unwrap();
    refused(world.channel.withdraw_quota(&mut world.market, 3).map(drop), DiemError::QuotaNotReady);
    assert_eq!(world.channel.withdraw_quota(&mut world.market, 4).unwrap(), STAKE);
    world.channel.invariant().unwrap();
    let end = world.channel.closes_ts;
    assert_eq!(world.refund(end).unwrap(), 0);
    assert_eq!(world.provider.committed.next, 0);
}

#[test]
fn a_consumer_may_bring_the_end_forward_and_nobody_may_put_it_off() {
    let mut world = World::new(60);
    world.by_provider(NOW).unwrap();
    assert_eq!(world.by_consumer(NOW + 1).unwrap(), NOW + 61);
    assert_eq!(world.channel.closing, Closing::ByConsumer as u8);
    refused(world.by_consumer(NOW + 1).map(drop), DiemError::ChannelClosing);
    refused(world.by_provider(NOW + 1).map(drop), DiemError::ChannelClosing);
    refused(world.require_closable(false, NOW + 60), DiemError::GraceNotOver);
    world.require_closable(false, NOW + 61).unwrap();
    // this epoch's quota was given, so the stake stays to its end
    refused(world.refund(NOW + 61).map(drop), DiemError::QuotaStillStaked);
    assert_eq!(world.refund(EPOCHS.starts_at(3).unwrap()).unwrap(), STAKE);

    // a request that would end later than the provider's
    let mut world = World::new(3 * EPOCH_SECS);
    world.by_provider(NOW).unwrap();
    refused(world.by_consumer(NOW).map(drop), DiemError::ChannelClosing);
}

#[test]
fn it_closes_at_once_only_where_both_agree() {
    let mut world = World::new(EPOCH_SECS);
    refused(world.require_closable(true, NOW), DiemError::CloseNotRequested);
    let end = world.by_consumer(NOW).unwrap();
    assert_eq!(end, NOW + EPOCH_SECS);
    refused(world.require_closable(false, end - 1), DiemError::GraceNotOver);
    world.require_closable(true, NOW).unwrap();
    world.require_closable(false, end).unwrap();
    let young = Clock { slot: OPENING_WINDOW_SLOTS, unix_timestamp: end, ..Clock::default() };
    refused(world.channel.require_closable(true, &young), DiemError::ChannelTooYoung);
}
