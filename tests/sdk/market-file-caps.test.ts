import { expect } from "chai";
import { constants, type DiemErrorName, instructions, type MarketParams } from "@diem/sdk";
import { startChain } from "../support/chain";
import { World } from "../support/world";
import { defaults, draft, EPOCH_SECS, params, refusal } from "./market-file-support";
import { thrownBy } from "./support";

/** Figures of a file that take the place of the defaults. */
type Figures = Readonly<Record<string, string>>;

interface Law {
  /** Figures beyond the law, and how the file's refusal goes on after "write". */
  readonly beyond: Figures;
  readonly expected: string;
  /** Figures that just keep it. */
  readonly limit?: Figures;
  /** The program's name of the refusal. */
  readonly error: DiemErrorName;
}

/** The two laws of a figure with bounds that no other figure moves. */
const within = (low: string, high: string, least: string, most: string, name: string) =>
  [
    [least, low],
    [most, high],
  ].map(([beyond = "", limit = ""]) => ({
    beyond: { [name]: beyond },
    expected: `from ${low} to ${high}`,
    limit: { [name]: limit },
  }));

const laws: readonly Law[] = [
  {
    beyond: { stakeCooldown: "86399s" },
    expected: "from 1d to 90d",
    limit: { stakeCooldown: "86400s" },
    error: "StakeCooldownOutOfRange",
  },
  {
    beyond: { stakeCooldown: "91d" },
    expected: "from 1d to 90d",
    limit: { stakeCooldown: "90d", paramsDelay: "90d", feeStream: "180d" },
    error: "StakeCooldownOutOfRange",
  },
  {
    beyond: { bondCooldown: "86399s" },
    expected: "from 1d to 90d",
    limit: { bondCooldown: "1d" },
    error: "BondCooldownOutOfRange",
  },
  {
    beyond: { bondCooldown: "7776001s" },
    expected: "from 1d to 90d",
    limit: { bondCooldown: "7776000s", paramsDelay: "90d" },
    error: "BondCooldownOutOfRange",
  },
  {
    beyond: { channelGrace: "31d" },
    expected: "from 0s to 30d",
    limit: { channelGrace: "30d" },
    error: "ChannelGraceOutOfRange",
  },
  {
    beyond: { paramsDelay: "604799s" },
    expected: "from 7d to 90d",
    limit: { paramsDelay: "7d" },
    error: "ParamsDelayOutOfRange",
  },
  {
    beyond: { bondCooldown: "8d" },
    expected: "from 8d to 90d",
    limit: { bondCooldown: "8d", paramsDelay: "8d" },
    error: "ParamsDelayOutOfRange",
  },
  {
    beyond: { paramsDelay: "7776001s" },
    expected: "from 7d to 90d",
    limit: { paramsDelay: "90d" },
    error: "ParamsDelayOutOfRange",
  },
  {
    beyond: { feeStream: "1209599s" },
    expected: "from 14d to 365d",
    limit: { feeStream: "14d" },
    error: "FeeStreamOutOfRange",
  },
  {
    beyond: { feeStream: "366d" },
    expected: "from 14d to 365d",
    limit: { feeStream: "365d" },
    error: "FeeStreamOutOfRange",
  },
  { beyond: { baseRate: "0 VVV" }, expected: "more than zero", error: "BaseRateOutOfRange" },
  ...within("1", "4", "0.9999", "4.0001", "steepness").map((law) => ({
    ...law,
    // the steepest curve and the flattest reach further than the default's cap is priced for
    limit: { ...law.limit, targetCap: "100000 DIEM" },
    error: "SteepnessOutOfRange" as const,
  })),
  {
    beyond: { targetFloor: "0.999999999 DIEM" },
    expected: "from 1 DIEM to 40000 DIEM",
    limit: { targetFloor: "1 DIEM" },
    error: "TargetFloorOutOfRange",
  },
  {
    beyond: { targetFloor: "40000.000000001 DIEM" },
    expected: "from 1 DIEM to 40000 DIEM",
    limit: { targetFloor: "40000 DIEM" },
    error: "TargetFloorOutOfRange",
  },
  {
    beyond: { targetCap: "6148914691.236517206 DIEM" },
    expected: "from 10 DIEM to 6148914691.236517205 DIEM",
    limit: { targetCap: "6148914691.236517205 DIEM", baseRate: "0.000001 VVV" },
    error: "TargetCapOutOfRange",
  },
  ...within("10%", "100%", "9.99%", "100.01%", "targetShare").map((law) => ({
    ...law,
    error: "TargetShareOutOfRange" as const,
  })),
  ...within("0.01%", "20%", "0%", "20.01%", "useEma").map((law) => ({
    ...law,
    error: "UseWeightOutOfRange" as const,
  })),
  ...within("0.01%", "1%", "0%", "1.01%", "maxTargetStep").map((law) => ({
    ...law,
    error: "TargetStepOutOfRange" as const,
  })),
  ...within("5%", "50%", "4.99%", "50.01%", "lockedHaircut").map((law) => ({
    ...law,
    error: "LockedHaircutOutOfRange" as const,
  })),
  {
    beyond: { creditsPerDiem: "0 credits" },
    expected: "more than zero",
    error: "CreditsPerDiemOutOfRange",
  },
  {
    beyond: { bondPerCredit: "0 VVV" },
    expected: "more than zero",
    error: "BondPerCreditOutOfRange",
  },
  {
    beyond: { bondPerCredit: "0.899999999 VVV" },
    expected: "0.9 VVV or more: the bond behind the quota of one DIEM is at least 1% of baseRate",
    limit: { bondPerCredit: "0.9 VVV" },
    error: "BondPerDiemOutOfRange",
  },
  {
    beyond: { creditsPerDiem: "0.449999 credits" },
    expected: "2.000004445 VVV or more: the bond behind",
    limit: { creditsPerDiem: "0.45 credits" },
    error: "BondPerDiemOutOfRange",
  },
  ...within("5%", "50%", "4.99%", "50.01%", "maxSlash").map((law) => ({
    ...law,
    error: "SlashOutOfRange" as const,
  })),
  {
    beyond: { baseRate: "1000000 VVV", bondPerCredit: "10000 VVV" },
    expected:
      "less, or a lower steepness or targetCap: the largest supply would cost more VVV than 63 bits count",
    error: "CurveTooExpensive",
  },
  {
    beyond: { provider: "49.99%", quota: "20%", treasury: "10%", stakers: "20.01%" },
    expected: "from 50% to 85%",
    limit: { provider: "50%", quota: "20%", treasury: "10%", stakers: "20%" },
    error: "ProviderShareOutOfRange",
  },
  {
    beyond: { provider: "85.01%", quota: "0%", stakers: "9.99%", quotaMatch: "0%" },
    expected: "from 50% to 85%",
    limit: { provider: "85%", quota: "0%", stakers: "10%", quotaMatch: "0%" },
    error: "ProviderShareOutOfRange",
  },
  {
    beyond: { provider: "60%", quota: "20.01%", stakers: "14.99%" },
    expected: "from 0% to 20%",
    limit: { provider: "60%", quota: "20%", stakers: "15%" },
    error: "QuotaShareOutOfRange",
  },
  {
    beyond: { treasury: "0.99%", stakers: "14.01%", quotaMatch: "10%" },
    expected: "from 1% to 10%",
    limit: { treasury: "1%", stakers: "14%", quotaMatch: "10%" },
    error: "TreasuryShareOutOfRange",
  },
  {
    beyond: { provider: "70%", treasury: "10.01%", stakers: "9.99%" },
    expected: "from 1% to 10%",
    limit: { provider: "70%", treasury: "10%", stakers: "10%" },
    error: "TreasuryShareOutOfRange",
  },
  {
    beyond: { provider: "80%", quota: "10.01%", stakers: "4.99%" },
    expected: "from 5% to 100%",
    limit: { provider: "80%", quota: "10%", stakers: "5%" },
    error: "StakersShareOutOfRange",
  },
  {
    beyond: { stakers: "10.01%" },
    expected: "what makes provider, quota, treasury and stakers 100% together",
    limit: { stakers: "10%" },
    error: "SplitNotWhole",
  },
  {
    beyond: { quotaMatch: "100.01%", quotaCap: "0%" },
    expected: "from 0% to 100%",
    limit: { quotaMatch: "100%", quotaCap: "15%" },
    error: "QuotaMatchOutOfRange",
  },
  {
    beyond: { quotaCap: "100.01%", quotaMatch: "0%" },
    expected: "from 0% to 100%",
    limit: { quotaCap: "100%", quotaMatch: "15%" },
    error: "QuotaCapOutOfRange",
  },
  {
    beyond: { quotaCap: "75.01%" },
    expected: "75% at most: quotaMatch times quotaCap is at most quota and treasury together",
    limit: { quotaCap: "75%" },
    error: "QuotaRewardTooHigh",
  },
  {
    beyond: { quotaPoolEpochs: "6" },
    expected: "7 or more",
    limit: { quotaPoolEpochs: "7" },
    error: "QuotaPoolEpochsOutOfRange",
  },
  ...within("0.01%", "50%", "0%", "50.01%", "utilisationEma").map((law) => ({
    ...law,
    error: "UtilisationWeightOutOfRange" as const,
  })),
  ...within("0.1%", "10%", "0.09%", "10.01%", "maxPriceStep").map((law) => ({
    ...law,
    error: "PriceStepOutOfRange" as const,
  })),
  {
    beyond: { referencePriceCap: "1000000.000000001 DIEM" },
    expected: "from 0.00000008 DIEM to 1000000 DIEM",
    limit: { referencePriceCap: "1000000 DIEM" },
    error: "ReferencePriceCapOutOfRange",
  },
  {
    beyond: { referencePriceFloor: "2.500000001 DIEM" },
    expected: "from 0.00000002 DIEM to 2.5 DIEM",
    limit: { referencePriceFloor: "2.5 DIEM" },
    error: "ReferencePriceFloorOutOfRange",
  },
  {
    beyond: { referencePriceFloor: "0.000000019 DIEM" },
    expected: "from 0.00000002 DIEM to 2.5 DIEM",
    limit: { referencePriceFloor: "0.00000002 DIEM" },
    error: "ReferencePriceTooCoarse",
  },
];

