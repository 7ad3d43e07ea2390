import type { PublicKey } from "@solana/web3.js";
import type { ErrorContext } from "./diem-error";

/** A program failed, with an error that is not one of DIEM's own. */
export class ProgramError extends Error {
  /** The error's name where it is known, for example `ConstraintSeeds` or `InsufficientFunds`. */
  override readonly name: string;
  /** The program that failed first; null where the logs do not tell. */
  readonly programId: PublicKey | null;
  /** Its custom code; null for failures without one, such as running out of compute units. */
  readonly code: number | null;
  readonly logs: readonly string[];
  readonly signature: string | undefined;

  constructor(
    {
      programId,
      code,
      name = "ProgramError",
      message,
    }: { programId: PublicKey | null; code: number | null; name?: string; message: string },
    { logs = [], signature, cause }: ErrorContext = {},
  ) {
    super(message, { cause });
    this.name = name;
    this.programId = programId;
    this.code = code;
    this.logs = logs;
    this.signature = signature;
  }
}
