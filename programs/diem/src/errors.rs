//! Every refusal, numbered in blocks by domain. A message says what to do about it.

use anchor_lang::prelude::*;

#[error_code]
#[derive(PartialEq, Eq)]
pub enum DiemError {
    // ---- market: 6000 ----
    #[msg("The account belongs to another market: pass accounts of one market")]
    WrongMarket = 0,
    #[msg("This is not the market's vault for the purpose: pass the address that the market stores")]
    WrongVault,
    #[msg("The token account or mint is of another token: pass the one that the market names")]
    WrongMint,
    #[msg("The token account belongs to somebody else: pass one that its rightful owner holds")]
    WrongTokenOwner,
    #[msg("The amount is zero: pass at least one base unit")]
    ZeroAmount,
    #[msg("The token account holds less than the amount: lower the amount or add funds")]
    InsufficientBalance,
    #[msg("VVV must be a mint of the classic SPL Token program: Token-2022 is not supported")]
    VvvNotClassicMint,
    #[msg("The VVV mint has a freeze authority, who could stop every exit: revoke it first")]
    VvvHasFreezeAuthority,
    #[msg("The VVV mint has fewer than 6 decimals: its base unit is too much to round by")]
    VvvTooCoarse,
    #[msg("A role is the default key: name a key for every role")]
    RoleMissing,
    #[msg("The genesis must lie within one epoch before now: pass the start of the running epoch")]
    GenesisOutOfRange,
    #[msg("epoch_secs must be from 1 second to 30 days")]
    EpochSecsOutOfRange,
    #[msg("stake_cooldown_secs must be from one epoch to 90 days")]
    StakeCooldownOutOfRange,
    #[msg("bond_cooldown_secs must be from one epoch to 90 days")]
    BondCooldownOutOfRange,
    #[msg("channel_grace_secs must be from 0 to 30 days")]
    ChannelGraceOutOfRange,
    #[msg("params_delay_secs must be at least both cool-downs and at most 90 days")]
    ParamsDelayOutOfRange,
    #[msg("fee_stream_secs must be at least one epoch and twice stake_cooldown_secs, and at most 365 days")]
    FeeStreamOutOfRange,
    #[msg("base_rate must be above zero")]
    BaseRateOutOfRange,
    #[msg("steepness_bps must be from 10,000 to 40,000")]
    SteepnessOutOfRange,
    #[msg("target_floor must be at least one DIEM and at most a tenth of target_cap")]
    TargetFloorOutOfRange,
    #[msg("Three times target_cap must fit 64 bits: lower target_cap")]
    TargetCapOutOfRange,
    #[msg("target_share_bps must be from 1,000 to 10,000")]
    TargetShareOutOfRange,
    #[msg("use_ema_bps must be from 1 to 2,000")]
    UseWeightOutOfRange,
    #[msg("max_target_step_bps must be from 1 to 100")]
    TargetStepOutOfRange,
    #[msg("locked_haircut_bps must be from 500 to 5,000")]
    LockedHaircutOutOfRange,
    #[msg("locked_haircut_bps is fixed for the market's life: propose its present value")]
    LockedHaircutFixed,
    #[msg("credits_per_diem must be above zero")]
    CreditsPerDiemOutOfRange,
    #[msg("bond_per_credit must be above zero")]
    BondPerCreditOutOfRange,
    #[msg("The bond behind the quota of one DIEM must be at least 1 % of base_rate: raise bond_per_credit or credits_per_diem")]
    BondPerDiemOutOfRange,
    #[msg("max_slash_bps must be from 500 to 5,000")]
    SlashOutOfRange,
    #[msg("The largest mintable supply would cost 2^63 base units of VVV or more: lower base_rate, steepness_bps or target_cap")]
    CurveTooExpensive,
    #[msg("provider_bps must be from 5,000 to 8,500")]
    ProviderShareOutOfRange,
    #[msg("quota_bps must be at most 2,000")]
    QuotaShareOutOfRange,
    #[msg("treasury_bps must be from 100 to 1,000")]
    TreasuryShareOutOfRange,
    #[msg("stakers_bps must be at least 500")]
    StakersShareOutOfRange,
    #[msg("The four parts of revenue must sum to 10,000 bps: correct one of them")]
    SplitNotWhole,
    #[msg("quota_match_bps must be at most 10,000")]
    QuotaMatchOutOfRange,
    #[msg("quota_cap_bps must be at most 10,000")]
    QuotaCapOutOfRange,
    #[msg("quota_match_bps times quota_cap_bps must be at most (quota_bps + treasury_bps) times 10,000: else paying oneself pays")]
    QuotaRewardTooHigh,
    #[msg("quota_pool_epochs must be at least 7")]
    QuotaPoolEpochsOutOfRange,
    #[msg("utilisation_ema_bps must be from 1 to 5,000")]
    UtilisationWeightOutOfRange,
    #[msg("max_price_step_bps must be from 10 to 1,000")]
    PriceStepOutOfRange,
    #[msg("reference_price_cap must be at most 10^15 base units: a million DIEM a credit")]
    ReferencePriceCapOutOfRange,
    #[msg("reference_price_floor must be at most a quarter of reference_price_cap")]
    ReferencePriceFloorOutOfRange,
    #[msg(
        "reference_price_floor times max_price_step_bps must be at least 10,000: a step must be a base unit"
    )]
    ReferencePriceTooCoarse,
    #[msg("The first reference price must lie within its floor and cap")]
    ReferencePriceOutOfRange,
    #[msg("duration_secs must be from stake_cooldown_secs to 365 days")]
    RewardDurationOutOfRange,
    #[msg("The treasury is owed nothing now: call again after revenue was distributed")]
    NothingOwedToTreasury,
    #[msg("The token program moved another amount than asked: nothing was changed")]
    TransferMismatch,
    #[msg("A vault would hold less than the program owes from it: nothing was changed")]
    VaultShort,
    #[msg("The DIEM supply would pass the units of debt: nothing was changed")]
    SupplyAboveDebt,
    #[msg("The market's totals would contradict each other: nothing was changed")]
    MarketInvariantBroken,
    #[msg("No epoch can be closed now: an epoch closes when the second after it begins")]
    NothingToRoll,
    #[msg("The epoch has a record that must be closed with it: pass it, and no other")]
    WrongEpochRecord,
    #[msg("The epoch is neither running nor settling: only these two have open records")]
    EpochNotOpen,
    #[msg("Earlier epochs wait to be closed: call roll_epoch first")]
    EpochsNotRolled,
    #[msg("The epoch is not closed yet: roll_epoch closes it when the second after it begins")]
    EpochNotClosed,
    #[msg("The record's rewards can still be claimed: close it when all are, or eight epochs after its own")]
    RecordStillNeeded,
    #[msg("The record's figures would contradict each other: nothing was changed")]
    RecordInvariantBroken,
    #[msg("A delegate can spend from the payee's token account: pass the associated one, or one without a delegate")]
    PayeeDelegated,

    // ---- governance: 6100 ----
    #[msg("The signer is not the market's authority")]
    NotAuthority = 100,
    #[msg("The signer was not proposed as the market's authority: the present one must propose it first")]
    NotPendingAuthority,
    #[msg("The signer is neither the market's guardian nor its authority")]
    NotGuardian,
    #[msg("The market takes no more of this while it is paused: wait, or leave; no exit is ever paused")]
    EntryPaused,
    #[msg("entries must name one or more of the bits 1 stake, 2 mint, 4 open, 8 deposit and 16 register")]
    PauseBitsOutOfRange,
    #[msg("No parameters are proposed: propose them first")]
    NoParamsProposed,
    #[msg("The delay of the proposed parameters is not over: apply them at params_eta_ts or later")]
    ParamsDelayNotOver,
    #[msg("The proposed parameters were not applied within 14 days: propose them again")]
    ParamsProposalExpired,
    #[msg("The name of DIEM must be of 1 to 32 bytes, none of them zero")]
    DiemNameOutOfRange,
    #[msg("The symbol of DIEM must be of 1 to 10 bytes, none of them zero")]
    DiemSymbolOutOfRange,
    #[msg("The URI of DIEM's metadata must be of at most 200 bytes, none of them zero")]
    DiemUriOutOfRange,
    #[msg("This is not the metadata account of the market's DIEM mint: pass the one that the metadata program derives from it")]
    WrongDiemMetadata,
    #[msg("The metadata program wrote something else than asked: nothing was changed")]
    DiemMetadataMismatch,

    // ---- stake: 6200 ----
    #[msg("The signer does not own this account: sign with its owner")]
    WrongOwner = 200,
    #[msg("The unlocked stake is smaller than the amount: lower it, or burn DIEM to unlock more")]
    InsufficientUnlockedStake,
    #[msg("The ticket belongs to another position: pass a ticket of this position")]
    TicketOfAnotherPosition,
    #[msg("The cool-down is not over: withdraw at the ticket's ready_ts or later")]
    CooldownNotOver,
    #[msg("The position has no fees and no rewards to claim now")]
    NothingToClaim,
    #[msg("The position has no VVV rewards to compound now")]
    NothingToCompound,
    #[msg("The position still holds stake, tickets or unclaimed amounts: take them out first")]
    PositionNotEmpty,
    #[msg("The rent goes back to whoever paid it: pass the account's rent_payer")]
    WrongRentPayer,
    #[msg("The position's amounts would contradict each other: nothing was changed")]
    PositionInvariantBroken,

    // ---- diem: 6300 ----
    #[msg("The supply would leave the mint curve's domain: mint less, or wait for a higher target supply")]
    OutsideMintCurve = 300,
    #[msg("The amount is so small that it would lock nothing: mint more at once")]
    MintTooSmall,
    #[msg("The mint would lock more VVV than max_vvv_locked: raise it or mint less")]
    CostAboveMaximum,
    #[msg("The position owes no DIEM and has no stake locked: there is nothing to burn for")]
    NothingToBurn,
    #[msg("The amount is so small that it would unlock nothing: burn more at once")]
    BurnTooSmall,
    #[msg("The burn would unlock less VVV than min_vvv_unlocked: lower it or burn more")]
    UnlockBelowMinimum,

    // ---- provider: 6400 ----
    #[msg("The operator is the default key: name the key that serves the calls")]
    OperatorMissing = 400,
    #[msg("The endpoint must be from 1 to 128 bytes of UTF-8")]
    EndpointOutOfRange,
    #[msg("The price must be above zero: pass DIEM base units per whole credit")]
    PriceOutOfRange,
    #[msg("The revenue account received nothing since the last distribution")]
    NothingToDistribute,
    #[msg("The provider's claimable revenue is smaller than the amount: lower the amount")]
    ClaimableExceeded,
    #[msg("The revenue account would hold less than the provider may claim: nothing was changed")]
    RevenueShort,
    #[msg("The provider's figures would contradict each other: nothing was changed")]
    ProviderInvariantBroken,
    #[msg("The bond is too small for the capacity: add bond, or offer less")]
    BondTooSmall,
    #[msg("The capacity must be at most 2^44 micro-credits an epoch")]
    CapacityOutOfRange,
    #[msg("quota_capacity must be at most the capacity")]
    QuotaAboveCapacity,
    #[msg("quota_capacity must cover what is committed: wait until consumers unstake, or retire")]
    QuotaBelowCommitted,
    #[msg("The provider is retiring: it takes no new channel, quota, bond or capacity")]
    ProviderRetiring,
    #[msg("The provider is not retiring: retire it first")]
    ProviderNotRetiring,
    #[msg("The notice is not over: close the provider at notice_ends_ts or later")]
    NoticeNotOver,
    #[msg("The ticket belongs to another provider: pass a ticket of this provider")]
    TicketOfAnotherProvider,
    #[msg("The provider still has bond, tickets or channels: withdraw and close them first")]
    ProviderNotEmpty,
    #[msg("The signer is not the market's arbiter")]
    NotArbiter,
    #[msg("Nothing more can be slashed in this epoch: max_slash_bps of the bond are, or there is no bond")]
    SlashCapReached,
    #[msg("The signer is neither the provider's operator nor its owner")]
    NotOperator,
    #[msg("Everything that the provider served in the epoch is already reported")]
    NothingToReport,
    #[msg("The provider has no unclaimed quota reward for the epoch")]
    NothingToReward,
    #[msg("The quota reward has lapsed: claim within seven epochs after the epoch that it is for")]
    RewardLapsed,
    #[msg("What the provider had settled by the end of the epoch was not distributed when its use was reported: in later epochs collect, distribute, then report")]
    RevenueNotDistributed,
    #[msg("The provider was slashed in this epoch: close it in the next one")]
    SlashedInEpoch,

    // ---- channel: 6500 ----
    #[msg("The provider's price is above max_price: raise it, or choose another provider")]
    PriceAboveMaximum = 500,
    #[msg("opened_slot must lie within the last 150 slots: pass a recent slot")]
    OpenedSlotOutOfRange,
    #[msg("The voucher signer is the default key: name the key that signs the vouchers")]
    VoucherSignerMissing,
    #[msg("The channel belongs to another provider: pass a channel of this provider")]
    WrongProvider,
    #[msg("The signer is not the channel's consumer: sign with the consumer's key")]
    WrongConsumer,
    #[msg("The signer is neither the channel's consumer nor the provider's owner or operator: sign with one of these")]
    NotChannelParty,
    #[msg("The channel is closing: open a new one")]
    ChannelClosing,
    #[msg("The closing was not requested: call request_close first")]
    CloseNotRequested,
    #[msg("The grace for the last voucher is not over: close at closes_ts, or let the provider sign for what the consumer asked")]
    GraceNotOver,
    #[msg("The channel is too young: close it more than 150 slots after opened_slot")]
    ChannelTooYoung,
    #[msg("DIEM is still staked for quota: unstake it first, and close from the next epoch on")]
    QuotaStillStaked,
    #[msg("The amount is so small that it would give no quota from the next epoch on: stake more at once")]
    QuotaStakeTooSmall,
    #[msg("The provider offers less quota than that: stake less, or choose another provider")]
    QuotaCapacityExceeded,
    #[msg("The channel has less DIEM staked than the amount: lower the amount")]
    InsufficientQuotaStake,
    #[msg("No DIEM is withdrawable now: what was unstaked is from the next epoch on")]
    QuotaNotReady,
    #[msg("The channel has nothing settled that is not collected")]
    NothingToCollect,
    #[msg("The channel's figures would contradict each other: nothing was changed")]
    ChannelInvariantBroken,

    // ---- voucher: 6600 ----
    #[msg("This is not the instructions sysvar: pass Sysvar1nstructions1111111111111111111111111")]
    WrongInstructionsSysvar = 600,
    #[msg("No instruction stands before settle: put the ed25519 instruction directly before it")]
    SignaturesMissing,
    #[msg("The instruction before settle is not of the ed25519 program: put that one directly before it")]
    SignaturesNotEd25519,
    #[msg("The ed25519 instruction names accounts: it must name none")]
    SignaturesNameAccounts,
    #[msg("The ed25519 instruction has no signature")]
    SignaturesEmpty,
    #[msg("The ed25519 instruction's padding byte is not zero")]
    SignaturesPadded,
    #[msg("The ed25519 instruction is shorter than its signatures need")]
    SignaturesTooShort,
    #[msg("The ed25519 instruction has bytes after its last message")]
    SignaturesTooLong,
    #[msg("A signature, key or message lies in another instruction: all three indexes must be 65535")]
    SignatureElsewhere,
    #[msg("A signature, key or message is not at its computed offset")]
    SignatureMisplaced,
    #[msg("A signed message is not 72 bytes long")]
    VoucherSizeWrong,
    #[msg("Claims, signatures and channels must be of one number, in one order")]
    ClaimCountMismatch,
    #[msg("The message is not a voucher: it must begin with DIEMvch1")]
    VoucherTagWrong,
    #[msg("The voucher was signed for another cluster")]
    VoucherClusterWrong,
    #[msg("The voucher was signed for another channel")]
    VoucherChannelWrong,
    #[msg("The voucher was not signed by the channel's voucher signer")]
    VoucherSignerWrong,
    #[msg("The voucher has expired")]
    VoucherExpired,
    #[msg("The claim is above what the voucher allows: claim at most what was signed")]
    ClaimAboveVoucher,
    #[msg("The claim is above the channel's deposit: claim at most the deposit")]
    ClaimAboveDeposit,
    #[msg("The claim is above the quota of its epoch: claim at most the allowance")]
    ClaimAboveQuota,
    #[msg("The quota's epoch is neither running nor settling any more: its quota has lapsed")]
    QuotaLapsed,
    #[msg("The quota's epoch has not begun: settle it then")]
    QuotaNotBegun,
    #[msg("The claim is already settled: nothing would advance")]
    ClaimAlreadySettled,
    #[msg("The claim is below what is settled: claim what was served over the channel's life")]
    ClaimBelowSettled,
    #[msg("The channel stands twice in one call: name it once, with its newest voucher")]
    ChannelRepeated,

    // ---- maths: 6900 ----
    #[msg("A number does not fit: use smaller amounts")]
    MathOverflow = 900,
}
