import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import type { MarketAccount } from "../accounts/market";
import type { ProgramOption } from "../pda";

/** What can be due, by the instruction that does it. */
export type TaskKind =
  | "rollEpoch"
  | "applyParams"
  | "reportUsage"
  | "claimQuotaReward"
  | "collect"
  | "distributeRevenue"
  | "closeEpochRecord";

/** One transaction that is due: it fits a packet together with its compute-budget instructions. */
export interface Task {
  readonly kind: TaskKind;
  /** For a log. */
  readonly reason: string;
  readonly instructions: readonly TransactionInstruction[];
}

/** What every plan takes. */
export interface PlanInput extends ProgramOption {
  readonly market: MarketAccount;
  /** Pays the fees and the rent, and signs. */
  readonly payer: PublicKey;
}

/** `3 channels`, `1 channel`. */
export function count(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}
