import * as constants from "../constants";
import { costOrNull } from "../quotes/math/curve-cost";
import { largestSupply } from "../quotes/math/curve";
import { max, U64_MAX } from "../integers";
import { divCeil } from "../quotes/math/integers";
import type { MarketParams } from "../types";
import { FIELDS, fileName, type ParamName, PARAM_NAMES } from "./fields";
import { diem, duration, epochs, factor, type Figure, percentage, writeVvv } from "./figures";
import { invalidMarketFile } from "../errors/market-file-errors";
import { texts } from "./describe";

const { BPS } = constants;
const WHOLE = BigInt(BPS);

/** Parameters of a market with epochs of `epochSecs` and a VVV mint of `vvvDecimals`. */
export interface Checked {
  readonly params: MarketParams;
  readonly epochSecs: bigint;
  readonly vvvDecimals: number;
}

/** One bound of one parameter: whether it holds, and what to write where it does not. */
interface Rule {
  readonly name: ParamName;
  readonly holds: boolean;
  readonly expected: string;
}

/** From `low` to `high`, both written as in a file. */
function within<Value extends bigint | number>(
  name: ParamName,
  { write }: Figure<unknown>,
  value: Value,
  low: Value,
  high: Value,
): Rule {
  const expected = `from ${write(low)} to ${write(high)}`;
  return { name, holds: low <= value && value <= high, expected };
}

function share(params: MarketParams, name: ParamName & `${string}Bps`, low: number, high: number) {
  return within(name, percentage, params[name], low, high);
}

function aboveZero(
  params: MarketParams,
  name: "baseRate" | "creditsPerDiem" | "bondPerCredit",
): Rule {
  return { name, holds: params[name] > 0n, expected: "more than zero" };
}

function periods({ params, epochSecs }: Checked): Rule[] {
  const {
    stakeCooldownSecs: stake,
    bondCooldownSecs: bond,
    paramsDelaySecs,
    feeStreamSecs,
  } = params;
  const { MAX_COOLDOWN_SECS, MAX_PARAMS_DELAY_SECS, MAX_FEE_STREAM_SECS } = constants;
  const grace = params.channelGraceSecs;
  const shortestStream = max(constants.FEE_STREAM_COOLDOWNS * stake, epochSecs);
  return [
    within("stakeCooldownSecs", duration, stake, epochSecs, MAX_COOLDOWN_SECS),
    within("bondCooldownSecs", duration, bond, epochSecs, MAX_COOLDOWN_SECS),
    within("channelGraceSecs", duration, grace, 0n, constants.MAX_CHANNEL_GRACE_SECS),
    within("paramsDelaySecs", duration, paramsDelaySecs, max(stake, bond), MAX_PARAMS_DELAY_SECS),
    within("feeStreamSecs", duration, feeStreamSecs, shortestStream, MAX_FEE_STREAM_SECS),
  ];
}

function supply({ params, vvvDecimals }: Checked): Rule[] {
  const { baseRate, steepnessBps, targetCap, targetFloor, creditsPerDiem, bondPerCredit } = params;
  const { MIN_TARGET, MIN_TARGET_RANGE, MIN_STEEPNESS_BPS, MAX_STEEPNESS_BPS } = constants;
  const widest = { ...params, target: targetCap };
  const leastBond = constants.MIN_BOND_PER_BASE_RATE * baseRate;
  return [
    aboveZero(params, "baseRate"),
    within("steepnessBps", factor, steepnessBps, MIN_STEEPNESS_BPS, MAX_STEEPNESS_BPS),
    within("targetCap", diem, targetCap, MIN_TARGET * MIN_TARGET_RANGE, U64_MAX / 3n),
    within("targetFloor", diem, targetFloor, MIN_TARGET, targetCap / MIN_TARGET_RANGE),
    share(params, "targetShareBps", constants.MIN_TARGET_SHARE_BPS, BPS),
    share(params, "useEmaBps", 1, constants.MAX_USE_EMA_BPS),
    share(params, "maxTargetStepBps", 1, constants.MAX_TARGET_STEP_BPS),
    share(
      params,
      "lockedHaircutBps",
      constants.MIN_LOCKED_HAIRCUT_BPS,
      constants.MAX_LOCKED_HAIRCUT_BPS,
    ),
    aboveZero(params, "creditsPerDiem"),
    aboveZero(params, "bondPerCredit"),
    {
      name: "bondPerCredit",
      holds: bondPerCredit * creditsPerDiem >= leastBond,
      expected: `${writeVvv(divCeil(leastBond, max(creditsPerDiem, 1n)), vvvDecimals)} or more: the bond behind the quota of one DIEM is at least 1% of baseRate`,
    },
    share(params, "maxSlashBps", constants.MIN_SLASH_BPS, constants.MAX_SLASH_BPS),
    {
      name: "baseRate",
      holds: costOrNull(widest, largestSupply(widest)) !== null,
      expected:
        "less, or a lower steepness or targetCap: the largest supply would cost more VVV than 63 bits count",
    },
  ];
}