const withFigures = (figures: Figures) => {
  const file = draft();
  return { ...file, params: { ...file.params, ...figures } };
};

/** What a figure of one counts, by the unit behind it. */
const UNITS: Readonly<Record<string, bigint>> = {
  s: 1n,
  d: 86_400n,
  "%": 100n,
  "": 10_000n,
  " credits": constants.CREDIT_UNIT,
  " DIEM": constants.DIEM_UNIT,
  " VVV": constants.DIEM_UNIT,
};

/** Parameters beyond the laws, which a file can write and `marketFile.params` does not give. */
function unchecked(figures: Figures): MarketParams {
  const read = (text: string): bigint => {
    const [, whole = "", fraction = "", unit = ""] =
      /^(\d+)\.?(\d*)(.*)$/.exec(text) ?? expect.fail(text);
    const one = UNITS[unit] ?? expect.fail(text);
    return BigInt(whole) * one + (BigInt(fraction.padEnd(9, "0")) * one) / 10n ** 9n;
  };
  const named = Object.entries(defaults()).map(([name, value]: [string, bigint | number]) => {
    const text = figures[name.replace(/(Secs|Bps)$/, "")];
    if (text === undefined) return [name, value];
    if (name === "quotaPoolEpochs") return [name, Number(text)];
    return [name, typeof value === "number" ? Number(read(text)) : read(text)];
  });
  return Object.fromEntries(named) as MarketParams;
}

