//! What a change of parameters waits for, and what it leaves alone.

use super::*;
use crate::constants::*;
use crate::state::invariant_tests::refused;

const ETA: i64 = GENESIS_TS + 2 * 24 * 60 * 60;

/// A market, rolled up to [`ETA`], that has announced these parameters at its genesis.
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
    let next = MarketParams { params_delay_secs: 0, treasury_bps: 600, ..default_params() };
    let mut market = announced(next);
    refused(apply(&mut market, ETA - 1), DiemError::ParamsDelayNotOver);
    apply(&mut market, ETA).unwrap();
    assert_eq!(market.params, next);
    refused(apply(&mut market, ETA), DiemError::NoParamsProposed);
    assert_eq!(market.pending_params, MarketParams::zeroed());

    market.propose_params(default_params(), ETA).unwrap();
    apply(&mut market, ETA).unwrap();
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
    let mut market = announced(MarketParams { treasury_bps: 600, ..default_params() });
    let next = MarketParams { treasury_bps: 700, ..default_params() };
    market.propose_params(next, ETA).unwrap();
    refused(apply(&mut market, ETA), DiemError::ParamsDelayNotOver);
    assert_eq!(market.pending_params, next);
}

#[test]
fn an_announcement_taken_back_is_gone() {
    let next = MarketParams { treasury_bps: 600, ..default_params() };
    let mut market = announced(next);
    assert_eq!(market.cancel_params().unwrap(), next);
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
fn what_was_streamed_before_keeps_its_haircut() {
    let mut market = announced(MarketParams { locked_haircut_bps: 0, ..default_params() });
    let mut owner = new_position();
    owner.stake(&mut market, 10_000 * DIEM_UNIT, ETA).unwrap();
    owner.mint(&mut market, 100 * DIEM_UNIT, ETA).unwrap();
    market.fund_rewards(DIEM_UNIT, 2_000, ETA).unwrap();

    let half = ETA + 1_000;
    let mut unchanged = market;
    unchanged.accrue(half).unwrap();
    apply(&mut market, half).unwrap();
    assert!(unchanged.quota_pool > 0);
    assert_eq!(market.quota_pool, unchanged.quota_pool);
    assert_eq!(market.rewards_owed, unchanged.rewards_owed);

    market.accrue(half + 1_000).unwrap();
    assert_eq!(market.quota_pool, unchanged.quota_pool);
    assert_eq!(market.rewards_owed + market.quota_pool, DIEM_UNIT);
}

#[test]
fn only_the_reference_price_moves_at_once_into_its_new_bounds() {
    for (floor, cap, price) in [
        (2 * DIEM_UNIT, 3 * DIEM_UNIT, 2 * DIEM_UNIT),
        (1, DIEM_UNIT / 2, DIEM_UNIT / 2),
        (DIEM_UNIT, DIEM_UNIT, DIEM_UNIT),
    ] {
        let next = MarketParams {
            reference_price_floor: floor,
            reference_price_cap: cap,
            target_floor: 50_000 * DIEM_UNIT,
            ..default_params()
        };
        let mut market = announced(next);
        let before = market;
        apply(&mut market, ETA).unwrap();
        assert_eq!(market.reference_price, price);
        assert_eq!((market.target_supply, market.next_target), (before.target_supply, before.next_target));
    }
}

/// A target that the new bounds would not allow walks into them step by step; until then any valid rate meets it.
#[test]
fn no_target_makes_a_valid_curve_fail() {
    let mut random = Seeded(16);
    for _ in 0..20_000 {
        let params = MarketParams {
            base_rate: random.any_size(1, u64::MAX),
            steepness_bps: random.between(0, MAX_STEEPNESS_BPS.into()) as u16,
            ..default_params()
        };
        let curve = params.curve(random.any_size(1, u64::MAX / 3));
        let supply = random.any_size(1, u64::MAX);
        if let Some(cost) = curve.mint_cost(supply, random.any_size(1, u64::MAX)) {
            assert!(cost < 1 << 63);
        }
    }
}
