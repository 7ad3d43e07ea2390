import * as constants from "../constants";
import { costOrNull } from "../quotes/cost";
import { largestSupply } from "../quotes/curve";
import { LOW_WORD } from "../quotes/integers";
import type { MarketParams } from "../types";
import { fileName, type ParamName, PARAM_NAMES } from "./fields";
import { diem, duration, factor, type Figure, percentage } from "./figures";
import { MarketFileError } from "./market-file-error";

const { BPS } = constants;
const U16_MAX = 65_535;

/** One bound of one parameter: whether it holds, and what to write where it does not. */
interface Rule {
  readonly name: ParamName;
  readonly holds: boolean;
  readonly expected: string;
}

/** From `least` to `most`, both written as in a file. */
function within<Value extends bigint | number>(
  name: ParamName,
  { write }: Figure<unknown>,
  value: Value,
  least: Value,
  most: Value,
): Rule {
  const expected = `from ${write(least)} to ${write(most)}`;
  return { name, holds: least <= value && value <= most, expected };
}

/** The program's own bounds, in its order. The program is the judge; this says it before anything is sent. */
function rules(params: MarketParams): Rule[] {
  const time = (
    name: "stakeCooldownSecs" | "bondCooldownSecs" | "channelGraceSecs" | "paramsDelaySecs",
    most: bigint,
  ) => within(name, duration, params[name], 0n, most);
  const share = (name: ParamName & `${string}Bps`, least: number, most: number) =>
    within(name, percentage, params[name], least, most);
  const aboveZero = (name: "baseRate" | "creditsPerDiem" | "bondPerCredit"): Rule => ({
    name,
    holds: params[name] > 0n,
    expected: "more than zero",
  });
  const { targetCap, referencePriceCap, treasuryBps } = params;
  const widest = { ...params, target: targetCap };
  return [
    time("stakeCooldownSecs", constants.MAX_COOLDOWN_SECS),
    time("bondCooldownSecs", constants.MAX_COOLDOWN_SECS),
    time("channelGraceSecs", constants.MAX_CHANNEL_GRACE_SECS),
    time("paramsDelaySecs", constants.MAX_PARAMS_DELAY_SECS),
    aboveZero("baseRate"),
    within("steepnessBps", factor, params.steepnessBps, 0, constants.MAX_STEEPNESS_BPS),
    within("targetCap", diem, targetCap, 1n, LOW_WORD / 3n),
    within("targetFloor", diem, params.targetFloor, 1n, targetCap),
    share("headroomBps", 1, U16_MAX),
    share("maxTargetStepBps", 0, constants.MAX_TARGET_STEP_BPS),
    share("lockedHaircutBps", 0, constants.MAX_LOCKED_HAIRCUT_BPS),
    aboveZero("creditsPerDiem"),
    share("treasuryBps", constants.MIN_TREASURY_BPS, constants.MAX_TREASURY_BPS),
    share("utilisationKinkBps", 1, BPS - 1),
    share("providerIdleBps", constants.MIN_PROVIDER_SHARE_BPS, BPS - treasuryBps),
    share("providerKinkBps", constants.MIN_PROVIDER_SHARE_BPS, params.providerIdleBps),
    share("providerFullBps", constants.MIN_PROVIDER_SHARE_BPS, params.providerKinkBps),
    share("utilisationEmaBps", 1, BPS),
    within("referencePriceFloor", diem, params.referencePriceFloor, 1n, referencePriceCap),
    share("maxPriceStepBps", 0, constants.MAX_PRICE_STEP_BPS),
    aboveZero("bondPerCredit"),
    share("maxSlashBps", 0, constants.MAX_SLASH_BPS),
    {
      name: "baseRate",
      holds: costOrNull(widest, largestSupply(widest)) !== null,
      expected:
        "less, or a lower steepness or targetCap: the largest supply would cost 2^63 base units or more",
    },
  ];
}

/** Throws a `MarketFileError` for the first bound that a parameter breaks. */
export function check(params: MarketParams, shown: (name: ParamName) => string): void {
  const tooLarge = PARAM_NAMES.find((name) => params[name] > LOW_WORD);
  const broken =
    tooLarge === undefined
      ? rules(params).find(({ holds }) => !holds)
      : { name: tooLarge, expected: "less than 2^64 base units" };
  if (broken === undefined) return;
  throw new MarketFileError({
    path: `params.${fileName(broken.name)}`,
    problem: `is ${shown(broken.name)}`,
    next: `write ${broken.expected}`,
  });
}
