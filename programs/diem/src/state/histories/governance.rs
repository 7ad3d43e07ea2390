//! What a change of parameters waits for, and what it does not change.

use super::*;
use crate::math::mul_div_floor;
use crate::state::invariant_tests::refused;

const ETA: i64 = GENESIS_TS + 7 * EPOCH_SECS;

fn with_treasury(treasury_bps: u16) -> MarketParams {
    let params = default_params();
    let stakers_bps = params.stakers_bps + params.treasury_bps - treasury_bps;
    MarketParams { treasury_bps, stakers_bps, ..params }
}

/// A market that has announced these parameters at its genesis and is rolled up to [`ETA`].
fn announced(params: MarketParams) -> Market {
    let mut market = new_market(default_params());
    market.propose_params(params, GENESIS_TS).unwrap();
    assert_eq!(market.params_eta_ts, ETA);
    assert_eq!(market.params, default_params());
    market.roll([None, None], epoch_at(ETA), ETA).unwrap();
    market
}

fn apply(market: &mut Market, now: i64) -> Result<()> {
    market.apply_params(epoch_at(now), now)?;
    market.invariant()
}

#[test]
fn announced_parameters_wait_for_the_delay_of_their_day() {
    let next = MarketParams {
        stake_cooldown_secs: EPOCH_SECS,
        bond_cooldown_secs: EPOCH_SECS,
        params_delay_secs: EPOCH_SECS,
        ..with_treasury(600)
    };
    let mut market = announced(next);
    refused(apply(&mut market, ETA - 1), DiemError::ParamsDelayNotOver);
    apply(&mut market, ETA).unwrap();
    assert_eq!(market.params, next);
    refused(apply(&mut market, ETA), DiemError::NoParamsProposed);
    assert_eq!(market.pending_params, MarketParams::zeroed());

    let sooner = ETA + EPOCH_SECS;
    market.propose_params(default_params(), ETA).unwrap();
    market.roll([None, None], epoch_at(sooner), sooner).unwrap();
    refused(apply(&mut market, sooner - 1), DiemError::ParamsDelayNotOver);
    apply(&mut market, sooner).unwrap();
    assert_eq!(market.params, default_params());
}

#[test]
fn announced_parameters_lapse() {
    let end = ETA + PARAMS_WINDOW_SECS;
    let epoch = epoch_at(ETA);
    announced(default_params()).apply_params(epoch, end).unwrap();
    refused(announced(default_params()).apply_params(epoch, end + 1), DiemError::ParamsProposalExpired);
}

#[test]
fn a_second_announcement_replaces_the_first_and_waits_anew() {
    let mut market = announced(with_treasury(600));
    let next = with_treasury(700);
    market.propose_params(next, ETA).unwrap();
    refused(apply(&mut market, ETA), DiemError::ParamsDelayNotOver);
    assert_eq!(market.pending_params, next);
}

#[test]
fn an_announcement_taken_back_is_gone() {
    let next = with_treasury(600);
    let mut market = announced(next);
    assert_eq!(market.cancel_params().unwrap(), next);
    assert_eq!((market.pending_params, market.params_eta_ts), (MarketParams::zeroed(), 0));
    refused(market.cancel_params().map(drop), DiemError::NoParamsProposed);
    refused(apply(&mut market, ETA), DiemError::NoParamsProposed);
}

#[test]
fn epochs_that_can_be_closed_are_closed_by_the_old_parameters() {
    let mut market = announced(default_params());
    let later = EPOCHS.starts_at(epoch_at(ETA) + 1).unwrap();
    refused(apply(&mut market, later), DiemError::EpochsNotRolled);
    market.roll([None, None], epoch_at(later), later).unwrap();
    apply(&mut market, later).unwrap();
}

#[test]
fn nothing_against_the_law_is_announced_or_applied() {
    let unlawful = MarketParams { base_rate: 0, ..default_params() };
    let mut market = new_market(default_params());
    refused(market.propose_params(unlawful, GENESIS_TS), DiemError::BaseRateOutOfRange);
    assert_eq!(market.params_eta_ts, 0);

    // as announced under a program with other laws
    let mut market = Market { pending_params: unlawful, ..announced(default_params()) };
    refused(apply(&mut market, ETA), DiemError::BaseRateOutOfRange);
}

#[test]
fn the_haircut_is_fixed_for_life() {
    let other = MarketParams { locked_haircut_bps: 2_001, ..default_params() };
    let mut market = new_market(default_params());
    refused(market.propose_params(other, GENESIS_TS), DiemError::LockedHaircutFixed);

    let mut market = Market { pending_params: other, ..announced(default_params()) };
    refused(apply(&mut market, ETA), DiemError::LockedHaircutFixed);
}

#[test]
fn what_is_streaming_keeps_its_end() {
    let mut market = announced(MarketParams { fee_stream_secs: 100 * EPOCH_SECS, ..default_params() });
    let mut owner = new_position();
    owner.stake(&mut market, 10_000 * DIEM_UNIT, ETA).unwrap();
    market.book_revenue(1_000 * DIEM_UNIT, ETA).unwrap();
    let (half, end) = (ETA + 21 * EPOCH_SECS / 2, ETA + 21 * EPOCH_SECS);
    assert_eq!(market.fee_stream.end_ts(), Some(end));

    let mut unchanged = market;
    unchanged.roll([None, None], epoch_at(half), half).unwrap();
    market = unchanged;
    apply(&mut market, half).unwrap();
    assert_eq!(market.fee_stream, unchanged.fee_stream);
    assert_eq!(market.fees_owed, unchanged.fees_owed);
    assert_eq!(market.fee_stream.end_ts(), unchanged.fee_stream.end_ts());
}

