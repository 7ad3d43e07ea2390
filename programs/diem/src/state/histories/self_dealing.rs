//! A provider that is its own consumer and owns a part of the stake: what it pays itself costs it the treasury's part
//! at the least, and no reward of quota that it serves itself wins that back.

mod grid;

use super::*;
use crate::math::{mul_div_ceil, mul_div_floor, FeeSplit};

/// Micro-credits of the market in which use is pushed, and what they cost at the reference price.
const CAPACITY: u64 = 1_000_000 * CREDIT_UNIT;
const CAPACITY_DIEM: u64 = 1_000_000 * REFERENCE_PRICE;

fn book(params: MarketParams, amount: u64) -> FeeSplit {
    new_market(params).book_revenue(amount, GENESIS_TS).unwrap()
}

/// What comes back to a provider that owns `own_bps` of the stake.
fn returned(split: &FeeSplit, own_bps: u64) -> u64 {
    split.provider + mul_div_floor(split.stakers, own_bps, BPS.into()).unwrap()
}

fn loss_bps(part: u64, amount: u64) -> u64 {
    mul_div_floor(part, BPS.into(), amount).unwrap()
}

/// Splits with the largest match and cap of rewards that the law allows.
fn all_params() -> Vec<MarketParams> {
    let all: [([u16; 4], (u16, u16)); 6] = [
        ([7_500, 1_000, 500, 1_000], (2_000, 7_500)),
        ([7_500, 1_000, 500, 1_000], (10_000, 1_500)),
        ([5_000, 2_000, 1_000, 2_000], (3_000, 10_000)),
        ([8_500, 0, 100, 1_400], (100, 10_000)),
        ([8_500, 900, 100, 500], (3_162, 3_162)),
        ([7_400, 2_000, 100, 500], (10_000, 2_100)),
    ];
    let mut params = Vec::new();
    for ([provider_bps, quota_bps, treasury_bps, stakers_bps], (quota_match_bps, quota_cap_bps)) in all {
        let split = MarketParams { provider_bps, quota_bps, treasury_bps, stakers_bps, ..default_params() };
        params.push(MarketParams { quota_match_bps, quota_cap_bps, ..split });
    }
    params
}

#[test]
fn paying_oneself_loses_what_pool_and_treasury_take() {
    let random = &mut Seeded(1);
    let mut amounts: Vec<u64> = (0..100).map(|_| random.any_size(1, 1_000_000_000_000_000)).collect();
    amounts.extend([1, 2, 3, 19, 20, 21, 99, 100, 101, 9_999, 10_000, 10_001, 1_000_000_000_000_000]);
    for params in all_params() {
        for amount in &amounts {
            let split = book(params, *amount);
            let at = format!("{amount}: {split:?}, {params:?}");
            let part = |bps: u16| mul_div_ceil(*amount, bps.into(), BPS.into()).unwrap();
            assert!(split.treasury >= 1 && split.treasury == part(params.treasury_bps), "{at}");
            assert_eq!(split.treasury + split.quota, part(params.treasury_bps + params.quota_bps), "{at}");
            let parts = [split.provider, split.quota, split.treasury, split.stakers];
            assert_eq!(parts.iter().sum::<u64>(), *amount, "{at}");
            for own_bps in (0..=10_000).step_by(500) {
                let back = returned(&split, own_bps);
                assert!(back <= amount - split.treasury - split.quota, "{own_bps} bps of the stake: {at}");
            }
        }
    }
}

/// The same with the program's state: what the self-dealer can withdraw and claim after everything is released.
#[test]
fn the_books_return_no_more() {
    for seed in 0..500 {
        let random = &mut Seeded(seed);
        let mut market = new_market(random.one_of(&all_params()));
        let (mut own, mut others) = (new_position(), new_position());
        let whole = random.any_size(10_000, 1 << 50);
        let own_stake =
            mul_div_floor(whole, random.one_of(&[2_500, 5_000, 9_999, 10_000]), BPS.into()).unwrap();
        own.stake(&mut market, own_stake, GENESIS_TS).unwrap();
        others.stake(&mut market, whole - own_stake, GENESIS_TS).unwrap();
        let mut provider = register(&mut market, 1 << 50, CREDIT_UNIT, 0, 0).unwrap();
        let (mut now, mut paid, mut kept, mut back) = (GENESIS_TS, 0, 0, 0);
        for _ in 0..random.between(1, 30) {
            now += random.between(0, 100_000) as i64;
            let amount = random.any_size(1, 1_000_000_000_000);
            let split = market.book_revenue(amount, now).unwrap();
            provider.book_revenue(amount, split.provider).unwrap();
            (paid, kept) = (paid + amount, kept + split.treasury + split.quota);
            assert!(split.treasury >= 1);
        }
        back += provider.claimable;
        // the others sometimes claim, which must not help either
        back += own.claim(&mut market, now + 10_000).map_or(0, |claims| claims.fees);
        let _ = others.claim(&mut market, now + 20_000);
        back += own.claim(&mut market, now + EPOCH_SECS * 40).map_or(0, |claims| claims.fees);
        assert!(back <= paid - kept, "seed {seed}: {back} of {paid} came back, {kept} did not");
        assert_eq!(market.treasury_owed + market.quota_pool, kept, "seed {seed}");
    }
}

