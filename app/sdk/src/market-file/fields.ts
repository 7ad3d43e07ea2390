import type { MarketParams } from "../types";
import type { Decimal } from "./decimal";
import { credits, diem, duration, factor, percentage, vvv } from "./figures";

/** How each parameter is written, in the order of a file. */
export const FIELDS = {
  stakeCooldownSecs: duration,
  bondCooldownSecs: duration,
  channelGraceSecs: duration,
  paramsDelaySecs: duration,
  baseRate: vvv,
  steepnessBps: factor,
  targetFloor: diem,
  targetCap: diem,
  creditsPerDiem: credits,
  headroomBps: percentage,
  maxTargetStepBps: percentage,
  lockedHaircutBps: percentage,
  rewardCap: vvv,
  providerIdleBps: percentage,
  providerKinkBps: percentage,
  providerFullBps: percentage,
  utilisationKinkBps: percentage,
  treasuryBps: percentage,
  utilisationEmaBps: percentage,
  referencePriceFloor: diem,
  referencePriceCap: diem,
  maxPriceStepBps: percentage,
  bondPerCredit: vvv,
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
