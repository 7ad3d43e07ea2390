//! Histories: long sequences of state calls, made in the order in which the handlers make them, with the token balances
//! kept beside the state. Properties of a sequence of calls are checked after every step.

mod bonds;
mod closings;
mod debts;
mod epochs;
mod governance;
mod quota_once;
mod reports;
mod revenue;
mod rolls;
mod self_dealing;
mod slashes;
mod target_moves;
mod terms;

use super::*;
use crate::constants::*;
use crate::math::testing::Seeded;
use crate::math::{EpochClock, Scheduled, Stream};
use bytemuck::Zeroable;
use std::collections::BTreeMap;
use std::fmt::{Debug, Display};

pub(super) const EPOCH_SECS: i64 = 86_400;
/// 2026-01-01.
const GENESIS_TS: i64 = 1_767_225_600;
/// At which every market opens: DIEM base units per whole credit.
const REFERENCE_PRICE: u64 = 600_000;
const EPOCHS: EpochClock = EpochClock { genesis_ts: GENESIS_TS, epoch_secs: EPOCH_SECS };

/// What was done so far, printed when a check fails; and how often each kind of step succeeded.
struct History {
    title: String,
    steps: Vec<String>,
}

impl History {
    fn new(title: impl Display) -> Self {
        Self { title: title.to_string(), steps: Vec::new() }
    }

    fn note(&mut self, now: i64, step: &impl Debug, outcome: &Result<()>) {
        let (epoch, second) = (epoch_at(now), (now - GENESIS_TS) % EPOCH_SECS);
        let outcome = match outcome {
            Ok(()) => "done".to_string(),
            Err(Error::AnchorError(refusal)) => refusal.error_name.clone(),
            Err(other) => other.to_string(),
        };
        self.steps.push(format!("epoch {epoch} + {second} s: {step:?}: {outcome}"));
    }
}

impl Drop for History {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}\n  {}", self.title, self.steps.join("\n  "));
        }
    }
}

/// How often each kind of step succeeded: histories in which a step never does prove nothing about it.
#[derive(Default)]
struct Coverage(BTreeMap<String, u32>);

impl Coverage {
    /// A step is known by its variant's name.
    fn count(&mut self, step: &impl Debug) {
        let text = format!("{step:?}");
        let name = text.split([' ', '(']).next().unwrap_or_default().to_string();
        *self.0.entry(name).or_default() += 1;
    }

    #[track_caller]
    fn require(&self, names: &[&str], times: u32) {
        for name in names {
            let count = self.0.get(*name).copied().unwrap_or_default();
            assert!(count >= times, "{name} succeeded {count} times: {:?}", self.0);
        }
    }
}

fn epoch_at(now: i64) -> u32 {
    EPOCHS.epoch_at(now).unwrap()
}

/// A second near an epoch's boundary: just before, on or just after one, a little later than `now`, or some epochs
/// later.
fn later(random: &mut Seeded, now: i64, most_epochs: u64) -> i64 {
    let several = random.between(1, most_epochs);
    let ahead = random.one_of(&[1, 1, 1, 1, several]);
    let boundary = EPOCHS.starts_at(epoch_at(now) + ahead as u32).unwrap();
    let soon = now + random.between(0, 200) as i64;
    random.one_of(&[boundary - 1, boundary, boundary, boundary + 1, boundary + 40_000, soon, soon]).max(now)
}

/// The documented defaults, for a VVV of nine decimals and a market of 500 credits of use an epoch.
pub(super) fn default_params() -> MarketParams {
    MarketParams {
        stake_cooldown_secs: 7 * EPOCH_SECS,
        bond_cooldown_secs: 7 * EPOCH_SECS,
        channel_grace_secs: EPOCH_SECS,
        params_delay_secs: 7 * EPOCH_SECS,
        fee_stream_secs: 21 * EPOCH_SECS,
        base_rate: 90_000_000_000,
        target_floor: 200 * DIEM_UNIT,
        target_cap: 400_000 * DIEM_UNIT,
        credits_per_diem: CREDIT_UNIT,
        reference_price_floor: REFERENCE_PRICE / 10,
        reference_price_cap: REFERENCE_PRICE * 10,
        bond_per_credit: 2_000_000_000,
        quota_pool_epochs: 30,
        steepness_bps: 20_000,
        target_share_bps: 4_000,
        use_ema_bps: 200,
        max_target_step_bps: 50,
        locked_haircut_bps: 2_000,
        provider_bps: 7_500,
        quota_bps: 1_000,
        treasury_bps: 500,
        stakers_bps: 1_000,
        quota_match_bps: 2_000,
        quota_cap_bps: 7_500,
        utilisation_ema_bps: 1_000,
        max_price_step_bps: 500,
        max_slash_bps: 2_000,
    }
}

/// A market as `create_market` leaves it.
fn new_market(params: MarketParams) -> Market {
    params.validate(EPOCH_SECS).unwrap();
    let market = Market {
        version: ACCOUNT_VERSION,
        params,
        genesis_ts: GENESIS_TS,
        epoch_secs: EPOCH_SECS,
        fee_stream: Stream::starting_at(GENESIS_TS),
        reward_stream: Stream::starting_at(GENESIS_TS),
        target_supply: params.target_floor,
        next_target: params.target_floor,
        reference_price: Scheduled::fixed(REFERENCE_PRICE),
        ..Market::zeroed()
    };
    market.invariant().unwrap();
    market
}

/// A provider as `register_provider` leaves it. The caller moves the tokens.
fn register(market: &mut Market, bond: u64, capacity: u64, quota: u64, epoch: u32) -> Result<Provider> {
    let mut provider = Provider {
        version: ACCOUNT_VERSION,
        genesis_ts: GENESIS_TS,
        epoch_secs: EPOCH_SECS,
        ..Provider::zeroed()
    };
    let terms = ProviderTerms {
        operator: key(1),
        endpoint: "https://provider.example".to_string(),
        price: REFERENCE_PRICE,
        price_list_hash: [0; 32],
    };
    provider.set_first_terms(&terms, epoch)?;
    provider.add_bond(market, bond)?;
    provider.set_capacity(market, capacity, quota, epoch)?;
    market.invariant()?;
    provider.invariant()?;
    Ok(provider)
}

fn new_position() -> StakePosition {
    StakePosition { version: ACCOUNT_VERSION, ..StakePosition::zeroed() }
}

fn new_record(market: &mut Market, record_epoch: u32, epoch: u32) -> Result<EpochRecord> {
    let mut record = EpochRecord { version: ACCOUNT_VERSION, epoch: record_epoch, ..EpochRecord::zeroed() };
    market.open_record(&mut record, epoch)?;
    market.invariant()?;
    record.invariant()?;
    Ok(record)
}

fn key(number: usize) -> Pubkey {
    let mut bytes = [7; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    Pubkey::new_from_array(bytes)
}
