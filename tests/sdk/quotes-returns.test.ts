import { expect } from "chai";
import { constants, quotes } from "@diem/sdk";
import { thrownBy } from "./support";

const { BPS, CREDIT_UNIT, DIEM_UNIT } = constants;
const DAY = 86_400n;
const YEAR = 365n * DAY;
const VVV = 1_000_000n; // a VVV of six decimals, so that a confusion of units shows
const index = { perShare: 0n, carry: 0n };

/** A figure that never changes. */
function steady(value: bigint) {
  return { previous: value, current: value, next: value, epoch: 0 };
}

/** 1,000 VVV staked, 400 of it behind 4 DIEM, which the haircut takes to a weight of 920; ten days of both streams. */
const market = {
  vvvDecimals: 6,
  totalStaked: 1_000n * VVV,
  rewardWeight: 920n * VVV,
  feesOwed: 0n,
  rewardsOwed: 0n,
  quotaPool: 2n * DIEM_UNIT,
  feeIndex: index,
  rewardIndex: index,
  feeStream: { remaining: 20n * DIEM_UNIT, lastTs: 0n, leftQ32: (10n * DAY) << 32n },
  rewardStream: { remaining: 46n * VVV, lastTs: 0n, leftQ32: (10n * DAY) << 32n },
  genesisTs: 0n,
  epochSecs: DAY,
  targetSupply: 100n * DIEM_UNIT,
  nextTarget: 100n * DIEM_UNIT,
  nextTargetEpoch: 0,
  referencePrice: steady(DIEM_UNIT / 10n),
  utilisationEma: 0n,
  params: {
    ...constants.DEFAULT_PARAMS,
    baseRate: 90n * VVV,
    bondPerCredit: 2n * VVV,
  },
};
const supply = 4n * DIEM_UNIT;
const price = { numerator: 5n, denominator: 2n }; // 2.5 VVV a DIEM

