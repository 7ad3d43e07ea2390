//! A provider that is its own consumer and owns a part of the stake: what it pays itself costs it the
//! treasury's part at the least, so neither fees nor a moved utilisation come for nothing.

use super::*;
use crate::math::{mul_div_ceil, mul_div_floor, FeeSplit};

/// Micro-credits of the market in which utilisation is held up; at the reference price, one DIEM a credit.
const CAPACITY: u64 = 1_000_000 * CREDIT_UNIT;
const CAPACITY_DIEM: u64 = 1_000_000 * DIEM_UNIT;

fn market_at(params: MarketParams, utilisation_bps: u16) -> Market {
    Market { utilisation_ema: u64::from(utilisation_bps) << 32, ..new_market(params) }
}

fn book(params: MarketParams, utilisation_bps: u16, amount: u64) -> FeeSplit {
    market_at(params, utilisation_bps).book_revenue(amount, GENESIS_TS).unwrap()
}

/// What comes back to a provider that owns `own_bps` of the stake.
fn returned(split: &FeeSplit, own_bps: u64) -> u64 {
    split.provider + mul_div_floor(split.stakers, own_bps, BPS.into()).unwrap()
}

fn loss_bps(part: u64, amount: u64) -> u64 {
    mul_div_floor(part, BPS.into(), amount).unwrap()
}

fn all_params() -> Vec<MarketParams> {
    let treasuries = [MIN_TREASURY_BPS, 500, MAX_TREASURY_BPS];
    let shares = [[5_000, 5_000, 5_000], [9_000, 5_000, 5_000], [9_900, 9_900, 9_900], [8_500, 8_000, 7_000]];
    let mut all = Vec::new();
    for (treasury_bps, [idle, kink, full]) in treasuries.into_iter().flat_map(|t| shares.map(|s| (t, s))) {
        let most = BPS - treasury_bps;
        all.push(MarketParams {
            treasury_bps,
            provider_idle_bps: most.min(idle),
            provider_kink_bps: most.min(kink),
            provider_full_bps: most.min(full),
            ..default_params()
        });
    }
    all
}

#[test]
fn paying_oneself_loses_the_treasurys_part() {
    let random = &mut Seeded(1);
    let mut amounts: Vec<u64> = (0..12).map(|_| random.any_size(1, 1_000_000_000_000_000)).collect();
    amounts.extend([1, 2, 3, 19, 20, 21, 99, 100, 101, 9_999, 10_000, 10_001, 1_000_000_000_000_000]);
    for params in all_params() {
        for utilisation_bps in (0..=10_000).step_by(500) {
            for amount in &amounts {
                let split = book(params, utilisation_bps, *amount);
                let at = format!("{amount} at {utilisation_bps} bps: {split:?}, {params:?}");
                let least = mul_div_ceil(*amount, params.treasury_bps.into(), BPS.into()).unwrap();
                assert!(split.treasury >= least && least >= 1, "{at}");
                assert_eq!(split.provider + split.stakers + split.treasury, *amount, "{at}");
                for own_bps in (0..=10_000).step_by(500) {
                    let back = returned(&split, own_bps);
                    assert!(back <= amount - split.treasury, "{own_bps} bps of the stake: {at}");
                }
            }
        }
    }
}

/// The same through the books: what the self-dealer can withdraw and claim when everything has been released.
#[test]
fn the_books_return_no_more() {
    for seed in 0..500 {
        let random = &mut Seeded(seed);
        let params = random.one_of(&all_params());
        let mut market = market_at(params, random.between(0, 10_000) as u16);
        let (mut own, mut others) = (new_position(), new_position());
        let whole = random.any_size(10_000, 1 << 50);
        let own_stake =
            mul_div_floor(whole, random.one_of(&[2_500, 5_000, 9_999, 10_000]), BPS.into()).unwrap();
        own.stake(&mut market, own_stake, GENESIS_TS).unwrap();
        others.stake(&mut market, whole - own_stake, GENESIS_TS).unwrap();
        let mut provider = register(&mut market, 1 << 40, CREDIT_UNIT, 0, 0).unwrap();
        let (mut now, mut paid, mut treasury, mut back) = (GENESIS_TS, 0, 0, 0);
        for _ in 0..random.between(1, 30) {
            now += random.between(0, 100_000) as i64;
            let amount = random.any_size(1, 1_000_000_000_000);
            let split = market.book_revenue(amount, now).unwrap();
            provider.book_revenue(amount, split.provider).unwrap();
            (paid, treasury) = (paid + amount, treasury + split.treasury);
            assert!(split.treasury >= 1);
        }
        back += provider.claimable;
        // the others claim now and then, which must not help either
        back += own.claim(&mut market, now + 10_000).map_or(0, |claims| claims.fees);
        let _ = others.claim(&mut market, now + 20_000);
        back += own.claim(&mut market, now + EPOCH_SECS * 40).map_or(0, |claims| claims.fees);
        assert!(back <= paid - treasury, "seed {seed}: {back} of {paid} came back, {treasury} did not");
        assert_eq!(market.treasury_owed, treasury, "seed {seed}");
    }
}

