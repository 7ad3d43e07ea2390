import { constants } from "@diem/sdk";
import { UNIT } from "../support/market";
import type { Generator } from "./generator";
import { U64_MAX } from "./integers";
import type { Params } from "./state";

const { CREDIT_UNIT } = constants;
const HOUR_SECS = 3_600n;
const DAY_SECS = 86_400n;
/** The shortest periods that a market of such epochs may have. */
export const EPOCH_SECS = 100n;

const SPLITS = [
  { providerBps: 7_500, quotaBps: 1_000, treasuryBps: 500, stakersBps: 1_000 },
  { providerBps: 8_500, quotaBps: 0, treasuryBps: 1_000, stakersBps: 500 },
  { providerBps: 5_000, quotaBps: 2_000, treasuryBps: 100, stakersBps: 2_900 },
] as const;

/** Legal parameters with short periods, of which some lie at their bounds; the haircut is the market's. */
export function drawParams(generator: Generator, lockedHaircutBps: number): Params {
  const split = generator.pick([SPLITS[0], SPLITS[0], ...SPLITS]);
  const stakeCooldownSecs = generator.pick([EPOCH_SECS, 160n, 250n]);
  const bondCooldownSecs = generator.pick([EPOCH_SECS, 190n, 300n]);
  const longest = stakeCooldownSecs > bondCooldownSecs ? stakeCooldownSecs : bondCooldownSecs;
  const targetFloor = generator.pick([38_000n, 500n, 40n, 1n]) * UNIT;
  const referencePriceFloor = generator.pick([UNIT / 10n, 1_000n]);
  const match = generator.mostly(generator.pick([2_000, 2_000, 10_000, 1_000]), [0], 10);
  const cap = mostCap(split, match);
  return {
    ...split,
    ...{ stakeCooldownSecs, bondCooldownSecs, lockedHaircutBps, targetFloor, referencePriceFloor },
    channelGraceSecs: generator.pick([0n, 30n, 250n]),
    paramsDelaySecs: longest + generator.pick([0n, 0n, 0n, 40n, HOUR_SECS]),
    feeStreamSecs: 2n * stakeCooldownSecs + generator.pick([0n, 300n, 3_000n]),
    baseRate: generator.pick([90n * UNIT, 90n * UNIT, UNIT, 1_000n]),
    targetCap: generator.pick([targetFloor * 10n, 400_000n * UNIT]),
    creditsPerDiem: generator.pick([CREDIT_UNIT, CREDIT_UNIT, CREDIT_UNIT / 2n, 50n * CREDIT_UNIT]),
    referencePriceCap: generator.pick([UNIT, 10n * UNIT, 1_000_000n * UNIT]),
    bondPerCredit: generator.pick([2n * UNIT, 2n * UNIT, 20n * UNIT]),
    quotaPoolEpochs: generator.pick([30, 30, 7, 100_000]),
    steepnessBps: generator.pick([20_000, 20_000, 40_000, 10_000]),
    targetShareBps: generator.pick([4_000, 10_000, 1_000]),
    useEmaBps: generator.pick([200, 2_000, 1]),
    maxTargetStepBps: generator.pick([50, 100, 1]),
    quotaMatchBps: match,
    // as much as paying oneself leaves without a gain
    quotaCapBps: generator.mostly(generator.pick([cap, cap, Math.floor(cap / 2)]), [0], 10),
    utilisationEmaBps: generator.pick([1_000, 5_000, 1]),
    maxPriceStepBps: generator.pick([500, 1_000, 10]),
    maxSlashBps: generator.pick([2_000, 5_000, 500]),
  };
}

function mostCap(
  { quotaBps, treasuryBps }: Pick<Params, "quotaBps" | "treasuryBps">,
  matchBps: number,
): number {
  if (matchBps === 0) return constants.BPS;
  const most = Math.floor(((quotaBps + treasuryBps) * constants.BPS) / matchBps);
  return Math.min(most, constants.BPS);
}

/** Puts one parameter just beyond its bounds. */
export function spoil(params: Params, generator: Generator): Params {
  const wrong: readonly Partial<Params>[] = [
    { stakeCooldownSecs: EPOCH_SECS - 1n },
    { stakeCooldownSecs: 90n * DAY_SECS + 1n },
    { bondCooldownSecs: EPOCH_SECS - 1n },
    { bondCooldownSecs: 90n * DAY_SECS + 1n },
    { channelGraceSecs: -1n },
    { channelGraceSecs: 30n * DAY_SECS + 1n },
    { paramsDelaySecs: params.bondCooldownSecs - 1n },
    { paramsDelaySecs: params.stakeCooldownSecs - 1n },
    { paramsDelaySecs: 90n * DAY_SECS + 1n },
    { feeStreamSecs: 2n * params.stakeCooldownSecs - 1n },
    { feeStreamSecs: 365n * DAY_SECS + 1n },
    { baseRate: 0n },
    { baseRate: U64_MAX },
    { baseRate: 2n ** 62n, bondPerCredit: U64_MAX },
    { steepnessBps: 9_999 },
    { steepnessBps: 40_001 },
    { targetFloor: UNIT - 1n },
    { targetFloor: params.targetCap / 10n + 1n },
    { targetCap: U64_MAX / 3n + 1n },
    { targetShareBps: 999 },
    { targetShareBps: 10_001 },
    { useEmaBps: 0 },
    { useEmaBps: 2_001 },
    { maxTargetStepBps: 0 },
    { maxTargetStepBps: 101 },
    { lockedHaircutBps: 499 },
    { lockedHaircutBps: 5_001 },
    { creditsPerDiem: 0n },
    { bondPerCredit: 0n },
    { creditsPerDiem: 1n },
    { providerBps: 4_999 },
    { providerBps: 8_501 },
    { quotaBps: 2_001 },
    { treasuryBps: 99 },
    { treasuryBps: 1_001 },
    { stakersBps: 499 },
    { stakersBps: params.stakersBps + 1 },
    { quotaMatchBps: 10_001 },
    { quotaCapBps: 10_001 },
    { quotaMatchBps: 10_000, quotaCapBps: params.quotaBps + params.treasuryBps + 1 },
    { quotaPoolEpochs: 6 },
    { utilisationEmaBps: 0 },
    { utilisationEmaBps: 5_001 },
    { maxPriceStepBps: 9 },
    { maxPriceStepBps: 1_001 },
    { referencePriceCap: 10n ** 15n + 1n },
    { referencePriceFloor: params.referencePriceCap / 4n + 1n },
    { referencePriceFloor: 9n, maxPriceStepBps: 1_000 },
    { maxSlashBps: 499 },
    { maxSlashBps: 5_001 },
  ];
  return { ...params, ...generator.pick(wrong) };
}
