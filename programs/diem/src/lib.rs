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
pub mod token_metadata;
pub mod voucher;

use events::*;
use instructions::*;
use state::ProviderTerms;
use token_metadata::TokenMetadata;

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

    // ---- settle: second, because Anchor looks instructions up in this order ----
    /// Settles vouchers of one provider's channels. The ed25519 instruction directly before proves their
    /// signatures. A bad voucher among several is skipped, with its error in the event. Writes the channels and
    /// the provider only. By the provider's operator or owner.
    pub fn settle<'info>(ctx: Context<'_, '_, 'info, 'info, Settle<'info>>, args: SettleArgs) -> Result<()> {
        instructions::settle(ctx, args)
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

    /// Adds DIEM to the quota pool, from which providers are rewarded for quota. Anyone may.
    pub fn fund_quota(ctx: Context<FundQuota>, args: FundQuotaArgs) -> Result<()> {
        instructions::fund_quota(ctx, args)
    }

    /// Pays the treasury all the DIEM that it is owed. Anyone may.
    pub fn collect_treasury(ctx: Context<CollectTreasury>) -> Result<()> {
        instructions::collect_treasury(ctx)
    }

    // ---- governance ----
    /// Proposes another authority, which must accept; the default key cancels the proposal. By the authority.
    pub fn propose_authority(ctx: Context<ByAuthority>, args: ProposeAuthorityArgs) -> Result<()> {
        instructions::propose_authority(ctx, args)
    }

    /// Makes the proposed authority, which signs, the market's authority.
    pub fn accept_authority(ctx: Context<AcceptAuthority>) -> Result<()> {
        instructions::accept_authority(ctx)
    }

    /// Names guardian, arbiter and treasury. By the authority.
    pub fn set_roles(ctx: Context<ByAuthority>, args: SetRolesArgs) -> Result<()> {
        instructions::set_roles(ctx, args)
    }

    /// Pauses entries of the market; exits cannot be paused. By the guardian or the authority.
    pub fn pause(ctx: Context<Pause>, args: EntriesArgs) -> Result<()> {
        instructions::pause(ctx, args)
    }

    /// Unpauses entries. By the authority.
    pub fn unpause(ctx: Context<ByAuthority>, args: EntriesArgs) -> Result<()> {
        instructions::unpause(ctx, args)
    }

    /// Proposes parameters, which can be applied after `params_delay_secs`. By the authority.
    pub fn propose_params(ctx: Context<ByAuthority>, args: ProposeParamsArgs) -> Result<()> {
        instructions::propose_params(ctx, args)
    }

    /// Applies the proposed parameters, from their `eta_ts` until 14 days later. Anyone may.
    pub fn apply_params(ctx: Context<ApplyParams>) -> Result<()> {
        instructions::apply_params(ctx)
    }

    /// Cancels the proposed parameters. By the authority.
    pub fn cancel_params(ctx: Context<ByAuthority>) -> Result<()> {
        instructions::cancel_params(ctx)
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

    /// Stakes a ticket's VVV again and closes the ticket.
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

    /// Closes an empty position and returns its rent to the account that paid it. An exit.
    pub fn close_position(ctx: Context<ClosePosition>) -> Result<()> {
        instructions::close_position(ctx)
    }

    // ---- diem ----
    /// Mints exactly `diem_amount` DIEM, locking at most `max_vvv_locked` of the position's stake.
    pub fn mint_diem(ctx: Context<MintDiem>, args: MintDiemArgs) -> Result<()> {
        instructions::mint_diem(ctx, args)
    }

    /// Burns at most `diem_amount` DIEM and at most the position's bill. Unlocks stake at the position's own
    /// average rate. An exit.
    pub fn burn_diem(ctx: Context<BurnDiem>, args: BurnDiemArgs) -> Result<()> {
        instructions::burn_diem(ctx, args)
    }

    // ---- provider ----
    /// Registers the owner as a provider of the market, with a bond in VVV.
    pub fn register_provider(ctx: Context<RegisterProvider>, args: RegisterProviderArgs) -> Result<()> {
        instructions::register_provider(ctx, args)
    }

    /// Replaces a provider's operator and endpoint at once, its price and price list from the next epoch on.
    pub fn update_provider(ctx: Context<UpdateProvider>, terms: ProviderTerms) -> Result<()> {
        instructions::update_provider(ctx, terms)
    }

    /// Splits what a provider's revenue account received since the last call between the provider,
    /// the quota pool, the treasury and the stakers. Anyone may.
    pub fn distribute_revenue(ctx: Context<DistributeRevenue>) -> Result<()> {
        instructions::distribute_revenue(ctx)
    }

    /// Pays a provider's owner out of its claimable revenue. An exit.
    pub fn withdraw_revenue(ctx: Context<WithdrawRevenue>, args: WithdrawRevenueArgs) -> Result<()> {
        instructions::withdraw_revenue(ctx, args)
    }

    /// Offers another capacity from the next epoch on, which the bond must cover.
    pub fn set_capacity(ctx: Context<SetCapacity>, args: SetCapacityArgs) -> Result<()> {
        instructions::set_capacity(ctx, args)
    }

    /// Adds VVV to a provider's bond.
    pub fn add_bond(ctx: Context<AddBond>, args: AddBondArgs) -> Result<()> {
        instructions::add_bond(ctx, args)
    }

    /// Takes VVV out of a bond and starts its cool-down on a ticket of its own, where a slash still reaches it.
    /// An exit.
    pub fn request_bond_withdrawal(
        ctx: Context<RequestBondWithdrawal>,
        args: RequestBondWithdrawalArgs,
    ) -> Result<()> {
        instructions::request_bond_withdrawal(ctx, args)
    }

    /// Pays out a bond ticket whose cool-down is over and closes it. An exit.
    pub fn withdraw_bond(ctx: Context<WithdrawBond>) -> Result<()> {
        instructions::withdraw_bond(ctx)
    }

    /// Starts a provider's notice: no new channel or quota, and no capacity from the next epoch on.
    pub fn retire_provider(ctx: Context<RetireProvider>) -> Result<()> {
        instructions::retire_provider(ctx)
    }

    /// Closes a retired provider that has neither bond nor channels left: pays out its revenue, and returns its
    /// rent to the account that paid it. An exit.
    pub fn close_provider(ctx: Context<CloseProvider>) -> Result<()> {
        instructions::close_provider(ctx)
    }

    /// Takes at most `max_amount` of a provider's bond, cooling or not, for the treasury. By the arbiter, within the
    /// market's cap.
    pub fn slash_provider(ctx: Context<SlashProvider>, args: SlashProviderArgs) -> Result<()> {
        instructions::slash_provider(ctx, args)
    }

    // ---- channel ----
    /// Opens a consumer's channel with a provider, at the provider's current price, with a deposit in DIEM.
    pub fn open_channel(ctx: Context<OpenChannel>, args: OpenChannelArgs) -> Result<()> {
        instructions::open_channel(ctx, args)
    }

    /// Adds DIEM to a channel's deposit. Anyone may.
    pub fn deposit(ctx: Context<Deposit>, args: DepositArgs) -> Result<()> {
        instructions::deposit(ctx, args)
    }

    /// Stakes DIEM towards the channel's provider for a quota of credits in this and every later epoch.
    pub fn stake_quota(ctx: Context<StakeQuota>, args: StakeQuotaArgs) -> Result<()> {
        instructions::stake_quota(ctx, args)
    }

    /// Takes DIEM out of the quota stake; it can be withdrawn from the next epoch on. An exit.
    pub fn request_quota_unstake(
        ctx: Context<RequestQuotaUnstake>,
        args: RequestQuotaUnstakeArgs,
    ) -> Result<()> {
        instructions::request_quota_unstake(ctx, args)
    }

    /// Pays the consumer all unstaked DIEM that is withdrawable. An exit.
    pub fn withdraw_quota(ctx: Context<WithdrawQuota>) -> Result<()> {
        instructions::withdraw_quota(ctx)
    }

    /// Moves a channel's settled DIEM into the provider's revenue account. Anyone may.
    pub fn collect(ctx: Context<Collect>) -> Result<()> {
        instructions::collect(ctx)
    }

    /// Starts the grace for the last voucher. By the consumer, whose request takes all DIEM out of the quota
    /// stake; or by the provider, after whose request staked DIEM gives quota in this epoch and the next. An
    /// exit.
    pub fn request_close(ctx: Context<RequestClose>) -> Result<()> {
        instructions::request_close(ctx)
    }

    /// Closes a channel after the grace, or at once where the consumer requested it and the provider signs.
    /// Pays the provider what is settled and the consumer the rest. Anyone may. An exit.
    pub fn close_channel(ctx: Context<CloseChannel>) -> Result<()> {
        instructions::close_channel(ctx)
    }

    // ---- epoch ----
    /// Opens the record of the running epoch or of the one before. The payer gets the rent back when it is
    /// closed. Anyone may.
    pub fn open_epoch_record(ctx: Context<OpenEpochRecord>, args: OpenEpochRecordArgs) -> Result<()> {
        instructions::open_epoch_record(ctx, args)
    }

    /// Reports what a provider served in an epoch that is not closed. The report replaces the provider's
    /// earlier one in the epoch's record. Its quota counts for a reward once the provider's settled revenue is
    /// distributed. Anyone may.
    pub fn report_usage(ctx: Context<ReportUsage>) -> Result<()> {
        instructions::report_usage(ctx)
    }

    /// Closes every epoch that can be closed: pays for its quota, and updates smoothed use, reference price and
    /// target supply. Anyone may.
    pub fn roll_epoch(ctx: Context<RollEpoch>) -> Result<()> {
        instructions::roll_epoch(ctx)
    }

    /// Pays a provider's owner the reward for the quota served in a closed epoch. Anyone may. An exit.
    pub fn claim_quota_reward(ctx: Context<ClaimQuotaReward>) -> Result<()> {
        instructions::claim_quota_reward(ctx)
    }

    /// Closes the record of an epoch whose rewards are claimed or have lapsed, and returns its rent. Anyone may.
    pub fn close_epoch_record(ctx: Context<CloseEpochRecord>) -> Result<()> {
        instructions::close_epoch_record(ctx)
    }

    // ---- what wallets show ----
    /// Sets DIEM's name, symbol and URI in its account of the Metaplex Token Metadata program, which the first call
    /// creates: `payer` then pays its rent and that program's fee. By the authority.
    pub fn set_diem_metadata(ctx: Context<SetDiemMetadata>, metadata: TokenMetadata) -> Result<()> {
        instructions::set_diem_metadata(ctx, metadata)
    }

    // ---- views: the answer is the return data ----
    /// What `mint_diem` would lock now for `diem_amount`. Refused as the mint would be, but the caller's stake
    /// and a pause are not checked.
    ///
    /// From another program, with the feature `cpi`:
    /// `let quote = diem::cpi::quote_mint(CpiContext::new(program, OfMarket { market, diem_mint }), args)?.get();`
    pub fn quote_mint(ctx: Context<OfMarket>, args: QuoteMintArgs) -> Result<MintQuote> {
        instructions::quote_mint(ctx, args)
    }

    /// What `burn_diem` would burn and unlock now for `diem_amount`. Refused as the burn would be, but the
    /// owner's DIEM is not checked.
    pub fn quote_burn(ctx: Context<OfPosition>, args: QuoteBurnArgs) -> Result<BurnQuote> {
        instructions::quote_burn(ctx, args)
    }

    /// A position with all that it has earned up to now.
    pub fn view_position(ctx: Context<OfPosition>) -> Result<PositionView> {
        instructions::view_position(ctx)
    }

    /// A market's figures now: totals, the curve, prices, utilisation, streams and the epoch.
    pub fn view_market(ctx: Context<OfMarket>) -> Result<MarketView> {
        instructions::view_market(ctx)
    }
}
