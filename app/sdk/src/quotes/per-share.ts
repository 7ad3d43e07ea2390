/** What one share has earned, and how a whole is divided among shares. @module */
import { BPS } from "../constants";
import { divCeil, divFloor, LOW_WORD, U128_MODULUS, u128, u64, WORD } from "./integers";

/** What one share has earned since the market began. */
export interface Index {
  /** Q64.64 bits, modulo 2^128. */
  readonly perShare: bigint;
  /** What the last division left over, in 2^-64 base units. */
  readonly carry: bigint;
}

/** The two reward indexes: unlocked stake earns all of its share, locked stake earns it less a haircut. */
export interface RewardIndexes {
  readonly unlocked: Index;
  readonly locked: Index;
}

function advanced({ perShare }: Index, growth: bigint): bigint {
  return (perShare + growth) % U128_MODULUS;
}

/** Spreads `amount` base units over `total` shares; `growth` is Q64.64 bits per share. */
export function spread({
  index,
  amount,
  total,
}: {
  readonly index: Index;
  readonly amount: bigint;
  readonly total: bigint;
}): { readonly index: Index; readonly growth: bigint } {
  const numerator = (amount << WORD) | index.carry;
  const growth = divFloor(numerator, total);
  const carry = (numerator - growth * total) & LOW_WORD;
  return { index: { perShare: advanced(index, growth), carry }, growth };
}

/** Base units that `shares` have earned since `checkpoint` (Q64.64 bits), rounded down. */
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

/**
 * Spreads `amount` base units over all of the stake, `locked` of `total`, and says how much of it the
 * haircut keeps back, in whole base units.
 */
export function spreadRewards({
  indexes,
  amount,
  total,
  locked,
  haircutBps,
}: {
  readonly indexes: RewardIndexes;
  readonly amount: bigint;
  readonly total: bigint;
  readonly locked: bigint;
  readonly haircutBps: number;
}): { readonly indexes: RewardIndexes; readonly haircut: bigint } {
  const { index: unlocked, growth } = spread({ index: indexes.unlocked, amount, total });
  const cut = divCeil(growth * BigInt(haircutBps), BigInt(BPS));
  const kept = u128(cut * locked + indexes.locked.carry);
  const perShare = advanced(indexes.locked, u128(growth - cut));
  return {
    indexes: { unlocked, locked: { perShare, carry: kept & LOW_WORD } },
    haircut: kept >> WORD,
  };
}
