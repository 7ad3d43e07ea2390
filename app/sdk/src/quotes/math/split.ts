import { BPS } from "../../constants";
import { mathOverflow } from "../../errors/math-overflow";
import type { MarketParams } from "../../types";
import { mulDivCeil, mulDivFloor } from "./integers";

/** What the fee split reads of a market. */
export interface SplittingMarket {
  readonly params: Pick<MarketParams, "providerBps" | "quotaBps" | "treasuryBps">;
}

/** DIEM base units for each party; their sum is the amount that was split. */
export interface FeeSplit {
  readonly provider: bigint;
  /** The quota pool's. */
  readonly quota: bigint;
  readonly treasury: bigint;
  readonly stakers: bigint;
}

/**
 * How `amount` DIEM base units of new revenue would be split: the provider's part rounded down, those of the treasury,
 * and of treasury and quota pool together, up; the rest goes to the stakers. The program's `split_fee`.
 *
 * @throws `MathOverflow` if the shares pass the whole.
 *
 * @example
 * const { provider, stakers } = quotes.splitFee({ market, amount: 1_000_000_000n });
 */
export function splitFee({
  market: {
    params: { providerBps, quotaBps, treasuryBps },
  },
  amount,
}: {
  readonly market: SplittingMarket;
  readonly amount: bigint;
}): FeeSplit {
  const whole = BigInt(BPS);
  const provider = mulDivFloor(amount, BigInt(providerBps), whole);
  const treasury = mulDivCeil(amount, BigInt(treasuryBps), whole);
  const shared = mulDivCeil(amount, BigInt(quotaBps + treasuryBps), whole);
  const stakers = amount - provider - shared;
  if (stakers < 0n) throw mathOverflow();
  return { provider, quota: shared - treasury, treasury, stakers };
}
