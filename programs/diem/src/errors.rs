//! Every refusal, numbered in blocks by domain. A message is `<what is wrong>: <what to do>`, with one `: `.

use anchor_lang::prelude::*;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum DiemError {
    // ---- market: 6000 ----
    #[msg("the account belongs to another market: pass accounts of one market")]
    WrongMarket = 0,
    #[msg("the account is not the vault that the market or provider stores: pass the stored address")]
    WrongVault,
    #[msg("the mint or token account is of another token: pass the token that the market names")]
    WrongMint,
    #[msg("the token account has another owner: pass one that the required owner holds")]
    WrongTokenOwner,
    #[msg("the amount is zero: pass at least one base unit")]
    ZeroAmount,
    #[msg("the token account holds less than the amount: lower the amount or add funds")]
    InsufficientBalance,
    #[msg("the VVV mint is not of the classic SPL Token program: use a classic mint, because Token-2022 is not supported")]
    VvvNotClassicMint,
    #[msg("the VVV mint has a freeze authority, which could block every exit: revoke it first")]
    VvvHasFreezeAuthority,
    #[msg("the mint has fewer than 6 decimals: use a mint with 6 or more")]
    VvvTooCoarse,
    #[msg("a role is the default key: set a key for every role")]
    RoleMissing,
    #[msg("genesis_ts is in the future or more than one epoch ago: pass the start of the running epoch")]
    GenesisOutOfRange,
    #[msg("epoch_secs is out of range: pass from 1 second to 30 days")]
    EpochSecsOutOfRange,
    #[msg("stake_cooldown_secs is out of range: pass from one epoch to 90 days")]
    StakeCooldownOutOfRange,
    #[msg("bond_cooldown_secs is out of range: pass from one epoch to 90 days")]
    BondCooldownOutOfRange,
    #[msg("channel_grace_secs is out of range: pass from 0 to 30 days")]
    ChannelGraceOutOfRange,
    #[msg("params_delay_secs is out of range: pass at least both cool-downs and at most 90 days")]
    ParamsDelayOutOfRange,
    #[msg("fee_stream_secs is out of range: pass at least one epoch and twice stake_cooldown_secs, and at most 365 days")]
    FeeStreamOutOfRange,
    #[msg("base_rate is zero: pass at least 1")]
    BaseRateOutOfRange,
    #[msg("steepness_bps is out of range: pass from 10,000 to 40,000")]
    SteepnessOutOfRange,
    #[msg("target_floor is out of range: pass at least one DIEM and at most a tenth of target_cap")]
    TargetFloorOutOfRange,
    #[msg("three times target_cap does not fit in 64 bits: lower target_cap")]
    TargetCapOutOfRange,
    #[msg("target_share_bps is out of range: pass from 1,000 to 10,000")]
    TargetShareOutOfRange,
    #[msg("use_ema_bps is out of range: pass from 1 to 2,000")]
    UseWeightOutOfRange,
    #[msg("max_target_step_bps is out of range: pass from 1 to 100")]
    TargetStepOutOfRange,
    #[msg("locked_haircut_bps is out of range: pass from 500 to 5,000")]
    LockedHaircutOutOfRange,
    #[msg("locked_haircut_bps cannot change after the market is created: propose its present value")]
    LockedHaircutFixed,
    #[msg("credits_per_diem is zero: pass at least 1")]
    CreditsPerDiemOutOfRange,
    #[msg("bond_per_credit is zero: pass at least 1")]
    BondPerCreditOutOfRange,
    #[msg("the bond behind the quota of one DIEM is below 1 % of base_rate: raise bond_per_credit or credits_per_diem")]
    BondPerDiemOutOfRange,
    #[msg("max_slash_bps is out of range: pass from 500 to 5,000")]
    SlashOutOfRange,
    #[msg("the largest mintable supply would cost 2^63 base units of VVV or more: lower base_rate, steepness_bps or target_cap")]
    CurveTooExpensive,
    #[msg("provider_bps is out of range: pass from 5,000 to 8,500")]
    ProviderShareOutOfRange,
    #[msg("quota_bps is out of range: pass at most 2,000")]
    QuotaShareOutOfRange,
    #[msg("treasury_bps is out of range: pass from 100 to 1,000")]
    TreasuryShareOutOfRange,
    #[msg("stakers_bps is out of range: pass at least 500")]
    StakersShareOutOfRange,
    #[msg("the four shares of revenue do not sum to 10,000 bps: correct one of them")]
    SplitNotWhole,
    #[msg("quota_match_bps is out of range: pass at most 10,000")]
    QuotaMatchOutOfRange,
    #[msg("quota_cap_bps is out of range: pass at most 10,000")]
    QuotaCapOutOfRange,
    #[msg("quota_match_bps times quota_cap_bps is above (quota_bps + treasury_bps) times 10,000, so trading with oneself would pay: lower one of the two")]
    QuotaRewardTooHigh,
    #[msg("quota_pool_epochs is out of range: pass at least 7")]
    QuotaPoolEpochsOutOfRange,
    #[msg("utilisation_ema_bps is out of range: pass from 1 to 5,000")]
    UtilisationWeightOutOfRange,
    #[msg("max_price_step_bps is out of range: pass from 10 to 1,000")]
    PriceStepOutOfRange,
    #[msg("reference_price_cap is above 10^15 base units (a million DIEM per credit): lower it")]
    ReferencePriceCapOutOfRange,
    #[msg(
        "reference_price_floor is above a quarter of reference_price_cap: lower the floor or raise the cap"
    )]
    ReferencePriceFloorOutOfRange,
    #[msg("reference_price_floor times max_price_step_bps is below 10,000, so a step is less than a base unit: raise one of them")]
    ReferencePriceTooCoarse,
    #[msg("the first reference price is outside its floor and cap: pass a price within them")]
    ReferencePriceOutOfRange,
    #[msg("duration_secs is out of range: pass from stake_cooldown_secs to 365 days")]
    RewardDurationOutOfRange,
    #[msg("the treasury is owed nothing now: call again after revenue is distributed")]
    NothingOwedToTreasury,
    #[msg("the token program moved another amount than requested: nothing was changed; report it with the transaction's logs")]
    TransferMismatch,
    #[msg("the vault would hold less than the program owes from it: nothing was changed; report it with the transaction's logs")]
    VaultShort,
    #[msg("the DIEM supply would be above the debt units: nothing was changed; report it with the transaction's logs")]
    SupplyAboveDebt,
    #[msg("the market's totals would be inconsistent: nothing was changed; report it with the transaction's logs")]
    MarketInvariantBroken,
    #[msg("no epoch can be closed now: call again when the second epoch after it begins")]
    NothingToRoll,
    #[msg("the epoch's record is missing, or the record is of another epoch: pass the record of each epoch that is closed, and no other")]
    WrongEpochRecord,
    #[msg("the epoch is neither running nor settling: pass one of these two, because only they have open records")]
    EpochNotOpen,
    #[msg("earlier epochs are not closed yet: call roll_epoch first")]
    EpochsNotRolled,
    #[msg("the epoch is not closed yet: call roll_epoch once the second epoch after it begins")]
    EpochNotClosed,
    #[msg("the record's rewards can still be claimed: close it when all are claimed, or eight epochs after its own")]
    RecordStillNeeded,
    #[msg("the epoch record's figures would be inconsistent: nothing was changed; report it with the transaction's logs")]
    RecordInvariantBroken,
    #[msg("a delegate can spend from the payee's token account: pass the associated account, or one without a delegate")]
    PayeeDelegated,

    // ---- governance: 6100 ----
    #[msg("the signer is not the market's authority: sign with the authority's key")]
    NotAuthority = 100,
    #[msg("the signer is not the market's pending authority: let the present authority propose it first")]
    NotPendingAuthority,
    #[msg("the signer is neither the market's guardian nor its authority: sign with one of these keys")]
    NotGuardian,
    #[msg("the market has paused this entry: wait until it is unpaused; exits are never paused")]
    EntryPaused,
    #[msg(
        "entries is empty or has an unknown bit: combine 1 stake, 2 mint, 4 open, 8 deposit and 16 register"
    )]
    PauseBitsOutOfRange,
    #[msg("no parameters are proposed: propose them first")]
    NoParamsProposed,
    #[msg("the delay of the proposed parameters is not over: apply them at params_eta_ts or later")]
    ParamsDelayNotOver,
    #[msg("the proposed parameters were not applied within 14 days: propose them again")]
    ParamsProposalExpired,
    #[msg("the name of DIEM is empty, too long or contains a zero byte: pass 1 to 32 bytes")]
    DiemNameOutOfRange,
    #[msg("the symbol of DIEM is empty, too long or contains a zero byte: pass 1 to 10 bytes")]
    DiemSymbolOutOfRange,
    #[msg("the URI of DIEM's metadata is too long or contains a zero byte: pass at most 200 bytes")]
    DiemUriOutOfRange,
    #[msg("the account is not the metadata account of the market's DIEM mint: pass the address that the metadata program derives from the mint")]
    WrongDiemMetadata,
    #[msg("the metadata program wrote other metadata than requested: nothing was changed; report it with the transaction's logs")]
    DiemMetadataMismatch,

    // ---- stake: 6200 ----
    #[msg("the signer does not own this account: sign with its owner's key")]
    WrongOwner = 200,
    #[msg("the unlocked stake is smaller than the amount: lower the amount, or burn DIEM to unlock more")]
    InsufficientUnlockedStake,
    #[msg("the ticket belongs to another position: pass a ticket of this position")]
    TicketOfAnotherPosition,
    #[msg("the cool-down is not over: withdraw at the ticket's ready_ts or later")]
    CooldownNotOver,
    #[msg("the position has no fees and no rewards now: claim again after some have accrued")]
    NothingToClaim,
    #[msg("the position has no VVV rewards now: compound again after some have accrued")]
    NothingToCompound,
    #[msg("the position still holds stake, tickets or unclaimed amounts: withdraw and claim them first")]
    PositionNotEmpty,
    #[msg("the account is not the payer of the rent: pass the rent_payer that the closed account stores")]
    WrongRentPayer,
    #[msg("the position's figures would be inconsistent: nothing was changed; report it with the transaction's logs")]
    PositionInvariantBroken,

    // ---- diem: 6300 ----
    #[msg(
        "the supply would leave the range of the mint curve: mint less, or wait for a higher target supply"
    )]
    OutsideMintCurve = 300,
    #[msg("the amount is too small to lock any VVV: mint more at once")]
    MintTooSmall,
    #[msg("the mint would lock more VVV than max_vvv_locked: raise max_vvv_locked or mint less")]
    CostAboveMaximum,
    #[msg(
        "the position owes no DIEM and has no stake locked: do not burn for it, there is nothing to unlock"
    )]
    NothingToBurn,
    #[msg("the amount is too small to unlock any VVV: burn more at once")]
    BurnTooSmall,
    #[msg("the burn would unlock less VVV than min_vvv_unlocked: lower min_vvv_unlocked or burn more")]
    UnlockBelowMinimum,

    // ---- provider: 6400 ----
    #[msg("the operator is the default key: pass the key that serves the calls")]
    OperatorMissing = 400,
    #[msg("the endpoint is empty or too long: pass 1 to 128 bytes of UTF-8")]
    EndpointOutOfRange,
    #[msg("the price is zero: pass DIEM base units per whole credit, at least 1")]
    PriceOutOfRange,
    #[msg("the revenue account received nothing since the last distribution: call again after new revenue")]
    NothingToDistribute,
    #[msg("the provider's claimable revenue is smaller than the amount: lower the amount")]
    ClaimableExceeded,
    #[msg("the revenue account would hold less than the provider may claim: nothing was changed; report it with the transaction's logs")]
    RevenueShort,
    #[msg("the provider's figures would be inconsistent: nothing was changed; report it with the transaction's logs")]
    ProviderInvariantBroken,
    #[msg("the bond is too small for the capacity: add bond, or offer less capacity")]
    BondTooSmall,
    #[msg("the capacity is above 2^44 micro-credits an epoch: offer less")]
    CapacityOutOfRange,
    #[msg("quota_capacity is above the capacity: lower quota_capacity or raise the capacity")]
    QuotaAboveCapacity,
    #[msg("quota_capacity is below what is committed: wait until consumers unstake, or retire")]
    QuotaBelowCommitted,
    #[msg(
        "the provider is retiring and takes no new channel, quota, bond or capacity: choose another provider"
    )]
    ProviderRetiring,
    #[msg("the provider is not retiring: retire it first")]
    ProviderNotRetiring,
    #[msg("the notice is not over: close the provider at notice_ends_ts or later")]
    NoticeNotOver,
    #[msg("the ticket belongs to another provider: pass a ticket of this provider")]
    TicketOfAnotherProvider,
    #[msg("the provider still has bond, tickets or channels: withdraw and close them first")]
    ProviderNotEmpty,
    #[msg("the signer is not the market's arbiter: sign with the arbiter's key")]
    NotArbiter,
    #[msg("max_slash_bps of the bond is already slashed in this epoch, or there is no bond: slash again in the next epoch")]
    SlashCapReached,
    #[msg("the signer is neither the provider's operator nor its owner: sign with one of these keys")]
    NotOperator,
    #[msg("all use of the provider in the epoch is already reported: report again after more is settled")]
    NothingToReport,
    #[msg("the provider has no unclaimed quota reward for the epoch: claim for an epoch in which it served rewarded quota")]
    NothingToReward,
    #[msg("the quota reward has lapsed: claim within seven epochs after the epoch of the reward")]
    RewardLapsed,
    #[msg("revenue settled by the end of the epoch was not distributed before the report: in later epochs collect, distribute, then report")]
    RevenueNotDistributed,
    #[msg("the provider was slashed in this epoch: close it in the next epoch")]
    SlashedInEpoch,

    // ---- channel: 6500 ----
    #[msg("the provider's price is above max_price: raise max_price, or choose another provider")]
    PriceAboveMaximum = 500,
    #[msg("opened_slot is not within the last 150 slots: pass a recent slot")]
    OpenedSlotOutOfRange,
    #[msg("the voucher signer is the default key: pass the key that signs the vouchers")]
    VoucherSignerMissing,
    #[msg("the channel belongs to another provider: pass a channel of this provider")]
    WrongProvider,
    #[msg("the signer is not the channel's consumer: sign with the consumer's key")]
    WrongConsumer,
    #[msg("the signer is neither the channel's consumer nor the provider's owner or operator: sign with one of these keys")]
    NotChannelParty,
    #[msg("the channel is closing: open a new one")]
    ChannelClosing,
    #[msg("the close was not requested: call request_close first")]
    CloseNotRequested,
    #[msg("the grace period for the last voucher is not over: close at closes_ts, or earlier with the provider's signature")]
    GraceNotOver,
    #[msg("the channel is too young: close it more than 150 slots after opened_slot")]
    ChannelTooYoung,
    #[msg("DIEM is still staked for quota: unstake it first, and close from the next epoch on")]
    QuotaStillStaked,
    #[msg("the amount is too small to give any quota from the next epoch on: stake more at once")]
    QuotaStakeTooSmall,
    #[msg(
        "the provider has less free quota than the stake would take: stake less, or choose another provider"
    )]
    QuotaCapacityExceeded,
    #[msg("the channel has less DIEM staked than the amount: lower the amount")]
    InsufficientQuotaStake,
    #[msg("no DIEM is withdrawable now: withdraw what was unstaked from the next epoch on")]
    QuotaNotReady,
    #[msg("the channel has nothing settled that is not collected: settle a voucher first")]
    NothingToCollect,
    #[msg("the channel's figures would be inconsistent: nothing was changed; report it with the transaction's logs")]
    ChannelInvariantBroken,

    // ---- voucher: 6600 ----
    #[msg("the account is not the instructions sysvar: pass Sysvar1nstructions1111111111111111111111111")]
    WrongInstructionsSysvar = 600,
    #[msg("no instruction precedes settle: put the ed25519 instruction directly before it")]
    SignaturesMissing,
    #[msg("the instruction before settle is not of the ed25519 program: put the ed25519 instruction directly before it")]
    SignaturesNotEd25519,
    #[msg("the ed25519 instruction names accounts: pass none")]
    SignaturesNameAccounts,
    #[msg("the ed25519 instruction has no signature: add one for each claim")]
    SignaturesEmpty,
    #[msg("the padding byte of the ed25519 instruction is not zero: set it to zero")]
    SignaturesPadded,
    #[msg("the ed25519 instruction is shorter than its signatures need: include every key, signature and message")]
    SignaturesTooShort,
    #[msg("the ed25519 instruction has bytes after its last message: remove them")]
    SignaturesTooLong,
    #[msg(
        "a signature, key or message lies in another instruction: set all three instruction indexes to 65535"
    )]
    SignatureElsewhere,
    #[msg("a signature, key or message is not at its fixed offset: build the ed25519 instruction with the documented layout")]
    SignatureMisplaced,
    #[msg("a signed message is not 72 bytes long: sign the voucher's 72 bytes alone")]
    VoucherSizeWrong,
    #[msg("the numbers of claims, signatures and channels differ: pass one of each per voucher, in the same order")]
    ClaimCountMismatch,
    #[msg("the message is not a voucher: begin it with DIEMvch1")]
    VoucherTagWrong,
    #[msg("the voucher was signed for another cluster: sign it with the market's cluster tag")]
    VoucherClusterWrong,
    #[msg("the voucher was signed for another channel: pass the channel that it names")]
    VoucherChannelWrong,
    #[msg("the voucher was not signed by the channel's voucher signer: sign it with that key")]
    VoucherSignerWrong,
    #[msg("the voucher has expired: ask the consumer for a new one")]
    VoucherExpired,
    #[msg("the claim is above what the voucher allows: claim at most what was signed")]
    ClaimAboveVoucher,
    #[msg("the claim is above the channel's deposit: claim at most the deposit")]
    ClaimAboveDeposit,
    #[msg("the claim is above the quota of its epoch: claim at most the allowance")]
    ClaimAboveQuota,
    #[msg(
        "the quota's epoch is neither running nor settling any more: claim DIEM alone, its quota has lapsed"
    )]
    QuotaLapsed,
    #[msg("the quota's epoch has not begun: settle the voucher in that epoch")]
    QuotaNotBegun,
    #[msg("the claim is already settled: claim more than what is settled")]
    ClaimAlreadySettled,
    #[msg("the claim is below what is settled: claim the total over the channel's life")]
    ClaimBelowSettled,
    #[msg("duplicate channel in one call: pass it once, with its newest voucher")]
    ChannelRepeated,

    // ---- maths: 6900 ----
    #[msg("a number does not fit in its type: use smaller amounts")]
    MathOverflow = 900,
}

#[cfg(test)]
mod tests;
