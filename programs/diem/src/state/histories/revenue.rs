//! How revenue and rewards reach the stakers: what came before streams on by itself, fees go by stake and rewards by weight.

use super::*;

const STAKE: u64 = 100_000_000_000_000;
const AMOUNT: u64 = 10_000 * DIEM_UNIT;

fn stake(market: &mut Market) -> StakePosition {
    let mut position = new_position();
    position.stake(market, STAKE, GENESIS_TS).unwrap();
    position
}

#[test]
fn new_revenue_stretches_nothing_that_was_released() {
    let mut market = new_market(default_params());
    let mut owner = stake(&mut market);
    let stakers = market.book_revenue(AMOUNT, GENESIS_TS).unwrap().stakers;
    let half = GENESIS_TS + market.params.fee_stream_secs / 2;
    market.book_revenue(AMOUNT, half).unwrap();
    assert_eq!(market.fees_owed, stakers / 2);
    owner.settle(&mut market, half).unwrap();
    assert!(stakers / 2 - owner.unclaimed_fees <= 1);
    // the mean of the half that is left of the first one and the whole of the second
    assert_eq!(market.fee_stream.remaining, stakers / 2 + stakers);
    let secs = market.params.fee_stream_secs;
    assert_eq!(market.fee_stream.end_ts(), Some(half + (secs / 2 + 2 * secs) / 3));
}

#[test]
fn locked_stake_earns_fees_in_full_and_rewards_by_its_weight() {
    let mut market = new_market(default_params());
    let (mut plain, mut minter) = (stake(&mut market), stake(&mut market));
    minter.mint(&mut market, 0, 200 * DIEM_UNIT, GENESIS_TS).unwrap();
    let weight = STAKE - minter.locked / 5;
    assert!(minter.locked > STAKE / 10);
    assert_eq!(market.reward_weight, STAKE + weight);
    let secs = market.params.fee_stream_secs;
    let stakers = market.book_revenue(AMOUNT, GENESIS_TS).unwrap().stakers;
    market.fund_rewards(AMOUNT, secs, GENESIS_TS).unwrap();
    let end = GENESIS_TS + secs;
    plain.settle(&mut market, end).unwrap();
    minter.settle(&mut market, end).unwrap();
    assert_eq!((market.fees_owed, market.rewards_owed), (stakers, AMOUNT));
    let is_part = |earned: u64, all: u64, part: u64, whole: u64| {
        let exact = (u128::from(all) * u128::from(part) / u128::from(whole)) as u64;
        assert!(exact - earned <= 1, "{earned} for {exact}");
    };
    for (position, own) in [(&plain, STAKE), (&minter, weight)] {
        is_part(position.unclaimed_fees, stakers, 1, 2);
        is_part(position.unclaimed_rewards, AMOUNT, own, STAKE + weight);
    }
}
