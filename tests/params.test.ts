import { PublicKey } from "@solana/web3.js";
import type { MarketParams } from "@diem/sdk";
import { startChain, TestChain } from "./support/chain";
import { createMarket, createMint, EPOCH_SECS, testParams, U64_MAX, UNIT } from "./support/market";
import { expectRefusal } from "./support/refusals";
import { World } from "./support/world";

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
  });

  type Bound = [Partial<MarketParams>, string, Partial<MarketParams>?];
  const bounds: Bound[] = [
    [{ stakeCooldownSecs: -1n }, "StakeCooldownOutOfRange", { stakeCooldownSecs: 0n }],
    [
      { stakeCooldownSecs: 90n * DAY + 1n },
      "StakeCooldownOutOfRange",
      { stakeCooldownSecs: 90n * DAY },
    ],
    [{ bondCooldownSecs: -1n }, "BondCooldownOutOfRange", { bondCooldownSecs: 0n }],
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
    [{ paramsDelaySecs: -1n }, "ParamsDelayOutOfRange", { paramsDelaySecs: 0n }],
    [{ paramsDelaySecs: 90n * DAY + 1n }, "ParamsDelayOutOfRange", { paramsDelaySecs: 90n * DAY }],
    [{ baseRate: 0n }, "BaseRateOutOfRange", { baseRate: 1n }],
    [{ steepnessBps: 40_001 }, "SteepnessOutOfRange", { steepnessBps: 40_000 }],
    [{ targetFloor: 0n }, "TargetOutOfRange", { targetFloor: 1n }],
    [{ targetFloor: 2n, targetCap: 1n }, "TargetOutOfRange", { targetFloor: 1n, targetCap: 1n }],
    [{ baseRate: U64_MAX }, "CurveTooExpensive"],
    [{ targetCap: U64_MAX / 3n + 1n }, "TargetOutOfRange"],
    [{ targetCap: U64_MAX / 3n }, "CurveTooExpensive"],
    [{ headroomBps: 0 }, "HeadroomOutOfRange", { headroomBps: 1 }],
    [{ maxTargetStepBps: 501 }, "TargetStepOutOfRange", { maxTargetStepBps: 500 }],
    [{ lockedHaircutBps: 5_001 }, "LockedHaircutOutOfRange", { lockedHaircutBps: 5_000 }],
    [{ creditsPerDiem: 0n }, "CreditsPerDiemOutOfRange", { creditsPerDiem: 1n }],
    [{ providerFullBps: 4_999 }, "ProviderShareOutOfRange", { providerFullBps: 5_000 }],
    [{ providerFullBps: 8_001 }, "ProviderShareOutOfRange", { providerFullBps: 8_000 }],
    [{ providerKinkBps: 8_501 }, "ProviderShareOutOfRange", { providerKinkBps: 8_500 }],
    [{ providerIdleBps: 9_501 }, "ProviderShareOutOfRange", { providerIdleBps: 9_500 }],
    [{ utilisationKinkBps: 0 }, "UtilisationKinkOutOfRange", { utilisationKinkBps: 1 }],
    [{ utilisationKinkBps: 10_000 }, "UtilisationKinkOutOfRange", { utilisationKinkBps: 9_999 }],
    [{ treasuryBps: 99 }, "TreasuryShareOutOfRange", { treasuryBps: 100 }],
    [{ treasuryBps: 1_001 }, "TreasuryShareOutOfRange", { treasuryBps: 1_000 }],
    [{ utilisationEmaBps: 0 }, "UtilisationWeightOutOfRange", { utilisationEmaBps: 1 }],
    [{ utilisationEmaBps: 10_001 }, "UtilisationWeightOutOfRange", { utilisationEmaBps: 10_000 }],
    [{ referencePriceFloor: 0n }, "ReferencePriceOutOfRange", { referencePriceFloor: 1n }],
    [{ referencePriceFloor: 2n * UNIT, referencePriceCap: UNIT }, "ReferencePriceOutOfRange"],
    [{ maxPriceStepBps: 1_001 }, "PriceStepOutOfRange", { maxPriceStepBps: 1_000 }],
    [{ bondPerCredit: 0n }, "BondPerCreditOutOfRange", { bondPerCredit: 1n }],
    [{ maxSlashBps: 5_001 }, "SlashOutOfRange", { maxSlashBps: 5_000 }],
  ];
  for (const [params, name, limit] of bounds) {
    const shown = Object.entries(params)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join(", ");
    it(`refuses ${shown}`, async () => {
      await expectRefusal(attempt({ params }), name as "MathOverflow");
      if (limit !== undefined) await attempt({ params: limit });
    });
  }
});
