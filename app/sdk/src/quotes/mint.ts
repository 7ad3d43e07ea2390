import { U64_MAX } from "../integers";
import { BPS, DIEM_UNIT } from "../constants";
import { DIEM } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import { costOrNull, type Curve } from "./math/curve-cost";
import { largestSupply, mintCost } from "./math/curve";
import { divCeil, largestWhere } from "./math/integers";
import { requirePositive } from "./positive";
import { targetSupply, type TargetMarket } from "./math/target";

/** What minting reads of a market. */
export interface MintingMarket extends TargetMarket {
  readonly params: { readonly baseRate: bigint; readonly steepnessBps: number };
}

/** What a mint would lock. */
export interface MintQuote {
  /** VVV base units; what `mintDiem` compares with `maxVvvLocked`. */
  readonly vvvLocked: bigint;
  /** VVV base units per whole DIEM of this mint, rounded up. */
  readonly averageRate: bigint;
  /** Supply after the mint over the target supply, in basis points, rounded down. */
  readonly ratio: bigint;
}

/** A market, what exists of its DIEM, and the moment. */
export interface MintingAt {
  readonly market: MintingMarket;
  /** Of the DIEM mint, in base units: where on the curve the market is. */
  readonly supply: bigint;
  /** Unix seconds by the chain's clock, because T may change as an epoch begins. */
  readonly now: bigint;
}

/** The mint curve of a market at `now`. */
export function curveOf({ market, now }: Omit<MintingAt, "supply">): Curve {
  const { baseRate, steepnessBps } = market.params;
  return { baseRate, steepnessBps, target: targetSupply({ market, now }) };
}

/**
 * What minting `amount` DIEM base units on top of `supply` would lock at `now` (unix seconds). To be safe across an
 * epoch's boundary, quote for both sides of it: `quotes.epochStart`.
 *
 * @throws `ZeroAmount`, `OutsideMintCurve` or `MintTooSmall`, as the program would.
 *
 * @example
 * const supply = await diemSupply({ connection, market });
 * const quote = quotes.mintQuote({ market, supply, amount: 5_000_000_000n, now });
 * const { max } = quotes.withSlippage({ amount: quote.vvvLocked, bps: 50 });
 */
export function mintQuote({
  market,
  supply,
  amount,
  now,
}: MintingAt & { readonly amount: bigint }): MintQuote {
  requirePositive("amount", amount);
  const curve = curveOf({ market, now });
  if (costOrNull(curve, supply + amount) === null) {
    const mostPossible = maxMintable({ market, supply, now, vvv: U64_MAX });
    throw foreseen("OutsideMintCurve", of(DIEM, { needed: amount, mostPossible }));
  }
  const vvvLocked = mintCost({ ...curve, supply, amount });
  if (vvvLocked === 0n) throw foreseen("MintTooSmall");
  return {
    vvvLocked,
    averageRate: divCeil(vvvLocked * DIEM_UNIT, amount),
    ratio: ((supply + amount) * BigInt(BPS)) / curve.target,
  };
}

/**
 * The most DIEM base units that `vvv` base units of unlocked stake can mint at `now` (unix seconds), exactly; 0
 * where they can mint none. One more would cost more, or leave the curve's domain.
 */
export function maxMintable({
  market,
  supply,
  vvv,
  now,
}: MintingAt & { readonly vvv: bigint }): bigint {
  const curve = curveOf({ market, now });
  const locked = costOrNull(curve, supply);
  if (locked === null || vvv <= 0n) return 0n;
  const affordable = (amount: bigint) => {
    const total = costOrNull(curve, supply + amount);
    return total !== null && total - locked <= vvv;
  };
  // The cost never falls as the supply grows, so the search is exact.
  const amount = largestWhere(0n, largestSupply(curve) - supply + 1n, affordable);
  return costOrNull(curve, supply + amount) === locked ? 0n : amount;
}
