import type { Diem } from "../idl/diem";
import { errors } from "../idl/layouts.json";
import type { ContextOf } from "./catalogue";
import { DiemError, type ErrorSource } from "./diem-error";
import {
  type Beyond,
  type BondShortage,
  type Excess,
  inWords,
  type Left,
  type Nothing,
  type Shortage,
  type StakeShortage,
  type TooEarly,
  type WrongSigner,
} from "./figures";

/** Names of the program's errors, as the program writes them. */
export type ProgramErrorName = Capitalize<Diem["errors"][number]["name"]>;

/**
 * Contexts of the program's errors, if the SDK foresaw them. An error of the chain or of a simulation has no figures.
 */
export interface Contexts {
  InsufficientBalance: Partial<Shortage>;
  InsufficientUnlockedStake: Partial<StakeShortage>;
  InsufficientQuotaStake: Partial<Shortage>;
  ClaimableExceeded: Partial<Shortage>;
  BondTooSmall: Partial<BondShortage>;
  OutsideMintCurve: Partial<Excess>;
  CapacityOutOfRange: Partial<Excess>;
  QuotaAboveCapacity: Partial<Excess>;
  QuotaBelowCommitted: Partial<Beyond>;
  CostAboveMaximum: Partial<Beyond>;
  UnlockBelowMinimum: Partial<Beyond>;
  PriceAboveMaximum: Partial<Beyond>;
  PositionNotEmpty: Partial<Left>;
  NotArbiter: Partial<WrongSigner>;
  NotAuthority: Partial<WrongSigner>;
  NotGuardian: Partial<WrongSigner>;
  NotPendingAuthority: Partial<WrongSigner>;
  NothingToBurn: Partial<Nothing>;
  NothingToClaim: Partial<Nothing>;
  NothingToCompound: Partial<Nothing>;
  NothingToCollect: Partial<Nothing>;
  NothingToDistribute: Partial<Nothing>;
  NothingOwedToTreasury: Partial<Nothing>;
  SlashCapReached: Partial<Nothing>;
  QuotaNotReady: Partial<Nothing>;
  CooldownNotOver: Partial<TooEarly>;
  ParamsDelayNotOver: Partial<TooEarly>;
  NoticeNotOver: Partial<TooEarly>;
  GraceNotOver: Partial<TooEarly>;
}

/** What is known of a refused transaction. */
export interface RefusalDetails {
  readonly source?: ErrorSource | undefined;
  readonly logs?: readonly string[] | undefined;
  readonly signature?: string | undefined;
  readonly cause?: unknown;
}

interface ProgramError {
  readonly code: number;
  readonly name: ProgramErrorName;
  readonly reason: string;
  readonly next: string;
}

/** The program writes every message as what is wrong, a colon, and what to do. */
const SEPARATOR = ": ";

/** The layouts have runs of errors without a gap, each below its first code, as the name, a space and the message. */
const known = Object.entries(errors).flatMap(([first, run]) =>
  run.map((error, index): ProgramError => {
    const [named = "", ...next] = error.split(SEPARATOR);
    const [name = "", ...reason] = named.split(" ");
    return {
      code: Number(first) + index,
      name: name as ProgramErrorName,
      reason: reason.join(" "),
      next: next.join(SEPARATOR),
    };
  }),
);
const byCode = new Map(known.map((error) => [error.code, error]));
const byName = new Map(known.map((error) => [error.name, error]));

/** The program's error of a custom code, or null for any other code. Its `source` is the chain by default. */
export function fromCode(
  code: number,
  { source = "chain", ...details }: RefusalDetails = {},
): DiemError<ProgramErrorName> | null {
  const found = byCode.get(code);
  if (found === undefined) return null;
  const { name, reason, next } = found;
  return new DiemError(name, { ...details, reason, next, code, source, context: {} });
}

/** The program's error that a transaction would cause. Nothing was sent. */
export function foreseen<Name extends ProgramErrorName>(
  name: Name,
  context = {} as ContextOf<Name>,
): DiemError<Name> {
  const { code, reason, next } = byName.get(name) as ProgramError;
  const said = reason + inWords(context);
  return new DiemError(name, { reason: said, next, code, source: "quote", context });
}
