import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { MarketKeys, ProgramOption } from "../pda";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnRecord, providerAddress, recordAddress } from "./common";

/** See {@link openEpochRecord}. */
export interface OpenEpochRecordInput extends OnRecord {
  /** The running epoch or the one before. */
  readonly epoch: number;
  /** Pays the rent and signs; gets it back when the record is closed. */
  readonly payer: PublicKey;
}

/** Opens an epoch's record. Anyone may. */
export function openEpochRecord(input: OpenEpochRecordInput): TransactionInstruction {
  const { market, payer, epoch, programId } = input;
  return build("openEpochRecord", {
    accounts: { payer, market: market.market, record: recordAddress(input) },
    args: { args: { epoch } },
    programId,
  });
}

/** See {@link reportUsage}. */
export interface ReportUsageInput extends OnRecord {
  readonly provider: PublicKey;
}

/** Puts into an epoch's record what a provider has served in it so far, until the epoch is closed. Anyone may. */
export function reportUsage(input: ReportUsageInput): TransactionInstruction {
  const { provider, programId } = input;
  const accounts = { provider, record: recordAddress(input) };
  return build("reportUsage", { accounts, args: {}, programId });
}

/** See {@link rollEpoch}. */
export interface RollEpochInput extends ProgramOption {
  readonly market: MarketKeys;
  /** The record of the market's `nextToClose`, where it has one: see the market's `hasRecord`. */
  readonly firstRecord?: PublicKey | undefined;
  /** The record of the epoch after it, where it has one and is to be closed too. */
  readonly secondRecord?: PublicKey | undefined;
}

/** Closes every epoch that can be, and moves use, utilisation, reference price and target supply. Anyone may. */
export function rollEpoch({
  market: { market },
  firstRecord,
  secondRecord,
  programId,
}: RollEpochInput): TransactionInstruction {
  const accounts = { market, firstRecord, secondRecord };
  return build("rollEpoch", { accounts, args: {}, programId });
}

/** See {@link claimQuotaReward}. */
export interface ClaimQuotaRewardInput extends OnRecord {
  /** The provider's owner, who is paid; need not sign. */
  readonly providerOwner: PublicKey;
  /** Default: the owner's provider account. */
  readonly provider?: PublicKey;
  /** A DIEM account that the owner owns, which must exist; default: the associated one. */
  readonly ownerDiem?: PublicKey;
}

/**
 * Pays a provider's owner the DIEM for the quota served in a closed epoch, within 8 epochs. Anyone may.
 */
export function claimQuotaReward(input: ClaimQuotaRewardInput): TransactionInstruction {
  const { providerOwner: owner, programId } = input;
  const { market, diemMint, feePool } = input.market;
  return build("claimQuotaReward", {
    accounts: {
      market,
      provider: providerAddress({ ...input, owner }),
      record: recordAddress(input),
      feePool,
      ownerDiem: input.ownerDiem ?? ata(diemMint, owner),
    },
    args: {},
    programId,
  });
}

/** See {@link closeEpochRecord}. */
export interface CloseEpochRecordInput extends OnRecord {
  /** The account that paid the record's rent, and gets it back. */
  readonly rentPayer: PublicKey;
}

/** Closes the record of an epoch whose rewards are claimed or have lapsed. Anyone may. */
export function closeEpochRecord(input: CloseEpochRecordInput): TransactionInstruction {
  const { market, rentPayer, programId } = input;
  const accounts = { market: market.market, record: recordAddress(input), rentPayer };
  return build("closeEpochRecord", { accounts, args: {}, programId });
}