/// Loss in basis points of what a provider pays itself, a column for each part of the stake that it owns: without quota,
/// and with the most that quota is rewarded with, out of a pool that would otherwise go to others.
#[test]
fn what_paying_oneself_costs() {
    let amount = 1_000 * DIEM_UNIT;
    let params = default_params();
    let split = book(params, amount);
    let matched = mul_div_floor(amount, params.quota_match_bps.into(), BPS.into()).unwrap();
    let reward = mul_div_floor(matched, params.quota_cap_bps.into(), BPS.into()).unwrap();
    let table = [0, reward].map(|reward| {
        [0, 2_500, 5_000, 7_500, 10_000]
            .map(|own_bps| loss_bps(amount - returned(&split, own_bps) - reward, amount))
    });
    assert_eq!(table, [[2_500, 2_250, 2_000, 1_750, 1_500], [1_000, 750, 500, 250, 0]]);
}

/// What it costs to pay oneself for `use_bps` of the capacity in each of `epochs` epochs, at `price_bps` of the reference
/// price at the opening, and what it wins: lost by an owner of all of the stake and of none of it, in basis points of the
/// value of one epoch's capacity, and the rise of the target and of the reference price, in basis points.
fn push(use_bps: u64, price_bps: u64, epochs: u32) -> [u64; 4] {
    let mut market = new_market(default_params());
    let mut provider = register(&mut market, 1 << 60, CAPACITY, 0, 0).unwrap();
    market.next_to_close = 1;
    let of = |whole, bps| mul_div_floor(whole, bps, BPS.into()).unwrap();
    let (bought, diem) = (of(CAPACITY, use_bps), of(of(CAPACITY_DIEM, use_bps), price_bps));
    let (mut records, mut lost) = (BTreeMap::new(), [0, 0]);
    for epoch in 1..=epochs + 2 {
        let now = EPOCHS.starts_at(epoch).unwrap();
        if let Some(mut record) = epoch.checked_sub(2).and_then(|closing| records.remove(&closing)) {
            market.roll([Some(&mut record), None], epoch, now).unwrap();
        }
        if epoch <= epochs {
            let mut record = new_record(&mut market, epoch, epoch).unwrap();
            let served = Progress { diem, bought, ..Progress::default() };
            provider.serve_all(provider.window(epoch), &served).unwrap();
            provider.report(&mut record).unwrap();
            records.insert(epoch, record);
            let split = market.book_revenue(diem, now).unwrap();
            lost[0] += diem - returned(&split, 10_000);
            lost[1] += diem - returned(&split, 0);
        }
    }
    let target = market.next_target - market.params.target_floor;
    let price = market.reference_price.next - REFERENCE_PRICE;
    let [all, none] = lost.map(|lost| loss_bps(lost, CAPACITY_DIEM));
    [all, none, loss_bps(target, market.params.target_floor), loss_bps(price, REFERENCE_PRICE)]
}

#[test]
fn what_pushing_costs_and_wins() {
    let at_reference = [[750, 1_250, 50, 0], [7_500, 12_500, 511, 0], [22_500, 37_500, 1_614, 0]];
    assert_eq!([1, 10, 30].map(|epochs| push(5_000, 10_000, epochs)), at_reference);
    let above = [[1_500, 2_500, 50, 500], [15_000, 25_000, 511, 2_155], [45_000, 75_000, 1_614, 6_288]];
    assert_eq!([1, 10, 30].map(|epochs| push(5_000, 20_000, epochs)), above);
}
