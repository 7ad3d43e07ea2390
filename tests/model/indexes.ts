import { U128_MAX, u64 } from "./integers";
import { refuse } from "./refusal";
import type { Index } from "./state";

const FRACTION_BITS = 64n;

/** Spreads an amount over all shares; what the division leaves joins the next one. */
export function spread(index: Index, amount: bigint, shares: bigint): void {
  if (shares === 0n) refuse("MathOverflow");
  const numerator = (amount << FRACTION_BITS) + index.carry;
  index.perShare = (index.perShare + numerator / shares) & U128_MAX;
  index.carry = numerator % shares;
}

/** What `shares` have earned since `checkpoint`. */
export function earned(index: Index, checkpoint: bigint, shares: bigint): bigint {
  const growth = (index.perShare - checkpoint) & U128_MAX;
  return u64((growth * shares) >> FRACTION_BITS);
}