/// Loss in basis points of what a provider pays itself: a row for each utilisation, a column for each part of
/// the stake that it owns.
#[test]
fn what_paying_oneself_costs() {
    let amount = 1_000 * DIEM_UNIT;
    let table = [0, 5_000, 7_000, 10_000].map(|utilisation_bps| {
        let split = book(default_params(), utilisation_bps, amount);
        [0, 2_500, 5_000, 7_500, 10_000].map(|own_bps| loss_bps(amount - returned(&split, own_bps), amount))
    });
    let expected = [
        [1_500, 1_250, 1_000, 750, 500],
        [1_858, 1_518, 1_179, 839, 500],
        [2_000, 1_625, 1_250, 875, 500],
        [3_000, 2_375, 1_750, 1_125, 500],
    ];
    assert_eq!(table, expected);
}

/// What it costs to hold utilisation at `utilisation_bps` for `epochs` epochs, half of it paid and half
/// quota, and what it wins: lost by an owner of all of the stake and of none of it, and the rise of the
/// reference price, in basis points of the value of one epoch's capacity and of the price before.
fn pin(utilisation_bps: u64, epochs: u32) -> [u64; 3] {
    let mut market = market_at(default_params(), 5_000);
    let mut provider = register(&mut market, 1 << 40, CAPACITY, CAPACITY, 0).unwrap();
    market.next_to_close = 1;
    let paid = mul_div_floor(CAPACITY, utilisation_bps, 2 * u64::from(BPS)).unwrap();
    let diem = mul_div_floor(CAPACITY_DIEM, utilisation_bps, 2 * u64::from(BPS)).unwrap();
    let (mut records, mut lost) = (BTreeMap::new(), [0, 0]);
    for epoch in 1..=epochs + 2 {
        let now = EPOCHS.starts_at(epoch).unwrap();
        if let Some(mut record) = epoch.checked_sub(2).and_then(|closing| records.remove(&closing)) {
            market.roll([Some(&mut record), None], epoch, now).unwrap();
        }
        if epoch <= epochs {
            let mut record = new_record(&mut market, epoch, epoch).unwrap();
            let served = Progress { paid, quota: paid, last_quota: 0 };
            provider.serve_all(provider.window(epoch), &served).unwrap();
            provider.report(&mut record).unwrap();
            records.insert(epoch, record);
            let split = market.book_revenue(diem, now).unwrap();
            lost[0] += diem - returned(&split, 10_000);
            lost[1] += diem - returned(&split, 0);
        }
    }
    let rise = market.reference_price - DIEM_UNIT;
    [loss_bps(lost[0], CAPACITY_DIEM), loss_bps(lost[1], CAPACITY_DIEM), loss_bps(rise, DIEM_UNIT)]
}

#[test]
fn what_holding_utilisation_up_costs_and_wins() {
    let little = [[152, 566, 0], [1_525, 5_734, 0], [4_575, 17_464, 6], [15_250, 58_788, 170]];
    assert_eq!([1, 10, 30, 100].map(|epochs| pin(6_100, epochs)), little);
    let all = [[250, 929, 0], [2_500, 10_042, 284], [7_500, 37_207, 2_127], [25_000, 141_822, 14_219]];
    assert_eq!([1, 10, 30, 100].map(|epochs| pin(10_000, epochs)), all);
}
