import { BPS } from "../constants";
import { QuoteError } from "../errors/quote-error";
import type { MarketParams } from "../types";
import { emaBps } from "./ema";
import { mulDivCeil, mulDivFloor } from "./integers";

/** What the fee split reads of a market. */
export interface SplittingMarket {
  /** Basis points times 2^32. */
  readonly utilisationEma: bigint;
  readonly params: Pick<
    MarketParams,
    "providerIdleBps" | "providerKinkBps" | "providerFullBps" | "utilisationKinkBps" | "treasuryBps"
  >;
}

/** DIEM base units for each party; their sum is the amount that was split. */
export interface FeeSplit {
  readonly provider: bigint;
  readonly treasury: bigint;
  readonly stakers: bigint;
}

/** A share's fall from `from` to `to`, `at` of the way `span`, rounded up: the share comes out rounded down. */
function fallen(from: number, to: number, at: number, span: number): number {
  if (to > from) throw new QuoteError("MathOverflow");
  return from - Number(mulDivCeil(BigInt(from - to), BigInt(at), BigInt(span)));
}

/** The provider's share of new revenue at the market's smoothed utilisation, in basis points, rounded down. */
export function providerShareBps({ utilisationEma, params }: SplittingMarket): number {
  const { providerIdleBps: idle, providerKinkBps: kink, providerFullBps: full } = params;
  const { utilisationKinkBps: kinkAt } = params;
  const utilisation = emaBps(utilisationEma);
  return utilisation <= kinkAt
    ? fallen(idle, kink, utilisation, kinkAt)
    : fallen(kink, full, utilisation - kinkAt, BPS - kinkAt);
}

/**
 * How `amount` DIEM base units of new revenue would be split: the provider's part rounded down, the
 * treasury's up, the rest to the stakers.
 */
export function feeSplit({
  market,
  amount,
}: {
  readonly market: SplittingMarket;
  readonly amount: bigint;
}): FeeSplit {
  const whole = BigInt(BPS);
  const provider = mulDivFloor(amount, BigInt(providerShareBps(market)), whole);
  const treasury = mulDivCeil(amount, BigInt(market.params.treasuryBps), whole);
  const stakers = amount - provider - treasury;
  if (stakers < 0n) throw new QuoteError("MathOverflow");
  return { provider, treasury, stakers };
}
