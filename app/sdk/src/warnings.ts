/** Warnings: settings that the program allows but that are dangerous, one sentence each. @module */
import { clusterTag as tagOf, DIEM_UNIT, PUBLIC_CLUSTERS } from "./constants";
import { quotaCreditsFloor } from "./quotes/math/quota";
import { type PriceRatio, usdPerVvvUnit } from "./quotes/valuation";
import type { MarketParams } from "./types";

const MIN_DELAY_SECS = 86_400n;
const MIN_REWARD_SECS = 30n * 86_400n;
/** US dollars of bond per whole credit of capacity. */
const MIN_BOND_USD = 55n;

/** See {@link marketWarnings}. */
export interface MarketWarningsInput {
  readonly params: Pick<
    MarketParams,
    "paramsDelaySecs" | "bondPerCredit" | "targetFloor" | "creditsPerDiem"
  >;
  /** Of the market's cluster: `constants.clusterTag`. */
  readonly clusterTag: Uint8Array;
  /** Of the VVV mint. */
  readonly vvvDecimals: number;
  /** US dollars for one whole VVV. The bond is checked only if this is given. */
  readonly usdPerVvv?: PriceRatio;
  /** Micro-credits of quota per epoch that providers offer. The target's floor is checked only if this is given. */
  readonly quotaCapacity?: bigint;
}

/**
 * Warnings about a market's parameters: allowed, but dangerous. Empty if there are none.
 *
 * @example
 * const { params, clusterTag, vvvDecimals } = market;
 * const quotaCapacity = market.quotaCapacity.next;
 * const usdPerVvv = { numerator: 5n, denominator: 2n }; // a VVV is worth $2.50
 * const input = { params, clusterTag, vvvDecimals, usdPerVvv, quotaCapacity };
 * for (const warning of marketFile.marketWarnings(input)) console.warn(warning);
 */
export function marketWarnings(input: MarketWarningsInput): string[] {
  return [delayWarning(input), bondWarning(input), floorWarning(input)].flatMap(
    (warning) => warning ?? [],
  );
}

/**
 * Warnings about funding rewards over `durationSecs`: allowed, but dangerous. Empty if there are none.
 *
 * @example
 * for (const warning of marketFile.rewardWarnings({ durationSecs: 7n * 86_400n })) console.warn(warning);
 */
export function rewardWarnings({ durationSecs }: { readonly durationSecs: bigint }): string[] {
  if (durationSecs >= MIN_REWARD_SECS) return [];
  return ["rewards for less than 30 days draw stake that leaves when they end"];
}

function delayWarning({
  params: { paramsDelaySecs },
  clusterTag,
}: MarketWarningsInput): string | null {
  const same = (hash: string) => tagOf(hash).every((byte, index) => byte === clusterTag[index]);
  const [cluster] = Object.entries(PUBLIC_CLUSTERS).find(([, hash]) => same(hash)) ?? [];
  if (cluster === undefined || paramsDelaySecs >= MIN_DELAY_SECS) return null;
  return `paramsDelaySecs is ${paramsDelaySecs}: on ${cluster}, users need at least a day (${MIN_DELAY_SECS}) to leave before parameters change`;
}

function bondWarning({
  params: { bondPerCredit },
  vvvDecimals,
  usdPerVvv,
}: MarketWarningsInput): string | null {
  if (usdPerVvv === undefined) return null;
  const { over, under } = usdPerVvvUnit(usdPerVvv, vvvDecimals);
  if (bondPerCredit * over >= MIN_BOND_USD * under) return null;
  const usd = (bondPerCredit * over) / under;
  return `bondPerCredit is worth $${usd} a credit: under $${MIN_BOND_USD}, offering capacity that does not exist costs little`;
}

function floorWarning({
  params: { targetFloor, creditsPerDiem },
  quotaCapacity,
}: MarketWarningsInput): string | null {
  if (quotaCapacity === undefined) return null;
  const needed = quotaCreditsFloor({ diem: targetFloor, creditsPerDiem });
  if (needed <= quotaCapacity) return null;
  const whole = targetFloor / DIEM_UNIT;
  return `targetFloor is ${whole} DIEM, and quota is offered for less: DIEM can be minted that finds no quota`;
}
