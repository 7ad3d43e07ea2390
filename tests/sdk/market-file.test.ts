import { expect } from "chai";
import fc from "fast-check";
import { constants, type MarketParams } from "@diem/sdk";
import * as marketFile from "@diem/sdk/market-file";
import {
  defaults,
  draft,
  EPOCH_SECS,
  params,
  refusal,
  VVV_DECIMALS,
  withParam,
} from "./market-file-support";

const parsed = (input: unknown) => () => marketFile.parse(input);

describe("sdk: market file", () => {
  it("says the defaults as people do, and reads them back", () => {
    const text = marketFile.format({ params: defaults(), vvvDecimals: VVV_DECIMALS });
    expect((JSON.parse(text) as { params: unknown }).params).to.deep.equal({
      stakeCooldown: "7d",
      bondCooldown: "7d",
      channelGrace: "1d",
      paramsDelay: "7d",
      feeStream: "21d",
      baseRate: "90 VVV",
      targetFloor: "200 DIEM",
      targetCap: "400000 DIEM",
      creditsPerDiem: "1 credit",
      referencePriceFloor: "0.1 DIEM",
      referencePriceCap: "10 DIEM",
      bondPerCredit: "2 VVV",
      quotaPoolEpochs: "30",
      steepness: "2",
      targetShare: "40%",
      useEma: "2%",
      maxTargetStep: "0.5%",
      lockedHaircut: "20%",
      provider: "75%",
      quota: "10%",
      treasury: "5%",
      stakers: "10%",
      quotaMatch: "20%",
      quotaCap: "75%",
      utilisationEma: "10%",
      maxPriceStep: "5%",
      maxSlash: "20%",
    });
    expect(params(text)).to.deep.equal(defaults());
  });

  it("names every parameter of the program, and no other", () => {
    expect([...marketFile.PARAM_NAMES].sort()).to.deep.equal(Object.keys(defaults()).sort());
  });

  const upTo = (max: bigint, min = 0n) => fc.bigInt({ min, max });
  const bps = (min: number, max: number) => fc.integer({ min, max });
  /** Where between its bounds a figure lies that depends on others. */
  const part = fc.integer({ min: 0, max: 1_000 });
  const between = (low: number, high: number, at: number) =>
    low + Math.floor(((high - low) * at) / 1_000);
  const legal: fc.Arbitrary<MarketParams> = fc
    .record({
      stakeCooldownSecs: upTo(constants.MAX_COOLDOWN_SECS, EPOCH_SECS),
      bondCooldownSecs: upTo(constants.MAX_COOLDOWN_SECS, EPOCH_SECS),
      channelGraceSecs: upTo(constants.MAX_CHANNEL_GRACE_SECS),
      paramsDelaySecs: fc.constant(constants.MAX_PARAMS_DELAY_SECS),
      feeStreamSecs: upTo(constants.MAX_FEE_STREAM_SECS, 2n * constants.MAX_COOLDOWN_SECS),
      baseRate: upTo(10n ** 9n, 1n),
      creditsPerDiem: upTo(10n ** 15n, 1n),
      bond: upTo(10n ** 18n),
      quotaPoolEpochs: bps(constants.MIN_QUOTA_POOL_EPOCHS, 4_294_967_295),
      steepnessBps: bps(constants.MIN_STEEPNESS_BPS, constants.MAX_STEEPNESS_BPS),
      targetShareBps: bps(constants.MIN_TARGET_SHARE_BPS, constants.BPS),
      useEmaBps: bps(1, constants.MAX_USE_EMA_BPS),
      maxTargetStepBps: bps(1, constants.MAX_TARGET_STEP_BPS),
      lockedHaircutBps: bps(constants.MIN_LOCKED_HAIRCUT_BPS, constants.MAX_LOCKED_HAIRCUT_BPS),
      quotaBps: bps(0, constants.MAX_QUOTA_BPS),
      treasuryBps: bps(constants.MIN_TREASURY_BPS, constants.MAX_TREASURY_BPS),
      quotaMatchBps: bps(0, constants.BPS),
      utilisationEmaBps: bps(1, constants.MAX_UTILISATION_EMA_BPS),
      maxPriceStepBps: bps(constants.MIN_PRICE_STEP_BPS, constants.MAX_PRICE_STEP_BPS),
      maxSlashBps: bps(constants.MIN_SLASH_BPS, constants.MAX_SLASH_BPS),
      parts: fc.tuple(part, part),
      targetFloor: upTo(10n ** 14n, constants.MIN_TARGET),
      referencePriceFloor: upTo(constants.MAX_REFERENCE_PRICE / 4n, 1_000n),
    })
    .map(({ parts: [provider, cap], bond, ...rest }) => {
      const { quotaBps, treasuryBps, quotaMatchBps, baseRate, creditsPerDiem } = rest;
      const others = quotaBps + treasuryBps;
      const most = Math.min(
        constants.MAX_PROVIDER_BPS,
        constants.BPS - constants.MIN_STAKERS_BPS - others,
      );
      const providerBps = between(constants.MIN_PROVIDER_BPS, most, provider);
      const highestCap = Math.floor((others * constants.BPS) / Math.max(quotaMatchBps, 1));
      return {
        ...rest,
        providerBps,
        stakersBps: constants.BPS - others - providerBps,
        quotaCapBps: between(0, Math.min(highestCap, constants.BPS), cap),
        bondPerCredit: bond + (baseRate * constants.MIN_BOND_PER_BASE_RATE) / creditsPerDiem + 1n,
        targetCap: rest.targetFloor * constants.MIN_TARGET_RANGE,
        referencePriceCap: rest.referencePriceFloor * constants.MIN_REFERENCE_PRICE_RANGE,
      };
    });

  it("reads what it writes, to the unit, whatever the decimals of VVV", () => {
    fc.assert(
      fc.property(legal, bps(6, 18), (drawn, vvvDecimals) => {
        const text = marketFile.format({ params: drawn, vvvDecimals });
        expect(params(text, { vvvDecimals })).to.deep.equal(drawn);
        expect(params(JSON.parse(text), { vvvDecimals })).to.deep.equal(drawn);
      }),
    );
  });

  it("says of each parameter how it is written, and each bound by the figures of the others", () => {
    const input = { params: defaults(), epochSecs: EPOCH_SECS, vvvDecimals: VVV_DECIMALS };
    const limits = marketFile.bounds(input);
    expect(limits.treasuryBps).to.deep.equal({
      written: 'a percentage with at most two decimals, such as "5%" or "0.5%"',
      bounds: ["from 1% to 10%"],
    });
    expect(limits.feeStreamSecs.bounds).to.deep.equal(["from 14d to 365d"]);
    const slower = { ...input, params: { ...input.params, stakeCooldownSecs: 30n * 86_400n } };
    expect(marketFile.bounds(slower).feeStreamSecs.bounds).to.deep.equal(["from 60d to 365d"]);
    const unbounded = marketFile.PARAM_NAMES.filter((name) => limits[name].bounds.length === 0);
    expect(unbounded).to.deep.equal([]);
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
        "quotaPoolEpochs",
        "30.5",
        'params.quotaPoolEpochs is "30.5": write a whole number of epochs, such as "30"',
      ],
      [
        "quotaPoolEpochs",
        "4294967296",
        'params.quotaPoolEpochs is "4294967296": write a whole number of epochs, such as "30"',
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
        /^file is not JSON \(.+\): correct it and try again$/,
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
      const file = withParam("bondPerCredit", "2.1234567 VVV");
      expect(params(file, { vvvDecimals: 7 }).bondPerCredit).to.equal(21_234_567n);
      expect(await refusal(() => params(file, { vvvDecimals: 6 }))).to.equal(
        "params.bondPerCredit has 7 decimals: write at most 6, as the VVV mint has them",
      );
    });
  });
});
