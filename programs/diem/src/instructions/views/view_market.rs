use super::OfMarket;
use crate::errors::DiemError;
use crate::events::MarketState;
use crate::math::{Scheduled, Stream};
use anchor_lang::prelude::*;

/// A market now, both streams released: 267 bytes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct MarketView {
    /// The time of all these figures, unix seconds.
    pub timestamp: i64,
    pub totals: MarketState,
    /// DIEM base units that exist.
    pub supply: u64,
    /// T of the mint curve, in DIEM base units: in this epoch, and in the next unless a roll comes before it.
    pub target_supply: u64,
    pub next_target: u64,
    /// Rate at which the next mint begins, VVV base units per whole DIEM, rounded down. 2^64 - 1 stands for all
    /// above, and for a supply outside the curve's domain.
    pub marginal_rate: u64,
    /// Most DIEM base units that the curve allows on top of the supply, with enough stake.
    pub mintable: u64,
    /// DIEM base units per whole credit: in this epoch, and in the next unless a roll comes before it.
    pub reference_price: u64,
    pub next_reference_price: u64,
    /// DIEM and VVV base units released to stakers per second, rounded down; 0 while nobody is staked.
    pub fees_per_second: u64,
    pub rewards_per_second: u64,
    /// When the streams end unless they are topped up, unix seconds; not before now.
    pub fees_end_ts: i64,
    pub rewards_end_ts: i64,
    /// Micro-credits that the providers offer in this epoch, and of these what they offer to staked DIEM.
    pub capacity: u64,
    pub quota_capacity: u64,
    /// Smoothed use of the closed epochs, in micro-credits.
    pub served: u64,
    /// When the running epoch ends, unix seconds.
    pub epoch_ends_ts: i64,
    pub epoch: u32,
    /// Epochs that wait for `roll_epoch`. Use, utilisation, target and reference price are behind by that many.
    pub epochs_due: u32,
    /// Smoothed utilisation of the closed epochs.
    pub utilisation_ema_bps: u16,
    /// Bits: 1 stake, 2 mint, 4 open, 8 deposit, 16 register.
    pub paused: u8,
}

pub fn view_market(ctx: Context<OfMarket>) -> Result<MarketView> {
    let timestamp = Clock::get()?.unix_timestamp;
    let mut market = *ctx.accounts.market.load()?;
    market.accrue(timestamp)?;
    let epoch = market.epoch_at(timestamp)?;
    let next_epoch = epoch.checked_add(1).ok_or(DiemError::MathOverflow)?;
    let in_epoch = |figure: &Scheduled| figure.in_epoch(epoch).ok_or(DiemError::MathOverflow);
    let target_supply = market.target_in_epoch(epoch);
    let curve = market.params.curve(target_supply);
    let supply = ctx.accounts.diem_mint.supply;
    let ends = |stream: &Stream| stream.end_ts().ok_or(DiemError::MathOverflow);
    let released = |stream: &Stream| if market.total_staked > 0 { stream.per_second_floor() } else { 0 };
    Ok(MarketView {
        timestamp,
        totals: market.snapshot(),
        supply,
        target_supply,
        next_target: market.next_target,
        marginal_rate: curve.marginal_rate_floor(supply).unwrap_or(u64::MAX),
        mintable: curve.largest_supply().saturating_sub(supply),
        reference_price: in_epoch(&market.reference_price)?,
        next_reference_price: market.reference_price.next,
        fees_per_second: released(&market.fee_stream),
        rewards_per_second: released(&market.reward_stream),
        fees_end_ts: ends(&market.fee_stream)?,
        rewards_end_ts: ends(&market.reward_stream)?,
        capacity: in_epoch(&market.capacity)?,
        quota_capacity: in_epoch(&market.quota_capacity)?,
        served: market.served,
        epoch_ends_ts: market.epochs().starts_at(next_epoch).ok_or(DiemError::MathOverflow)?,
        epoch,
        epochs_due: market.due(epoch),
        utilisation_ema_bps: market.utilisation_ema_bps(),
        paused: market.paused,
    })
}
