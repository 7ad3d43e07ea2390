use super::OfMarket;
use crate::errors::DiemError;
use crate::events::MarketState;
use crate::math::{Scheduled, Stream};
use anchor_lang::prelude::*;

/// A market now, both streams released: 237 bytes.
#[derive(AnchorSerialize, AnchorDeserialize, Clone, Copy, Debug)]
pub struct MarketView {
    /// The clock that all of this goes by, unix seconds.
    pub timestamp: i64,
    pub totals: MarketState,
    /// T of the mint curve, in DIEM base units.
    pub target_supply: u64,
    /// VVV base units per whole DIEM that the next mint begins at, rounded down; 2^64 - 1 stands for all above, and for
    /// a supply outside the curve's domain.
    pub marginal_rate: u64,
    /// Most DIEM base units that the curve admits on top of what is outstanding, whoever has the stake for it.
    pub mintable: u64,
    /// DIEM base units per whole credit.
    pub reference_price: u64,
    /// DIEM and VVV base units that stakers are released per second, rounded down; 0 while nobody is staked.
    pub fees_per_second: u64,
    pub rewards_per_second: u64,
    /// When the streams end unless they are topped up, unix seconds; not before now.
    pub fees_end_ts: i64,
    pub rewards_end_ts: i64,
    /// Micro-credits that the providers offer in this epoch, and of these what they offer to staked DIEM.
    pub capacity: u64,
    pub quota_capacity: u64,
    /// When the running epoch ends, unix seconds.
    pub epoch_ends_ts: i64,
    pub epoch: u32,
    /// Epochs that wait for `roll_epoch`: utilisation and reference price are older by as many.
    pub epochs_due: u32,
    /// Smoothed utilisation of the closed epochs.
    pub utilisation_ema_bps: u16,
    /// The provider's share of revenue at that utilisation.
    pub provider_share_bps: u16,
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
    let supply = market.diem_outstanding;
    let utilisation_ema_bps = market.utilisation_ema_bps();
    let provider_share = market.params.provider_share().share_floor(utilisation_ema_bps);
    let released = |stream: &Stream| if market.total_staked > 0 { stream.per_second_floor() } else { 0 };
    Ok(MarketView {
        timestamp,
        totals: market.snapshot(),
        target_supply,
        marginal_rate: curve.marginal_rate_floor(supply).unwrap_or(u64::MAX),
        mintable: curve.largest_supply().saturating_sub(supply),
        reference_price: market.reference_price,
        fees_per_second: released(&market.fee_stream),
        rewards_per_second: released(&market.reward_stream),
        fees_end_ts: market.fee_stream.end_ts,
        rewards_end_ts: market.reward_stream.end_ts,
        capacity: in_epoch(&market.capacity)?,
        quota_capacity: in_epoch(&market.quota_capacity)?,
        epoch_ends_ts: market.epochs().starts_at(next_epoch).ok_or(DiemError::MathOverflow)?,
        epoch,
        epochs_due: market.due(epoch),
        utilisation_ema_bps,
        provider_share_bps: provider_share.ok_or(DiemError::MathOverflow)?,
        paused: market.paused,
    })
}
