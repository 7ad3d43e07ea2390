import { mulDivCeil } from "./integers";
import type { Units } from "./state";

/** Halvings after which nothing is left of any 64 bits. */
const ALL_ERAS = 64n;

/** Begins eras until there are fewer than two units for each part of `amount`; none are left of nothing. */
export function renew(units: Units, amount: bigint): void {
  if (amount === 0n) {
    if (units.total > 0n) units.era += ALL_ERAS;
    units.total = 0n;
  }
  while (units.total > 0n && units.total >= 2n * amount) {
    units.total /= 2n;
    units.era += 1n;
  }
}

/** What is left today of `count` units of an earlier era. */
export function unitsNow({ era }: Units, count: bigint, countedIn: bigint): bigint {
  const eras = era - countedIn;
  return eras < ALL_ERAS ? count >> eras : 0n;
}

/** What it takes of `whole` to clear `count` units. */
export function billCeil({ total }: Units, count: bigint, whole: bigint): bigint {
  return count === 0n ? 0n : mulDivCeil(count, whole, total);
}