describe("sdk: market file: the program's laws", () => {
  let world: World;
  before(async () => {
    world = await World.create(await startChain(), { epochSecs: EPOCH_SECS, params: defaults() });
  });

  /** The program's answer to a proposal; the haircut, which stays what it is, counts as none. */
  const proposal = async (figures: Figures) => {
    const { market, creator } = world;
    const propose = instructions.proposeParams({
      market,
      authority: creator.publicKey,
      params: unchecked(figures),
    });
    const error = await thrownBy(async () => {
      await world.send([propose], [creator]);
      throw new Error("accepted");
    });
    return error.name === "LockedHaircutFixed" || error.message === "accepted" ? null : error.name;
  };

  for (const { beyond, expected, limit, error } of laws) {
    it(JSON.stringify(beyond), async () => {
      const message = await refusal(() => params(withFigures(beyond)));
      expect(message).to.match(/^params\.\w+ is .+: write /);
      expect(message).to.contain(`: write ${expected}`);
      expect(await proposal(beyond)).to.equal(error);
      if (limit === undefined) return;
      expect(params(withFigures(limit))).to.deep.equal(unchecked(limit));
      expect(await proposal(limit)).to.equal(null);
    });
  }

  it("takes no figure that passes 64 bits", async () => {
    const most = 2n ** 64n / constants.DIEM_UNIT;
    expect(params(withFigures({ bondPerCredit: `${most} VVV` })).bondPerCredit).to.equal(
      most * constants.DIEM_UNIT,
    );
    const above = await refusal(() => params(withFigures({ bondPerCredit: `${most + 1n} VVV` })));
    expect(above).to.contain(
      "params.bondPerCredit is 18446744074 VVV: write less: 64 bits do not hold it",
    );
  });
});