describe("sdk: quotes of returns", () => {
  describe("stakerApr", () => {
    it("is what the streams pay a year at the rates of now", () => {
      const apr = quotes.stakerApr({ market, vvvPerDiem: price, now: 0n });
      // 20 DIEM worth 50 VVV to 1,000 VVV in ten days, and 46 VVV to a weight of 920
      expect(apr).to.deep.equal({
        fees: 18_250n,
        rewards: 18_250n,
        quota: 0n,
        total: 36_500n,
        diem: { fees: 730_000_000n, quota: 0n }, // 0.73 DIEM a year per VVV
      });
    });

    it("keeps to the rate while a stream runs, and ends with it", () => {
      const later = quotes.stakerApr({ market, vvvPerDiem: price, now: 5n * DAY });
      expect(later.total).to.equal(36_500n);
      const over = quotes.stakerApr({ market, vvvPerDiem: price, now: 10n * DAY });
      expect(over.total).to.equal(0n);
    });

    it("values no DIEM without a price", () => {
      const apr = quotes.stakerApr({ market, now: 0n });
      expect([apr.fees, apr.total]).to.deep.equal([null, null]);
      expect([apr.rewards, apr.diem.fees]).to.deep.equal([18_250n, 730_000_000n]);
    });

    it("is nothing while nobody is staked", () => {
      const empty = { ...market, totalStaked: 0n, rewardWeight: 0n };
      expect(quotes.stakerApr({ market: empty, vvvPerDiem: price, now: DAY }).total).to.equal(0n);
    });

    it("promises for a day what a claim pays after it, but for the last unit", () => {
      const { rewards, diem } = quotes.stakerApr({ market, now: 0n });
      const position = {
        staked: 100n * VVV,
        locked: 0n,
        feeCheckpoint: 0n,
        rewardCheckpoint: 0n,
        unclaimedFees: 0n,
        unclaimedRewards: 0n,
      };
      const day = quotes.claimable({ market, position, now: DAY });
      expect(day.fees).to.equal((diem.fees * 100n) / 365n);
      const promised = (rewards * 100n * VVV) / (365n * BigInt(BPS));
      expect(promised - day.rewards).to.be.oneOf([0n, 1n]);
    });

    it("refuses a price that is none", async () => {
      for (const bad of [
        { ...price, numerator: 0n },
        { ...price, denominator: -1n },
      ]) {
        const call = () => quotes.stakerApr({ market, vvvPerDiem: bad, now: 0n });
        expect(await thrownBy(call)).to.have.property("name", "InvalidAmount");
      }
    });
  });

  describe("minterApr", () => {
    const minted = { locked: 400n * VVV, bill: 4n * DIEM_UNIT };

    it("takes the haircut off the rewards, and adds the quota at the reference price", () => {
      const apr = quotes.minterApr({ market, supply, minted, vvvPerDiem: price, now: 0n });
      // 4 credits a day at 0.1 DIEM: 146 DIEM a year, worth 365 VVV, to 400 VVV
      expect(apr).to.deep.equal({
        fees: 18_250n,
        rewards: 14_600n,
        quota: 9_125n,
        total: 41_975n,
        diem: { fees: 730_000_000n, quota: 365_000_000n },
      });
    });

    it("counts the epochs of a year, however long one is", () => {
      const weekly = { ...market, epochSecs: 7n * DAY };
      const quota = (of: typeof market) =>
        quotes.minterApr({ market: of, supply, minted, now: 0n }).diem.quota;
      expect(quota(weekly)).to.equal(quota(market) / 7n);
    });

    it("is that of the next DIEM at the marginal rate, unless something was minted", () => {
      const locked = quotes.marginalRate({ market, supply, now: 0n });
      const next = quotes.minterApr({
        market,
        supply,
        minted: { locked, bill: DIEM_UNIT },
        vvvPerDiem: price,
        now: 0n,
      });
      const unless = quotes.minterApr({ market, supply, vvvPerDiem: price, now: 0n });
      expect(unless).to.deep.equal(next);
      expect(next.quota).to.equal(
        ((YEAR / DAY) * ((DIEM_UNIT / 10n) * VVV * 5n * 10_000n)) / (2n * DIEM_UNIT * locked),
      );
    });

    it("values no quota without a price", () => {
      const apr = quotes.minterApr({ market, supply, minted, now: 0n });
      expect([apr.quota, apr.total, apr.diem.quota]).to.deep.equal([null, null, 365_000_000n]);
    });
  });

  /** 30 credits of quota served, 20 of them rewardable at 0.1 DIEM and three quarters: 1.5 DIEM if the pool has it. */
  const record = {
    epoch: 3,
    closed: true,
    capacity: 0n,
    referencePrice: DIEM_UNIT / 10n,
    quotaCapBps: 7_500,
    paid: 100n * CREDIT_UNIT,
    quota: 30n * CREDIT_UNIT,
    used: 130n * CREDIT_UNIT,
    rewardable: 20n * CREDIT_UNIT,
    priceSum: 0n,
    rewardPool: (3n * DIEM_UNIT) / 2n,
    utilisationBps: 0,
  };

  describe("coverage", () => {
    const committed = { previous: 0n, current: 8n * CREDIT_UNIT, next: 8n * CREDIT_UNIT, epoch: 5 };
    const provider = { committed, retiring: false, lastQuotaEpoch: 0 };
    const records = [
      record,
      // at half the price: 10 credits, of which nothing was rewardable
      {
        ...record,
        epoch: 4,
        quota: 10n * CREDIT_UNIT,
        rewardPool: 0n,
        referencePrice: DIEM_UNIT / 20n,
      },
      { ...record, epoch: 5, closed: false },
    ];
    const given = { market, records, providers: [provider], now: 5n * DAY };

    it("is what a credit earned of its face value, and what the pool would pay", () => {
      expect(quotes.coverage(given)).to.deep.equal({
        epochs: 2,
        quotaServed: 40n * CREDIT_UNIT,
        paidPerCredit: 37_500_000n, // 1.5 DIEM for 40 credits
        paidBps: 4_285n, // of 30 credits at 0.1 DIEM and 10 at 0.05
        pool: 2n * DIEM_UNIT,
        outstanding: 8n * CREDIT_UNIT,
        poolPerCredit: 75_000_000n, // capped: 0.6 of 2 DIEM
        poolBps: 7_500n,
      });
    });

    it("shares a pool that has less than the cap", () => {
      const poor = { ...market, quotaPool: DIEM_UNIT / 5n };
      const { poolPerCredit, poolBps } = quotes.coverage({ ...given, market: poor });
      expect([poolPerCredit, poolBps]).to.deep.equal([25_000_000n, 2_500n]);
    });

    it("goes by the reference price of now", () => {
      const doubled = { ...market.referencePrice, next: DIEM_UNIT / 5n, epoch: 4 };
      const dearer = { ...market, referencePrice: doubled };
      const { poolPerCredit, poolBps } = quotes.coverage({ ...given, market: dearer });
      expect([poolPerCredit, poolBps]).to.deep.equal([150_000_000n, 7_500n]);
    });

    it("is unknown where nothing was served or is owed", () => {
      const retired = { ...provider, retiring: true, lastQuotaEpoch: 4 };
      const none = quotes.coverage({ ...given, records: [], providers: [retired] });
      expect(none.outstanding).to.equal(0n);
      const { paidPerCredit, poolPerCredit, paidBps, poolBps } = none;
      expect([paidPerCredit, poolPerCredit, paidBps, poolBps]).to.deep.equal(Array(4).fill(null));
      const leaving = { ...retired, lastQuotaEpoch: 5 };
      const still = quotes.coverage({ ...given, providers: [leaving] });
      expect(still.outstanding).to.equal(8n * CREDIT_UNIT);
    });
  });

  describe("providerReturn", () => {
    const capacity = 1_000n * CREDIT_UNIT;

    it("is the fixed share, the newest reward of a rewardable credit and the bond", () => {
      const records = [
        record,
        { ...record, epoch: 2, rewardPool: 1n },
        { ...record, epoch: 6, rewardable: 0n, rewardPool: 0n },
        { ...record, epoch: 7, closed: false },
      ];
      expect(quotes.providerReturn({ market, records, capacity, price: 5n })).to.deep.equal({
        revenueShareBps: 7_500,
        revenuePerCredit: 3n,
        quotaMatchBps: 2_000,
        rewardedEpoch: 3,
        rewardPerCredit: 75_000_000n, // 1.5 DIEM for 20 credits
        bondRequired: 2_000n * VVV,
      });
    });

    it("has no reward yet where nothing was rewardable", () => {
      const sold = quotes.providerReturn({ market, records: [], capacity, price: 100n });
      expect(sold.revenuePerCredit).to.equal(75n);
      expect([sold.rewardedEpoch, sold.rewardPerCredit]).to.deep.equal([null, null]);
    });
  });

  describe("utilisation", () => {
    const half = { ...market, utilisationEma: 5_000n << 32n };

    it("is that of the record, and what it would make of the average", () => {
      const full = { used: 9n, capacity: 10n };
      expect(quotes.utilisation({ market: half, record: full })).to.deep.equal({
        epochBps: 9_000,
        emaBps: 5_000,
        nextEmaBps: 5_400,
      });
      const idle = quotes.utilisation({ market: half, record: null });
      expect(idle).to.deep.equal({ epochBps: 0, emaBps: 5_000, nextEmaBps: 4_500 });
    });
  });
});
