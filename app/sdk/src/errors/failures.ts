import type { PublicKey } from "@solana/web3.js";
import { DiemError } from "./diem-error";
import type { RefusalDetails } from "./program-errors";

/** Contexts of failures that are not DIEM's own. */
export interface Contexts {
  /** Another program failed, or the framework did before DIEM's own code ran. */
  ProgramFailed: {
    /** The program that failed first; null if there are no logs to tell. */
    readonly program: PublicKey | null;
    /** Its error's name where that is known, for example `ConstraintSeeds` or `InsufficientFunds`. */
    readonly error: string | undefined;
  };
  /** The runtime or a node refused a transaction, for a reason that does not come from a program. */
  TransactionFailed: {
    /** As it was said, for example `BlockhashNotFound`. */
    readonly error: string;
  };
  /** The payer has too few lamports for a fee, a rent or a transfer. The figures are there where they are known. */
  InsufficientSol: {
    /** Lamports. */
    readonly held?: bigint;
    readonly needed?: bigint;
    readonly decimals: number;
  };
}

/** Of SOL. */
const SOL_DECIMALS = 9;

export function programFailed(
  {
    reason,
    next = "read the logs, and correct what the transaction gives to that program",
    code,
    ...context
  }: Contexts["ProgramFailed"] & {
    readonly reason: string;
    readonly next?: string;
    readonly code: number | undefined;
  },
  details: RefusalDetails,
) {
  return new DiemError("ProgramFailed", { ...details, reason, next, code, context });
}

export function transactionFailed(error: string, details: RefusalDetails) {
  return new DiemError("TransactionFailed", {
    ...details,
    reason: `the network refused the transaction (${error})`,
    next: "build it again and retry",
    context: { error },
  });
}

export function insufficientSol(
  figures: Pick<Contexts["InsufficientSol"], "held" | "needed">,
  details: RefusalDetails,
) {
  return new DiemError("InsufficientSol", {
    ...details,
    reason: "the payer has too little SOL for the fee, or for the rent of what this opens",
    next: "send SOL to the payer",
    context: { ...figures, decimals: SOL_DECIMALS },
  });
}