#[test]
fn open_records_keep_what_they_were_opened_with() {
    let next = MarketParams {
        quota_match_bps: 10_000,
        quota_cap_bps: 1_500,
        max_price_step_bps: 1_000,
        reference_price_floor: 2 * REFERENCE_PRICE,
        ..default_params()
    };
    let mut market = announced(next);
    let epoch = epoch_at(ETA);
    let mut provider = register(&mut market, 1 << 50, 1_000 * CREDIT_UNIT, 500 * CREDIT_UNIT, epoch).unwrap();
    market.fund_quota(1_000 * DIEM_UNIT).unwrap();
    let mut record = new_record(&mut market, epoch, epoch).unwrap();
    let opened = record;
    apply(&mut market, ETA).unwrap();
    assert_eq!(market.reference_price.current, 2 * REFERENCE_PRICE);

    let progress = Progress {
        diem: 100 * REFERENCE_PRICE,
        bought: 100 * CREDIT_UNIT,
        quota: 50 * CREDIT_UNIT,
        last_quota: 0,
    };
    provider.serve_all(provider.window(epoch), &progress).unwrap();
    let split = market.book_revenue(progress.diem, ETA).unwrap();
    provider.book_revenue(progress.diem, split.provider).unwrap();
    provider.report(&mut record).unwrap();
    // two tenths of a hundred credits
    assert_eq!(record.rewardable, 20 * CREDIT_UNIT);
    let closing = ETA + 2 * EPOCH_SECS;
    market.roll([None, None], epoch + 1, ETA + EPOCH_SECS).unwrap();
    market.roll([Some(&mut record), None], epoch + 2, closing).unwrap();
    assert_eq!(record.reward_pool, mul_div_floor(20 * REFERENCE_PRICE, 7_500, 10_000).unwrap());
    let measure = |record: &EpochRecord| (record.measure(), record.quota_cap_bps, record.capacity);
    assert_eq!(measure(&record), measure(&opened));
    // what was measured by the old price stays within the new bounds
    assert_eq!(market.reference_price.next, 2 * REFERENCE_PRICE);
}

#[test]
fn the_reference_price_moves_at_once_into_its_new_bounds() {
    let price = REFERENCE_PRICE;
    for (floor, cap, moved) in [
        (2 * price, 8 * price, 2 * price),
        (price / 8, price / 2, price / 2),
        (price / 4, price, price),
        (price, 4 * price, price),
    ] {
        let next =
            MarketParams { reference_price_floor: floor, reference_price_cap: cap, ..default_params() };
        let mut market = announced(next);
        apply(&mut market, ETA).unwrap();
        assert_eq!((market.reference_price.current, market.reference_price.next), (moved, moved));
    }
    // what is scheduled is brought in on its own
    let next = MarketParams { reference_price_cap: price / 2, ..default_params() };
    let mut market = announced(next);
    market.reference_price.next = price / 3;
    apply(&mut market, ETA).unwrap();
    assert_eq!((market.reference_price.current, market.reference_price.next), (price / 2, price / 3));
}

#[test]
fn the_target_walks_into_its_new_bounds_step_by_step() {
    let mut market = announced(MarketParams { target_floor: 40_000 * DIEM_UNIT, ..default_params() });
    apply(&mut market, ETA).unwrap();
    let mut target = 200 * DIEM_UNIT;
    assert_eq!((market.target_supply, market.next_target), (target, target));
    for epoch in epoch_at(ETA) + 1..epoch_at(ETA) + 100 {
        market.roll([None, None], epoch, EPOCHS.starts_at(epoch).unwrap()).unwrap();
        assert_eq!(market.target_in_epoch(epoch), target);
        target += mul_div_floor(target, 50, 10_000).unwrap();
        assert_eq!(market.target_in_epoch(epoch + 1), target);
    }
}

/// A target outside its new bounds moves into them step by step; until then any valid rate may meet it.
#[test]
fn no_target_makes_a_valid_curve_fail() {
    let mut random = Seeded(16);
    for _ in 0..20_000 {
        let params = MarketParams {
            base_rate: random.any_size(1, u64::MAX),
            steepness_bps: random.between(MIN_STEEPNESS_BPS.into(), MAX_STEEPNESS_BPS.into()) as u16,
            ..default_params()
        };
        let curve = params.curve(random.any_size(1, u64::MAX / 3));
        let supply = random.any_size(1, u64::MAX);
        if let Some(cost) = curve.mint_cost(supply, random.any_size(1, u64::MAX)) {
            assert!(cost < 1 << 63);
        }
    }
}

#[test]
fn the_record_of_the_epoch_before_a_change_keeps_its_reference_price() {
    let params = MarketParams {
        stake_cooldown_secs: EPOCH_SECS,
        bond_cooldown_secs: EPOCH_SECS,
        params_delay_secs: EPOCH_SECS,
        ..default_params()
    };
    let mut market = new_market(params);
    let next = MarketParams { reference_price_floor: 2 * REFERENCE_PRICE, ..params };
    market.propose_params(next, GENESIS_TS).unwrap();
    apply(&mut market, GENESIS_TS + EPOCH_SECS).unwrap();
    assert_eq!(new_record(&mut market, 0, 1).unwrap().reference_price, REFERENCE_PRICE);
    assert_eq!(new_record(&mut market, 1, 1).unwrap().reference_price, 2 * REFERENCE_PRICE);
}
