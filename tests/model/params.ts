import { constants } from "@diem/sdk";
import { UNIT } from "../support/market";
import type { Dice } from "./dice";
import { U64_MAX } from "./integers";
import type { Params } from "./state";

const { CREDIT_UNIT } = constants;
const HOUR_SECS = 3_600n;

/** Legal parameters with short periods, of which some lie at their bounds. */
export function drawParams(dice: Dice): Params {
  const targetFloor = dice.pick([38_000n * UNIT, 500n * UNIT, 40n * UNIT, 1n]);
  const provider = dice.pick([
    { providerIdleBps: 8_500, providerKinkBps: 8_000, providerFullBps: 7_000 },
    { providerIdleBps: 9_000, providerKinkBps: 9_000, providerFullBps: 9_000 },
    { providerIdleBps: 5_000, providerKinkBps: 5_000, providerFullBps: 5_000 },
  ]);
  return {
    ...provider,
    stakeCooldownSecs: dice.pick([0n, 60n, 250n]),
    bondCooldownSecs: dice.pick([0n, 90n, 300n]),
    channelGraceSecs: dice.pick([0n, 30n, 120n]),
    paramsDelaySecs: dice.pick([0n, 40n, HOUR_SECS]),
    baseRate: dice.pick([90n * UNIT, 90n * UNIT, UNIT, 1_000n]),
    targetFloor,
    targetCap: dice.pick([targetFloor, targetFloor * 10n, 400_000n * UNIT]),
    creditsPerDiem: dice.pick([CREDIT_UNIT, CREDIT_UNIT, 1_000n, 50n * CREDIT_UNIT]),
    referencePriceFloor: dice.pick([1n, UNIT / 10n]),
    referencePriceCap: dice.pick([UNIT, 10n * UNIT]),
    bondPerCredit: dice.pick([UNIT, UNIT / 10n, 3n]),
    rewardCap: dice.pick([UNIT, UNIT, U64_MAX, 1_000n, 0n]),
    steepnessBps: dice.pick([20_000, 20_000, 40_000, 0]),
    headroomBps: dice.pick([10_000, 1, 65_535]),
    maxTargetStepBps: dice.pick([50, 500, 0]),
    lockedHaircutBps: dice.pick([2_000, 5_000, 5_000, 0]),
    utilisationKinkBps: dice.pick([7_000, 1, 9_999]),
    treasuryBps: dice.pick([500, 100, 1_000]),
    utilisationEmaBps: dice.pick([1_000, 10_000, 1]),
    maxPriceStepBps: dice.pick([100, 1_000, 0]),
    maxSlashBps: dice.pick([1_000, 5_000, 0]),
  };
}

/** Puts one parameter just beyond its bounds. */
export function spoil(params: Params, dice: Dice): Params {
  const wrong: readonly Partial<Params>[] = [
    { stakeCooldownSecs: constants.MAX_COOLDOWN_SECS + 1n },
    { stakeCooldownSecs: -1n },
    { bondCooldownSecs: constants.MAX_COOLDOWN_SECS + 1n },
    { channelGraceSecs: constants.MAX_CHANNEL_GRACE_SECS + 1n },
    { paramsDelaySecs: constants.MAX_PARAMS_DELAY_SECS + 1n },
    { baseRate: 0n },
    { baseRate: U64_MAX },
    { steepnessBps: constants.MAX_STEEPNESS_BPS + 1 },
    { targetFloor: 0n },
    { targetFloor: params.targetCap + 1n },
    { targetCap: U64_MAX / 3n + 1n },
    { headroomBps: 0 },
    { maxTargetStepBps: constants.MAX_TARGET_STEP_BPS + 1 },
    { lockedHaircutBps: constants.MAX_LOCKED_HAIRCUT_BPS + 1 },
    { creditsPerDiem: 0n },
    { treasuryBps: constants.MIN_TREASURY_BPS - 1 },
    { treasuryBps: constants.MAX_TREASURY_BPS + 1 },
    { utilisationKinkBps: 0 },
    { utilisationKinkBps: constants.BPS },
    { providerIdleBps: constants.BPS },
    { providerFullBps: constants.MIN_PROVIDER_SHARE_BPS - 1 },
    { utilisationEmaBps: 0 },
    { utilisationEmaBps: constants.BPS + 1 },
    { referencePriceFloor: 0n },
    { referencePriceFloor: params.referencePriceCap + 1n },
    { maxPriceStepBps: constants.MAX_PRICE_STEP_BPS + 1 },
    { bondPerCredit: 0n },
    { maxSlashBps: constants.MAX_SLASH_BPS + 1 },
  ];
  return { ...params, ...dice.pick(wrong) };
}
