import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { MarketKeys, ProgramOption } from "../pda";
import { ata } from "../tokens";
import { build } from "./build";

/** See {@link stakeQuota}. */
export interface StakeQuotaInput extends ProgramOption {
  readonly market: MarketKeys;
  readonly provider: PublicKey;
  readonly channel: PublicKey;
  /** Signs and pays. */
  readonly consumer: PublicKey;
  /** DIEM base units. */
  readonly amount: bigint;
  /** Default: the consumer's associated token account. */
  readonly consumerDiem?: PublicKey;
}

/**
 * Stakes DIEM towards the channel's provider for a quota of credits in every later epoch, and for the part of it in this
 * one that the time left is of an epoch.
 */
export function stakeQuota({
  market: { market, diemMint, escrow },
  provider,
  channel,
  consumer,
  amount,
  consumerDiem = ata(diemMint, consumer),
  programId,
}: StakeQuotaInput): TransactionInstruction {
  return build("stakeQuota", {
    accounts: { consumer, market, provider, channel, consumerDiem, escrow },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link requestQuotaUnstake}. */
export interface RequestQuotaUnstakeInput extends ProgramOption {
  readonly provider: PublicKey;
  readonly channel: PublicKey;
  /** Signs. */
  readonly consumer: PublicKey;
  /** DIEM base units, at most the channel's `staked`. */
  readonly amount: bigint;
}

/** Takes DIEM out of the quota stake; it can be withdrawn from the next epoch on. */
export function requestQuotaUnstake({
  provider,
  channel,
  consumer,
  amount,
  programId,
}: RequestQuotaUnstakeInput): TransactionInstruction {
  return build("requestQuotaUnstake", {
    accounts: { consumer, provider, channel },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link withdrawQuota}. */
export interface WithdrawQuotaInput extends ProgramOption {
  readonly market: MarketKeys;
  readonly channel: PublicKey;
  /** Signs. */
  readonly consumer: PublicKey;
  /** Default: the consumer's associated token account. It must exist. */
  readonly consumerDiem?: PublicKey;
}

/** Pays the consumer all unstaked DIEM that is withdrawable. */
export function withdrawQuota({
  market: { market, diemMint, escrow },
  channel,
  consumer,
  consumerDiem = ata(diemMint, consumer),
  programId,
}: WithdrawQuotaInput): TransactionInstruction {
  return build("withdrawQuota", {
    accounts: { consumer, market, channel, escrow, consumerDiem },
    args: {},
    programId,
  });
}
