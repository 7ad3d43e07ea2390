import type { MarketParams } from "../types";
import type { Decimal } from "./decimal";
import { credits, diem, duration, epochs, factor, percentage, vvv } from "./figures";

/** How each parameter is written, in the order of a file. */
export const FIELDS = {
  stakeCooldownSecs: duration,
  bondCooldownSecs: duration,
  channelGraceSecs: duration,
  paramsDelaySecs: duration,
  feeStreamSecs: duration,
  baseRate: vvv,
  targetFloor: diem,
  targetCap: diem,
  creditsPerDiem: credits,
  referencePriceFloor: diem,
  referencePriceCap: diem,
  bondPerCredit: vvv,
  quotaPoolEpochs: epochs,
  steepnessBps: factor,
  targetShareBps: percentage,
  useEmaBps: percentage,
  maxTargetStepBps: percentage,
  lockedHaircutBps: percentage,
  providerBps: percentage,
  quotaBps: percentage,
  treasuryBps: percentage,
  stakersBps: percentage,
  quotaMatchBps: percentage,
  quotaCapBps: percentage,
  utilisationEmaBps: percentage,
  maxPriceStepBps: percentage,
  maxSlashBps: percentage,
} as const satisfies Record<keyof MarketParams, unknown>;

/** A parameter, by its name in `MarketParams`. */
export type ParamName = keyof MarketParams;

/** The names of all parameters, in the order of a file. */
export const PARAM_NAMES = Object.keys(FIELDS) as readonly ParamName[];

type VvvName = {
  [Name in ParamName]: (typeof FIELDS)[Name] extends typeof vvv ? Name : never;
}[ParamName];

/** The parameters as a file says them: VVV amounts wait for the decimals of the mint. */
export type FileParams = Omit<MarketParams, VvvName> & Readonly<Record<VvvName, Decimal>>;

/** A parameter's name in a file: without its unit, which stands with the figure. */
export function fileName(name: ParamName): string {
  return name.replace(/(Secs|Bps)$/, "");
}
