/** What one share has earned. @module */
import { divFloor, LOW_WORD, U128_MODULUS, u64, WORD } from "./integers";

/** What one share has earned since the market began. */
export interface Index {
  /** Q64.64 bits, modulo 2^128. */
  readonly perShare: bigint;
  /** What the last division left over, in 2^-64 base units. */
  readonly carry: bigint;
}

/**
 * Spreads `amount` base units over `total` shares. The program's `Index::spread`.
 *
 * @throws `MathOverflow` if there are no shares.
 */
export function spread({
  index: { perShare, carry },
  amount,
  total,
}: {
  readonly index: Index;
  readonly amount: bigint;
  readonly total: bigint;
}): Index {
  const numerator = (amount << WORD) | carry;
  const growth = divFloor(numerator, total);
  return {
    perShare: (perShare + growth) % U128_MODULUS,
    carry: (numerator - growth * total) & LOW_WORD,
  };
}

/**
 * Base units that `shares` have earned since `checkpoint` (Q64.64 bits), rounded down. The program's
 * `Index::earned_floor`.
 */
export function earnedFloor({
  index: { perShare },
  checkpoint,
  shares,
}: {
  readonly index: Pick<Index, "perShare">;
  readonly checkpoint: bigint;
  readonly shares: bigint;
}): bigint {
  const growth = (perShare - checkpoint + U128_MODULUS) % U128_MODULUS;
  return u64((shares * growth) >> WORD);
}