function shares({ params }: Checked): Rule[] {
  const { providerBps, quotaBps, treasuryBps, stakersBps, quotaMatchBps, quotaCapBps } = params;
  const { MIN_QUOTA_POOL_EPOCHS } = constants;
  const lost = (quotaBps + treasuryBps) * BPS;
  const highestCap = Math.floor(lost / Math.max(quotaMatchBps, 1));
  return [
    share(params, "providerBps", constants.MIN_PROVIDER_BPS, constants.MAX_PROVIDER_BPS),
    share(params, "quotaBps", 0, constants.MAX_QUOTA_BPS),
    share(params, "treasuryBps", constants.MIN_TREASURY_BPS, constants.MAX_TREASURY_BPS),
    share(params, "stakersBps", constants.MIN_STAKERS_BPS, BPS),
    {
      name: "stakersBps",
      holds: providerBps + quotaBps + treasuryBps + stakersBps === BPS,
      expected: "what makes provider, quota, treasury and stakers 100% together",
    },
    share(params, "quotaMatchBps", 0, BPS),
    share(params, "quotaCapBps", 0, BPS),
    {
      name: "quotaCapBps",
      holds: quotaMatchBps * quotaCapBps <= lost,
      expected: `${percentage.write(highestCap)} at most: quotaMatch times quotaCap is at most quota and treasury together`,
    },
    {
      name: "quotaPoolEpochs",
      holds: params.quotaPoolEpochs >= MIN_QUOTA_POOL_EPOCHS,
      expected: `${epochs.write(MIN_QUOTA_POOL_EPOCHS)} or more`,
    },
    share(params, "utilisationEmaBps", 1, constants.MAX_UTILISATION_EMA_BPS),
  ];
}

function prices({ params }: Checked): Rule[] {
  const { referencePriceFloor: floor, referencePriceCap: cap, maxPriceStepBps } = params;
  const { MIN_REFERENCE_PRICE_RANGE: range, MAX_REFERENCE_PRICE } = constants;
  // a step at the floor is one base unit at least
  const lowest = divCeil(WHOLE, max(BigInt(maxPriceStepBps), 1n));
  return [
    share(params, "maxPriceStepBps", constants.MIN_PRICE_STEP_BPS, constants.MAX_PRICE_STEP_BPS),
    within("referencePriceCap", diem, cap, lowest * range, MAX_REFERENCE_PRICE),
    within("referencePriceFloor", diem, floor, lowest, cap / range),
  ];
}

/**
 * Throws `InvalidMarketFile` for the first of the program's bounds that a parameter breaks. The program is the judge;
 * this says it before anything is sent.
 */
export function check(checked: Checked): void {
  const { params } = checked;
  const tooLarge = PARAM_NAMES.find((name) => params[name] > U64_MAX);
  const broken =
    tooLarge === undefined
      ? [periods, supply, shares, prices].flatMap((rules) => rules(checked)).find(isBroken)
      : { name: tooLarge, expected: "less: 64 bits do not hold it" };
  if (broken === undefined) return;
  throw invalidMarketFile({
    path: `params.${fileName(broken.name)}`,
    problem: `is ${texts(checked)[broken.name]}`,
    next: `write ${broken.expected}`,
  });
}

const isBroken = ({ holds }: Rule) => !holds;

/** What a parameter may be. */
export interface Bound {
  /** How it is written in a file, with its unit. */
  readonly written: string;
  /** Each bound in words; those that hang on other parameters are by their figures in `params`. */
  readonly bounds: readonly string[];
}

/**
 * How each parameter is written and what it may be: for forms, and for people who edit a file.
 *
 * @example
 * const { treasuryBps } = marketFile.bounds(market); // treasuryBps.bounds is ["from 1% to 10%"]
 */
export function bounds(checked: Checked): Readonly<Record<ParamName, Bound>> {
  const rules = [periods, supply, shares, prices].flatMap((some) => some(checked));
  const entries = PARAM_NAMES.map((name): [ParamName, Bound] => {
    const own = rules.filter((rule) => rule.name === name);
    return [name, { written: FIELDS[name].expected, bounds: own.map(({ expected }) => expected) }];
  });
  return Object.fromEntries(entries) as Record<ParamName, Bound>;
}
