import { costOf, largestSupply } from "./curve";
import { constants } from "@diem/sdk";
import { BPS, max, U64_MAX } from "./integers";
import { demand, refusalOf } from "./refusal";
import type { Market, Params } from "./state";

const DAY_SECS = 86_400n;
const MAX_PERIOD_SECS = 90n * DAY_SECS;
const YEAR_SECS = 365n * DAY_SECS;
const { CREDIT_UNIT, DIEM_UNIT } = constants;

/** What must hold, and the error of a parameter for which it does not. */
type Law = readonly [holds: boolean, error: string];

const within = (value: bigint, low: bigint, high: bigint) => value >= low && value <= high;
const between = (value: number, low: number, high: number) => value >= low && value <= high;

function periods(params: Params, epochSecs: bigint): readonly Law[] {
  const { stakeCooldownSecs: stake, bondCooldownSecs: bond } = params;
  const grace = within(params.channelGraceSecs, 0n, 30n * DAY_SECS);
  return [
    [within(stake, epochSecs, MAX_PERIOD_SECS), "StakeCooldownOutOfRange"],
    [within(bond, epochSecs, MAX_PERIOD_SECS), "BondCooldownOutOfRange"],
    [grace, "ChannelGraceOutOfRange"],
    [within(params.paramsDelaySecs, max(stake, bond), MAX_PERIOD_SECS), "ParamsDelayOutOfRange"],
    [within(params.feeStreamSecs, max(epochSecs, 2n * stake), YEAR_SECS), "FeeStreamOutOfRange"],
  ];
}

function supply(params: Params): readonly Law[] {
  const { baseRate, targetFloor, targetCap, creditsPerDiem, bondPerCredit } = params;
  const floorFits = targetFloor >= DIEM_UNIT && targetFloor * 10n <= targetCap;
  const bondFits = bondPerCredit * creditsPerDiem * 100n >= baseRate * CREDIT_UNIT;
  return [
    [baseRate > 0n, "BaseRateOutOfRange"],
    [between(params.steepnessBps, 10_000, 40_000), "SteepnessOutOfRange"],
    [floorFits, "TargetFloorOutOfRange"],
    [targetCap * 3n <= U64_MAX, "TargetCapOutOfRange"],
    [between(params.targetShareBps, 1_000, 10_000), "TargetShareOutOfRange"],
    [between(params.useEmaBps, 1, 2_000), "UseWeightOutOfRange"],
    [between(params.maxTargetStepBps, 1, 100), "TargetStepOutOfRange"],
    [between(params.lockedHaircutBps, 500, 5_000), "LockedHaircutOutOfRange"],
    [creditsPerDiem > 0n, "CreditsPerDiemOutOfRange"],
    [bondPerCredit > 0n, "BondPerCreditOutOfRange"],
    [bondFits, "BondPerDiemOutOfRange"],
    [between(params.maxSlashBps, 500, 5_000), "SlashOutOfRange"],
  ];
}

/** The largest supply of the highest target must cost less than 2^63. */
function curveFits({ baseRate, steepnessBps, targetCap: target }: Params): boolean {
  const curve = { baseRate, steepnessBps, target };
  return refusalOf(() => costOf(curve, largestSupply(curve))) === null;
}

function shares(params: Params): readonly Law[] {
  const { providerBps, quotaBps, treasuryBps, stakersBps, quotaMatchBps, quotaCapBps } = params;
  const whole = providerBps + quotaBps + treasuryBps + stakersBps;
  const bps = Number(BPS);
  return [
    [between(providerBps, 5_000, 8_500), "ProviderShareOutOfRange"],
    [quotaBps <= 2_000, "QuotaShareOutOfRange"],
    [between(treasuryBps, 100, 1_000), "TreasuryShareOutOfRange"],
    [stakersBps >= 500, "StakersShareOutOfRange"],
    [whole === bps, "SplitNotWhole"],
    [quotaMatchBps <= bps, "QuotaMatchOutOfRange"],
    [quotaCapBps <= bps, "QuotaCapOutOfRange"],
    // paying oneself never pays
    [quotaMatchBps * quotaCapBps <= (quotaBps + treasuryBps) * bps, "QuotaRewardTooHigh"],
    [params.quotaPoolEpochs >= 7, "QuotaPoolEpochsOutOfRange"],
    [between(params.utilisationEmaBps, 1, 5_000), "UtilisationWeightOutOfRange"],
  ];
}

function prices(params: Params): readonly Law[] {
  const { referencePriceFloor: floor, referencePriceCap: cap, maxPriceStepBps: step } = params;
  return [
    [between(step, 10, 1_000), "PriceStepOutOfRange"],
    [cap <= 10n ** 15n, "ReferencePriceCapOutOfRange"],
    [floor * 4n <= cap, "ReferencePriceFloorOutOfRange"],
    [floor * BigInt(step) >= BPS, "ReferencePriceTooCoarse"],
  ];
}

/** The bounds of every parameter, in the order in which they are checked, and what a market fixed for its life. */
export function requireLegal({ epochSecs, params: before }: Market, params: Params): void {
  for (const [holds, error] of [...periods(params, epochSecs), ...supply(params)]) {
    demand(holds, error);
  }
  demand(curveFits(params), "CurveTooExpensive");
  for (const [holds, error] of [...shares(params), ...prices(params)]) demand(holds, error);
  demand(params.lockedHaircutBps === before.lockedHaircutBps, "LockedHaircutFixed");
}
