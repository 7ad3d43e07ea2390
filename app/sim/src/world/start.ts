import { SimError } from "../errors";

/** Where a market that is not live begins, if not where its beliefs lead: DIEM, VVV, and US dollars. */
export interface Start {
  readonly supply?: number;
  readonly target?: number;
  readonly diemPrice?: number;
  /** All stake, and the part of it that is locked. */
  readonly staked?: number;
  readonly locked?: number;
}

const NAMES = ["supply", "target", "diemPrice", "staked", "locked"] as const;
const MAX_VALUE = 1e15;

/**
 * The figures with which a market begins.
 *
 * @throws SimError `StartWrong` for a name that is unknown, and for a figure that is no number, or not above zero.
 */
export function startOf(given: { readonly [name: string]: unknown }): Start {
  for (const [name, value] of Object.entries(given)) {
    if (!NAMES.some((known) => known === name))
      throw startWrong(`unknown figure "${name}" of a start`, `use one of ${NAMES.join(", ")}`);
    if (!(typeof value === "number" && value > 0 && value <= MAX_VALUE))
      throw startWrong(
        `start ${name} is ${typeof value === "number" ? value : JSON.stringify(value)}`,
        "write a number above 0",
      );
  }
  return given;
}

/** Refuses where a market would begin. */
export function startWrong(message: string, next: string): SimError {
  return new SimError("StartWrong", message, next);
}
