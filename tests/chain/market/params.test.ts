import { PublicKey } from "@solana/web3.js";
import type { DiemErrorName, MarketParams } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import {
  createMarket,
  createMint,
  EPOCH_SECS,
  testParams,
  U64_MAX,
  UNIT,
} from "../../support/market";
import { expectRefusal } from "../../support/refusals";
import { World } from "../../support/world";

const DAY = 86_400n;

describe("a market's parameters", () => {
  let chain: TestChain;
  let world: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain);
  });

  const attempt = async (options: Parameters<typeof createMarket>[4]) => {
    const creator = await chain.wallet();
    const vvvMint = await createMint(chain, creator);
    const create = createMarket(
      creator.publicKey,
      vvvMint,
      creator.publicKey,
      await chain.now(),
      options,
    );
    return world.send([create], [creator]);
  };

  for (const role of ["authority", "guardian", "arbiter", "treasury"] as const) {
    it(`refuses the default key as ${role}`, () =>
      expectRefusal(attempt({ roles: { [role]: PublicKey.default } }), "RoleMissing"));
  }

  it("refuses an epoch length out of bounds", async () => {
    await expectRefusal(attempt({ epochSecs: 0n }), "EpochSecsOutOfRange");
    await expectRefusal(attempt({ epochSecs: -1n }), "EpochSecsOutOfRange");
    await expectRefusal(attempt({ epochSecs: 30n * DAY + 1n }), "EpochSecsOutOfRange");
    await attempt({ epochSecs: 30n * DAY });
  });

  it("takes a genesis within the last epoch and no other", async () => {
    const now = await chain.now();
    const margin = 100n;
    await expectRefusal(attempt({ genesisTs: now + margin }), "GenesisOutOfRange");
    await expectRefusal(attempt({ genesisTs: now - EPOCH_SECS }), "GenesisOutOfRange");
    await expectRefusal(attempt({ genesisTs: -(2n ** 63n) }), "GenesisOutOfRange");
    await attempt({ genesisTs: now - margin, epochSecs: DAY });
  });

  it("refuses a reference price out of its band", async () => {
    const { referencePriceFloor, referencePriceCap } = testParams();
    const outOfRange = "ReferencePriceOutOfRange";
    await expectRefusal(attempt({ referencePrice: referencePriceFloor - 1n }), outOfRange);
    await expectRefusal(attempt({ referencePrice: referencePriceCap + 1n }), outOfRange);
    for (const referencePrice of [referencePriceFloor, referencePriceCap]) {
      await attempt({ referencePrice });
    }
  });

  /** What is refused, with which error, and the bound itself, which is legal. */
  type Bound = [Partial<MarketParams>, DiemErrorName, Partial<MarketParams>?];
  const periods: Bound[] = [
    [{ stakeCooldownSecs: -1n }, "StakeCooldownOutOfRange"],
    [
      { stakeCooldownSecs: EPOCH_SECS - 1n },
      "StakeCooldownOutOfRange",
      { stakeCooldownSecs: EPOCH_SECS },
    ],
    [
      { stakeCooldownSecs: 90n * DAY + 1n },
      "StakeCooldownOutOfRange",
      { stakeCooldownSecs: 90n * DAY },
    ],
    [
      { bondCooldownSecs: EPOCH_SECS - 1n },
      "BondCooldownOutOfRange",
      { bondCooldownSecs: EPOCH_SECS },
    ],
    [
      { bondCooldownSecs: 90n * DAY + 1n },
      "BondCooldownOutOfRange",
      { bondCooldownSecs: 90n * DAY },
    ],
    [{ channelGraceSecs: -1n }, "ChannelGraceOutOfRange", { channelGraceSecs: 0n }],
    [
      { channelGraceSecs: 30n * DAY + 1n },
      "ChannelGraceOutOfRange",
      { channelGraceSecs: 30n * DAY },
    ],
    [{ paramsDelaySecs: -1n }, "ParamsDelayOutOfRange"],
    [
      { stakeCooldownSecs: 10n, paramsDelaySecs: 9n },
      "ParamsDelayOutOfRange",
      { stakeCooldownSecs: 10n, paramsDelaySecs: 10n },
    ],
    [
      { bondCooldownSecs: 10n, paramsDelaySecs: 9n },
      "ParamsDelayOutOfRange",
      { bondCooldownSecs: 10n, paramsDelaySecs: 10n },
    ],
    [{ paramsDelaySecs: 90n * DAY + 1n }, "ParamsDelayOutOfRange", { paramsDelaySecs: 90n * DAY }],
    [
      { stakeCooldownSecs: 10n, feeStreamSecs: 19n },
      "FeeStreamOutOfRange",
      { stakeCooldownSecs: 10n, feeStreamSecs: 20n },
    ],
    [{ feeStreamSecs: 365n * DAY + 1n }, "FeeStreamOutOfRange", { feeStreamSecs: 365n * DAY }],
  ];
  const supply: Bound[] = [
    [{ baseRate: 0n }, "BaseRateOutOfRange", { baseRate: 1n }],
    [{ steepnessBps: 9_999 }, "SteepnessOutOfRange"],
    [{ steepnessBps: 40_001 }, "SteepnessOutOfRange", { steepnessBps: 40_000 }],
    [{ targetFloor: UNIT - 1n }, "TargetFloorOutOfRange", { targetFloor: UNIT }],
    [
      { targetFloor: UNIT + 1n, targetCap: 10n * UNIT },
      "TargetFloorOutOfRange",
      { targetFloor: UNIT, targetCap: 10n * UNIT },
    ],
    [{ targetFloor: U64_MAX }, "TargetFloorOutOfRange"],
    [{ targetCap: U64_MAX / 3n + 1n }, "TargetCapOutOfRange"],
    [{ targetShareBps: 999 }, "TargetShareOutOfRange", { targetShareBps: 1_000 }],
    [{ targetShareBps: 10_001 }, "TargetShareOutOfRange", { targetShareBps: 10_000 }],
    [{ useEmaBps: 0 }, "UseWeightOutOfRange", { useEmaBps: 1 }],
    [{ useEmaBps: 2_001 }, "UseWeightOutOfRange", { useEmaBps: 2_000 }],
    [{ maxTargetStepBps: 0 }, "TargetStepOutOfRange", { maxTargetStepBps: 1 }],
    [{ maxTargetStepBps: 101 }, "TargetStepOutOfRange", { maxTargetStepBps: 100 }],
    [{ lockedHaircutBps: 499 }, "LockedHaircutOutOfRange", { lockedHaircutBps: 500 }],
    [{ lockedHaircutBps: 5_001 }, "LockedHaircutOutOfRange", { lockedHaircutBps: 5_000 }],
    [
      { creditsPerDiem: 0n },
      "CreditsPerDiemOutOfRange",
      { creditsPerDiem: 1n, bondPerCredit: 900_000n * UNIT },
    ],
    [{ bondPerCredit: 0n }, "BondPerCreditOutOfRange", { bondPerCredit: 1n, baseRate: 100n }],
    // a hundredth of the 90 VVV a DIEM
    [{ bondPerCredit: 899_999_999n }, "BondPerDiemOutOfRange", { bondPerCredit: 900_000_000n }],
    [{ creditsPerDiem: 899_999n }, "BondPerDiemOutOfRange", { creditsPerDiem: 900_000n }],
    [{ baseRate: U64_MAX }, "BondPerDiemOutOfRange"],
    [{ maxSlashBps: 499 }, "SlashOutOfRange", { maxSlashBps: 500 }],
    [{ maxSlashBps: 5_001 }, "SlashOutOfRange", { maxSlashBps: 5_000 }],
    [{ targetCap: U64_MAX / 3n }, "CurveTooExpensive"],
    [{ baseRate: U64_MAX, bondPerCredit: U64_MAX }, "CurveTooExpensive"],
    [
      { steepnessBps: 10_000, targetFloor: UNIT, targetCap: 370_168n * UNIT },
      "CurveTooExpensive",
      { steepnessBps: 10_000, targetFloor: UNIT, targetCap: 370_167n * UNIT },
    ],
  ];
  const split = (providerBps: number, quotaBps: number, treasuryBps: number, stakersBps: number) =>
    ({ providerBps, quotaBps, treasuryBps, stakersBps, quotaMatchBps: 500 }) as const;
  const shares: Bound[] = [
    [
      split(4_999, 2_000, 1_000, 2_001),
      "ProviderShareOutOfRange",
      split(5_000, 2_000, 1_000, 2_000),
    ],
    [split(8_501, 499, 500, 500), "ProviderShareOutOfRange", split(8_500, 500, 500, 500)],
    [split(6_500, 2_001, 500, 999), "QuotaShareOutOfRange", split(6_500, 2_000, 500, 1_000)],
    [split(8_000, 1_000, 99, 901), "TreasuryShareOutOfRange", split(8_000, 1_000, 100, 900)],
    [split(7_000, 1_000, 1_001, 999), "TreasuryShareOutOfRange", split(7_000, 1_000, 1_000, 1_000)],
    [split(8_000, 1_000, 501, 499), "StakersShareOutOfRange", split(8_000, 1_000, 500, 500)],
    [split(7_500, 0, 500, 2_001), "SplitNotWhole", split(7_500, 0, 500, 2_000)],
    [split(7_499, 1_000, 500, 1_000), "SplitNotWhole", split(7_500, 1_000, 500, 1_000)],
    [
      { quotaMatchBps: 10_001, quotaCapBps: 0 },
      "QuotaMatchOutOfRange",
      { quotaMatchBps: 10_000, quotaCapBps: 1_500 },
    ],
    [
      { quotaMatchBps: 0, quotaCapBps: 10_001 },
      "QuotaCapOutOfRange",
      { quotaMatchBps: 1_500, quotaCapBps: 10_000 },
    ],
    // what a match of a sale costs the pool at most, and what the sale brought pool and treasury
    [{ quotaMatchBps: 2_001 }, "QuotaRewardTooHigh", { quotaMatchBps: 2_000, quotaCapBps: 7_500 }],
    [{ quotaCapBps: 7_501 }, "QuotaRewardTooHigh", { quotaMatchBps: 0, quotaCapBps: 0 }],
    [{ quotaPoolEpochs: 6 }, "QuotaPoolEpochsOutOfRange", { quotaPoolEpochs: 7 }],
    [{ utilisationEmaBps: 0 }, "UtilisationWeightOutOfRange", { utilisationEmaBps: 1 }],
    [{ utilisationEmaBps: 5_001 }, "UtilisationWeightOutOfRange", { utilisationEmaBps: 5_000 }],
  ];
  const prices: Bound[] = [
    [{ maxPriceStepBps: 9 }, "PriceStepOutOfRange", { maxPriceStepBps: 10 }],
    [{ maxPriceStepBps: 1_001 }, "PriceStepOutOfRange", { maxPriceStepBps: 1_000 }],
    [
      { referencePriceCap: 10n ** 15n + 1n },
      "ReferencePriceCapOutOfRange",
      { referencePriceCap: 10n ** 15n },
    ],
    [
      { referencePriceFloor: UNIT / 4n + 1n, referencePriceCap: UNIT },
      "ReferencePriceFloorOutOfRange",
      { referencePriceFloor: UNIT / 4n, referencePriceCap: UNIT },
    ],
    [{ referencePriceFloor: U64_MAX }, "ReferencePriceFloorOutOfRange"],
    [{ referencePriceFloor: 0n }, "ReferencePriceTooCoarse"],
    // at a step of 5 %
    [{ referencePriceFloor: 19n }, "ReferencePriceTooCoarse", { referencePriceFloor: 20n }],
  ];
  const bounds = [...periods, ...supply, ...shares, ...prices];
  for (const [params, name, limit] of bounds) {
    const shown = Object.entries(params)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join(", ");
    it(`refuses ${shown}`, async () => {
      await expectRefusal(attempt({ params }), name);
      if (limit !== undefined) await attempt({ params: limit });
    });
  }
});
