import { expect } from "chai";
import fc from "fast-check";
import { constants, marketFile, type MarketParams } from "@diem/sdk";
import { defaults, draft, params, refusal, VVV_DECIMALS, withParam } from "./market-file-support";

const U64_MAX = 2n ** 64n - 1n;
const parsed = (input: unknown) => () => marketFile.parse(input);

describe("sdk: market file", () => {
  it("says the defaults as people do, and reads them back", () => {
    const text = marketFile.format({ params: defaults(), vvvDecimals: VVV_DECIMALS });
    expect((JSON.parse(text) as { params: unknown }).params).to.deep.equal({
      stakeCooldown: "7d",
      bondCooldown: "7d",
      channelGrace: "1d",
      paramsDelay: "2d",
      baseRate: "90 VVV",
      steepness: "2",
      targetFloor: "38000 DIEM",
      targetCap: "400000 DIEM",
      creditsPerDiem: "1 credit",
      headroom: "100%",
      maxTargetStep: "0.5%",
      lockedHaircut: "20%",
      rewardCap: "0.25 VVV",
      providerIdle: "85%",
      providerKink: "80%",
      providerFull: "70%",
      utilisationKink: "70%",
      treasury: "5%",
      utilisationEma: "10%",
      referencePriceFloor: "0.1 DIEM",
      referencePriceCap: "10 DIEM",
      maxPriceStep: "1%",
      bondPerCredit: "1 VVV",
      maxSlash: "10%",
    });
    expect(params(text)).to.deep.equal(defaults());
  });

  it("names every parameter of the program, and no other", () => {
    expect([...marketFile.PARAM_NAMES].sort()).to.deep.equal(Object.keys(defaults()).sort());
  });

  const upTo = (max: bigint, min = 0n) => fc.bigInt({ min, max });
  const bps = (min: number, max: number) => fc.integer({ min, max });
  const legal: fc.Arbitrary<MarketParams> = fc
    .record({
      stakeCooldownSecs: upTo(constants.MAX_COOLDOWN_SECS),
      bondCooldownSecs: upTo(constants.MAX_COOLDOWN_SECS),
      channelGraceSecs: upTo(constants.MAX_CHANNEL_GRACE_SECS),
      paramsDelaySecs: upTo(constants.MAX_PARAMS_DELAY_SECS),
      baseRate: upTo(10n ** 9n, 1n),
      creditsPerDiem: upTo(U64_MAX, 1n),
      bondPerCredit: upTo(U64_MAX, 1n),
      rewardCap: upTo(U64_MAX),
      steepnessBps: bps(0, constants.MAX_STEEPNESS_BPS),
      headroomBps: bps(1, 65_535),
      maxTargetStepBps: bps(0, constants.MAX_TARGET_STEP_BPS),
      lockedHaircutBps: bps(0, constants.MAX_LOCKED_HAIRCUT_BPS),
      utilisationKinkBps: bps(1, 9_999),
      treasuryBps: bps(constants.MIN_TREASURY_BPS, constants.MAX_TREASURY_BPS),
      utilisationEmaBps: bps(1, 10_000),
      maxPriceStepBps: bps(0, constants.MAX_PRICE_STEP_BPS),
      maxSlashBps: bps(0, constants.MAX_SLASH_BPS),
      shares: fc.tuple(bps(5_000, 9_000), bps(5_000, 9_000), bps(5_000, 9_000)),
      targets: fc.tuple(upTo(10n ** 15n, 1n), upTo(10n ** 15n, 1n)),
      prices: fc.tuple(upTo(U64_MAX, 1n), upTo(U64_MAX, 1n)),
    })
    .map(({ shares, targets, prices, ...rest }) => {
      const [providerFullBps = 0, providerKinkBps = 0, providerIdleBps = 0] = shares.sort();
      const ascending = (pair: readonly bigint[]) => [...pair].sort((a, b) => (a < b ? -1 : 1));
      const [targetFloor = 0n, targetCap = 0n] = ascending(targets);
      const [referencePriceFloor = 0n, referencePriceCap = 0n] = ascending(prices);
      return {
        ...rest,
        ...{ providerFullBps, providerKinkBps, providerIdleBps, targetFloor, targetCap },
        ...{ referencePriceFloor, referencePriceCap },
      };
    });

  it("reads what it writes, to the unit, whatever the decimals of VVV", () => {
    fc.assert(
      fc.property(legal, bps(6, 18), (drawn, vvvDecimals) => {
        const text = marketFile.format({ params: drawn, vvvDecimals });
        expect(params(text, vvvDecimals)).to.deep.equal(drawn);
        expect(params(JSON.parse(text), vvvDecimals)).to.deep.equal(drawn);
      }),
    );
  });

  describe("refuses", () => {
    const forms: readonly (readonly [string, unknown, string])[] = [
      [
        "treasury",
        5,
        'params.treasury is 5: write a percentage with at most two decimals, such as "5%" or "0.5%"',
      ],
      [
        "treasury",
        "5",
        'params.treasury is "5": write a percentage with at most two decimals, such as "5%" or "0.5%"',
      ],
      [
        "treasury",
        "5.001%",
        'params.treasury is "5.001%": write a percentage with at most two decimals, such as "5%" or "0.5%"',
      ],
      [
        "treasury",
        undefined,
        'params.treasury is missing: write a percentage with at most two decimals, such as "5%" or "0.5%"',
      ],
      [
        "steepness",
        "2e0",
        'params.steepness is "2e0": write a number with at most four decimals, such as "2" or "1.5"',
      ],
      [
        "stakeCooldown",
        "7",
        'params.stakeCooldown is "7": write a whole number of days, hours, minutes or seconds, such as "7d", "36h", "90m" or "60s"',
      ],
      [
        "stakeCooldown",
        "1.5d",
        'params.stakeCooldown is "1.5d": write a whole number of days, hours, minutes or seconds, such as "7d", "36h", "90m" or "60s"',
      ],
      [
        "baseRate",
        "90 DIEM",
        'params.baseRate is "90 DIEM": write an amount of VVV, such as "90 VVV"',
      ],
      [
        "baseRate",
        "-90 VVV",
        'params.baseRate is "-90 VVV": write an amount of VVV, such as "90 VVV"',
      ],
      [
        "targetCap",
        "1,000 DIEM",
        'params.targetCap is "1,000 DIEM": write an amount of DIEM with at most nine decimals, such as "0.1 DIEM"',
      ],
      [
        "targetCap",
        "1.0000000001 DIEM",
        'params.targetCap is "1.0000000001 DIEM": write an amount of DIEM with at most nine decimals, such as "0.1 DIEM"',
      ],
      [
        "creditsPerDiem",
        "1",
        'params.creditsPerDiem is "1": write credits with at most six decimals, such as "1 credit" or "2.5 credits"',
      ],
    ];
    for (const [name, value, message] of forms) {
      it(`${name} written as ${JSON.stringify(value) ?? "nothing"}`, async () => {
        expect(await refusal(parsed(withParam(name, value)))).to.equal(message);
      });
    }

    it("what it does not know, and what is no object", async () => {
      const names = marketFile.PARAM_NAMES.map(marketFile.fileName).join(", ");
      expect(await refusal(parsed(withParam("tresury", "5%")))).to.equal(
        `params.tresury is unknown: remove it, or write one of ${names}`,
      );
      expect(await refusal(parsed({ ...draft(), note: "" }))).to.equal(
        "note is unknown: remove it, or write one of token, roles, opening, params",
      );
      expect(await refusal(parsed({}))).to.equal(
        "params is missing: add an object with all parameters",
      );
      expect(await refusal(parsed({ params: [] }))).to.equal(
        `params is []: write an object with ${names}`,
      );
      expect(await refusal(parsed("{"))).to.match(
        /^file is no JSON \(.+\): mend it and try again$/,
      );
      expect(await refusal(parsed("[]"))).to.equal(
        "file is []: write an object with token, roles, opening, params",
      );
    });

    it("a key that is given twice, because a reviewer may read the other one", async () => {
      const text = JSON.stringify(draft());
      const twice = text.replace('"treasury"', '"treasury":"1%","treasury"');
      expect(await refusal(parsed(twice))).to.equal("treasury is given twice: remove one of them");
      const quoted = { ...draft(), token: { name: '"name": x', symbol: "D", uri: "\\" } };
      expect(marketFile.parse(JSON.stringify(quoted)).token?.name).to.equal('"name": x');
    });

    it("more decimals than the VVV mint has", async () => {
      const file = withParam("rewardCap", "0.1234567 VVV");
      expect(params(file, 7).rewardCap).to.equal(1_234_567n);
      expect(await refusal(() => params(file, 6))).to.equal(
        "params.rewardCap has 7 decimals: write at most 6, as the VVV mint has them",
      );
    });
  });
});
