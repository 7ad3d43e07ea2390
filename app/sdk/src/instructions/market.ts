import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { Struct } from "../codec/types";
import { type MarketKeys, marketKeys, type ProgramOption } from "../pda";
import { defined } from "../defined";
import { ata } from "../tokens";
import { build } from "./build";

/** See {@link createMarket}. */
export interface CreateMarketInput extends ProgramOption, Struct<"createMarketArgs"> {
  /** Signs, pays the rent of eight accounts, and is part of the market's address. */
  readonly creator: PublicKey;
  readonly vvvMint: PublicKey;
}

/**
 * Creates a market for a VVV mint at `pda.marketKeys({ creator, vvvMint })`. `genesisTs` is the start of the
 * running epoch, `epochSecs` its length, both for life; `referencePrice` is in DIEM base units per whole credit.
 */
export function createMarket({
  creator,
  vvvMint,
  programId,
  ...args
}: CreateMarketInput): TransactionInstruction {
  const keys = marketKeys({ creator, vvvMint, ...defined({ programId }) });
  const accounts = { ...keys, creator, vvvMint };
  return build("createMarket", { accounts, args: { args }, programId });
}

/** See {@link fundRewards}. */
export interface FundRewardsInput extends ProgramOption {
  readonly market: MarketKeys;
  /** Signs and pays. */
  readonly funder: PublicKey;
  /** VVV base units. */
  readonly amount: bigint;
  /** Seconds over which the amount is released: the stake cool-down to one year. */
  readonly durationSecs: bigint;
  /** Default: the funder's associated token account. */
  readonly funderVvv?: PublicKey;
}

/** Adds VVV to the reward stream. Anyone may. */
export function fundRewards({
  market: { market, vvvMint, rewardVault },
  funder,
  amount,
  durationSecs,
  funderVvv = ata(vvvMint, funder),
  programId,
}: FundRewardsInput): TransactionInstruction {
  return build("fundRewards", {
    accounts: { funder, market, funderVvv, rewardVault },
    args: { args: { amount, durationSecs } },
    programId,
  });
}

/** See {@link fundQuota}. */
export interface FundQuotaInput extends ProgramOption {
  readonly market: MarketKeys;
  /** Signs and pays. */
  readonly funder: PublicKey;
  /** DIEM base units. */
  readonly amount: bigint;
  /** Default: the funder's associated token account. */
  readonly funderDiem?: PublicKey;
}

/** Adds DIEM to the quota pool, from which served quota is rewarded. Anyone may. */
export function fundQuota({
  market: { market, diemMint, feePool },
  funder,
  amount,
  funderDiem = ata(diemMint, funder),
  programId,
}: FundQuotaInput): TransactionInstruction {
  return build("fundQuota", {
    accounts: { funder, market, funderDiem, feePool },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link collectTreasury}. */
export interface CollectTreasuryInput extends ProgramOption {
  readonly market: MarketKeys;
  /** The market's treasury: `roles.treasury`. */
  readonly treasury: PublicKey;
  /** The treasury's associated token account for DIEM; the program admits no other. */
  readonly treasuryDiem?: PublicKey;
}

/** Pays the treasury all the DIEM that it is owed. Anyone may. */
export function collectTreasury({
  market: { market, diemMint, feePool },
  treasury,
  treasuryDiem = ata(diemMint, treasury),
  programId,
}: CollectTreasuryInput): TransactionInstruction {
  return build("collectTreasury", {
    accounts: { market, feePool, treasuryDiem },
    args: {},
    programId,
  });
}
