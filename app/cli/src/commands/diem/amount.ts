import type { PositionAccount } from "@diem/sdk";
import { DIEM, RefusedError } from "../../core";

const NOTHING = "`diem position` shows what is outstanding";

/** What is to be burned of a position's debt: an amount, or `all`. */
export function burnAmount(text: string, { outstanding }: PositionAccount): bigint {
  const amount = text === "all" ? outstanding : DIEM.parsePositive(text);
  if (outstanding === 0n) {
    const message = "the position owes no DIEM: there is nothing to burn";
    throw new RefusedError({ name: "NothingOutstanding", message, next: NOTHING });
  }
  if (amount <= outstanding) return amount;
  throw new RefusedError({
    name: "BurnAboveOutstanding",
    message: `the position owes ${DIEM.format(outstanding)}, and ${DIEM.format(amount)} are more`,
    next: "burn less, or `all`",
  });
}
