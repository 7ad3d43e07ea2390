import { BPS, DIEM_UNIT } from "../constants";
import { QuoteError } from "../errors/quote-error";
import { costOrNull, type Curve } from "./cost";
import { largestSupply, mintCost as curveCost } from "./curve";
import { divCeil, largestWhere, mulDivFloor } from "./integers";

/** What minting reads of a market. */
export interface MintingMarket {
  readonly diemOutstanding: bigint;
  readonly targetSupply: bigint;
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

/** The mint curve of a market as it is now. */
export function curveOf({ params, targetSupply }: MintingMarket): Curve {
  return { baseRate: params.baseRate, steepnessBps: params.steepnessBps, target: targetSupply };
}

/**
 * What minting `amount` DIEM base units would lock now.
 *
 * @throws QuoteError `ZeroAmount`, `OutsideMintCurve` or `MintTooSmall`, as the program would.
 *
 * @example
 * const quote = quotes.mintCost({ market, amount: 5_000_000_000n });
 * const { max } = quotes.withSlippage({ amount: quote.vvvLocked, bps: 50 });
 */
export function mintCost({
  market,
  amount,
}: {
  readonly market: MintingMarket;
  readonly amount: bigint;
}): MintQuote {
  if (amount <= 0n) throw new QuoteError("ZeroAmount");
  const { diemOutstanding: supply, targetSupply } = market;
  const vvvLocked = curveCost({ ...curveOf(market), supply, amount });
  if (vvvLocked === 0n) throw new QuoteError("MintTooSmall");
  return {
    vvvLocked,
    averageRate: divCeil(vvvLocked * DIEM_UNIT, amount),
    ratio: ((supply + amount) * BigInt(BPS)) / targetSupply,
  };
}

/**
 * The most DIEM base units that `vvv` base units of unlocked stake can mint now, exactly; 0 where they can
 * mint none. One more would cost more, or leave the curve's domain.
 */
export function maxMintable({
  market,
  vvv,
}: {
  readonly market: MintingMarket;
  readonly vvv: bigint;
}): bigint {
  const curve = curveOf(market);
  const { diemOutstanding: supply } = market;
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

/**
 * VVV base units that burning `amount` DIEM base units unlocks: the position's own average rate, rounded
 * down, and all that is left for the last burn.
 *
 * @throws QuoteError `ZeroAmount`, `BurnAboveOutstanding` or `BurnTooSmall`, as the program would.
 */
export function burnUnlock({
  position: { locked, outstanding },
  amount,
}: {
  readonly position: { readonly locked: bigint; readonly outstanding: bigint };
  readonly amount: bigint;
}): bigint {
  if (amount <= 0n) throw new QuoteError("ZeroAmount");
  if (amount > outstanding) throw new QuoteError("BurnAboveOutstanding");
  const unlocked = mulDivFloor(locked, amount, outstanding);
  if (unlocked === 0n) throw new QuoteError("BurnTooSmall");
  return unlocked;
}
