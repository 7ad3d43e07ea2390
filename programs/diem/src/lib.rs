//! DIEM: tokenised AI compute on Solana.
//!
//! Holders stake VVV and mint DIEM against it; consumers pay DIEM for AI calls; the fees go to the
//! providers that served them, to the stakers and to the treasury. This file is the table of contents.

#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::integer_division,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap
    )
)]

use anchor_lang::event::EVENT_IX_TAG_LE;
use anchor_lang::prelude::*;

pub mod constants;
pub mod errors;
pub mod events;
pub mod instructions;
pub mod math;
mod security;
pub mod state;

use events::*;
use instructions::*;
use state::ProviderTerms;

declare_id!("dieMWpqtXzxfXTSx52v6qTTzCYZn3whh2NAMxSEnWPM");

#[program]
pub mod diem {
    use super::*;

    /// Not for callers: the program's own call, whose data is an event. The event authority must sign. It
    /// stands first because every other instruction ends with it.
    #[instruction(discriminator = EVENT_IX_TAG_LE)]
    pub fn record_event(_ctx: Context<RecordEvent>) -> Result<()> {
        Ok(())
    }

    // ---- market ----

    /// Creates a market for one VVV mint: its DIEM mint, its five vaults, its roles and parameters.
    pub fn create_market(ctx: Context<CreateMarket>, args: CreateMarketArgs) -> Result<()> {
        instructions::create_market(ctx, args)
    }

    /// Adds VVV to the reward stream, to be released to stakers over `duration_secs`. Anyone may.
    pub fn fund_rewards(ctx: Context<FundRewards>, args: FundRewardsArgs) -> Result<()> {
        instructions::fund_rewards(ctx, args)
    }

    /// Pays the treasury all the DIEM that it is owed. Anyone may.
    pub fn collect_treasury(ctx: Context<CollectTreasury>) -> Result<()> {
        instructions::collect_treasury(ctx)
    }

    // ---- stake ----

    /// Opens the owner's empty stake position in a market; `payer` pays its rent.
    pub fn open_position(ctx: Context<OpenPosition>) -> Result<()> {
        instructions::open_position(ctx)
    }

    /// Moves VVV from the owner's wallet into the stake vault.
    pub fn stake(ctx: Context<Stake>, args: StakeArgs) -> Result<()> {
        instructions::stake(ctx, args)
    }

    /// Takes unlocked VVV out of the stake and starts its cool-down on a ticket of its own. An exit.
    pub fn request_unstake(ctx: Context<RequestUnstake>, args: RequestUnstakeArgs) -> Result<()> {
        instructions::request_unstake(ctx, args)
    }

    /// Puts a ticket's VVV back to work and closes the ticket.
    pub fn cancel_unstake(ctx: Context<CancelUnstake>) -> Result<()> {
        instructions::cancel_unstake(ctx)
    }

    /// Pays out a ticket whose cool-down is over and closes it. An exit.
    pub fn withdraw_unstaked(ctx: Context<WithdrawUnstaked>) -> Result<()> {
        instructions::withdraw_unstaked(ctx)
    }

    /// Pays the owner the fees (DIEM) and rewards (VVV) of the position. An exit.
    pub fn claim_rewards(ctx: Context<ClaimRewards>) -> Result<()> {
        instructions::claim_rewards(ctx)
    }

    /// Stakes the position's VVV rewards instead of paying them out; its fees stay claimable.
    pub fn compound_rewards(ctx: Context<CompoundRewards>) -> Result<()> {
        instructions::compound_rewards(ctx)
    }

    /// Closes an empty position and returns its rent to whoever paid it. An exit.
    pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
        instructions::close_position(ctx)
    }

    // ---- diem ----

    /// Mints exactly `diem_amount` DIEM, locking at most `max_vvv_locked` of the position's stake.
    pub fn mint_diem(ctx: Context<MintDiem>, args: MintDiemArgs) -> Result<()> {
        instructions::mint_diem(ctx, args)
    }

    /// Burns DIEM and unlocks stake at the position's own average rate. An exit.
    pub fn burn_diem(ctx: Context<BurnDiem>, args: BurnDiemArgs) -> Result<()> {
        instructions::burn_diem(ctx, args)
    }

    // ---- provider ----

    /// Registers the owner as a provider of the market, with a bond in VVV.
    pub fn register_provider(ctx: Context<RegisterProvider>, args: RegisterProviderArgs) -> Result<()> {
        instructions::register_provider(ctx, args)
    }

    /// Replaces a provider's operator, endpoint, price and price list.
    pub fn update_provider(ctx: Context<UpdateProvider>, terms: ProviderTerms) -> Result<()> {
        instructions::update_provider(ctx, terms)
    }

    /// Splits what a provider's revenue account received since the last call between the provider,
    /// the treasury and the stakers. Anyone may.
    pub fn distribute_revenue(ctx: Context<DistributeRevenue>) -> Result<()> {
        instructions::distribute_revenue(ctx)
    }

    /// Pays a provider's owner out of its claimable revenue. An exit.
    pub fn withdraw_revenue(ctx: Context<WithdrawRevenue>, args: WithdrawRevenueArgs) -> Result<()> {
        instructions::withdraw_revenue(ctx, args)
    }
}
