import { expect } from "chai";
import { constants, errors, quotes } from "@diem/sdk";
import { thrownBy } from "./support";

const { BPS, CREDIT_UNIT, DIEM_UNIT } = constants;
const DAY = 86_400n;
const YEAR = 365n * DAY;
const VVV = 1_000_000n; // a VVV of six decimals, so that a confusion of units shows
const index = { perShare: 0n, carry: 0n };

/** 1,000 VVV staked, 400 of it behind 4 DIEM; both streams have ten days left. */
const market = {
  vvvDecimals: 6,
  totalStaked: 1_000n * VVV,
  totalLocked: 400n * VVV,
  diemOutstanding: 4n * DIEM_UNIT,
  feesOwed: 0n,
  rewardsOwed: 0n,
  quotaPool: 6n * VVV,
  feeIndex: index,
  rewardIndexes: { unlocked: index, locked: index },
  feeStream: { remaining: 20n * DIEM_UNIT, lastTs: 0n, endTs: 10n * DAY },
  rewardStream: { remaining: 30n * VVV, lastTs: 0n, endTs: 10n * DAY },
  genesisTs: 0n,
  epochSecs: DAY,
  targetSupply: 100n * DIEM_UNIT,
  nextTarget: 100n * DIEM_UNIT,
  nextTargetEpoch: 0,
  referencePrice: DIEM_UNIT / 10n,
  utilisationEma: 0n,
  params: {
    ...constants.DEFAULT_PARAMS,
    baseRate: 90n * VVV,
    bondPerCredit: 2n * VVV,
    rewardCap: VVV,
  },
};
const price = { numerator: 5n, denominator: 2n }; // 2.5 VVV a DIEM

describe("sdk: quotes of returns", () => {
  describe("stakerApr", () => {
    it("is what the streams pay a year at the rates of now", () => {
      const apr = quotes.stakerApr({ market, vvvPerDiem: price, now: 0n });
      // 20 DIEM worth 50 VVV, and 30 VVV, to 1,000 VVV in ten days
      expect(apr).to.deep.equal({
        fees: 18_250n,
        rewards: 10_950n,
        quota: 0n,
        total: 29_200n,
        diem: { fees: 730_000_000n, quota: 0n }, // 0.73 DIEM a year per VVV
      });
    });

    it("keeps to the rate while a stream runs, and ends with it", () => {
      const later = quotes.stakerApr({ market, vvvPerDiem: price, now: 5n * DAY });
      expect(later.total).to.equal(29_200n);
      const over = quotes.stakerApr({ market, vvvPerDiem: price, now: 10n * DAY });
      expect(over.total).to.equal(0n);
    });

    it("values no DIEM without a price", () => {
      const apr = quotes.stakerApr({ market, now: 0n });
      expect([apr.fees, apr.total]).to.deep.equal([null, null]);
      expect([apr.rewards, apr.diem.fees]).to.deep.equal([10_950n, 730_000_000n]);
    });

    it("is nothing while nobody is staked", () => {
      const empty = { ...market, totalStaked: 0n, totalLocked: 0n };
      expect(quotes.stakerApr({ market: empty, vvvPerDiem: price, now: DAY }).total).to.equal(0n);
    });

    it("promises for a day what a claim pays after it, but for the last unit", () => {
      const { rewards, diem } = quotes.stakerApr({ market, now: 0n });
      const position = {
        staked: 100n * VVV,
        locked: 0n,
        feeCheckpoint: 0n,
        unlockedCheckpoint: 0n,
        lockedCheckpoint: 0n,
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
        expect(await thrownBy(call)).to.be.instanceOf(errors.AmountError);
      }
    });
  });

  describe("minterApr", () => {
    const minted = { locked: 400n * VVV, outstanding: 4n * DIEM_UNIT };

    it("takes the haircut off the rewards, and adds the quota at the reference price", () => {
      const apr = quotes.minterApr({ market, minted, vvvPerDiem: price, now: 0n });
      // 4 credits a day at 0.1 DIEM: 146 DIEM a year, worth 365 VVV, to 400 VVV
      expect(apr).to.deep.equal({
        fees: 18_250n,
        rewards: 8_760n,
        quota: 9_125n,
        total: 36_135n,
        diem: { fees: 730_000_000n, quota: 365_000_000n },
      });
    });

    it("counts the epochs of a year, however long one is", () => {
      const weekly = { ...market, epochSecs: 7n * DAY };
      const quota = (of: typeof market) =>
        quotes.minterApr({ market: of, minted, now: 0n }).diem.quota;
      expect(quota(weekly)).to.equal(quota(market) / 7n);
    });

    it("is that of the next DIEM at the marginal rate, unless something was minted", () => {
      const locked = quotes.marginalRate({ market, now: 0n });
      const next = quotes.minterApr({
        market,
        minted: { locked, outstanding: DIEM_UNIT },
        vvvPerDiem: price,
        now: 0n,
      });
      expect(quotes.minterApr({ market, vvvPerDiem: price, now: 0n })).to.deep.equal(next);
      expect(next.quota).to.equal(
        ((YEAR / DAY) * ((DIEM_UNIT / 10n) * VVV * 5n * 10_000n)) / (2n * DIEM_UNIT * locked),
      );
    });

    it("values no quota without a price", () => {
      const apr = quotes.minterApr({ market, minted, now: 0n });
      expect([apr.quota, apr.total, apr.diem.quota]).to.deep.equal([null, null, 365_000_000n]);
    });
  });

  const record = {
    epoch: 3,
    closed: true,
    capacity: 0n,
    counted: 0n,
    quota: 10n * CREDIT_UNIT,
    rewardPool: 7n * VVV,
    utilisationBps: 0,
  };

  describe("coverage", () => {
    const committed = { previous: 0n, current: 8n * CREDIT_UNIT, next: 8n * CREDIT_UNIT, epoch: 5 };
    const provider = { committed, retiring: false, lastQuotaEpoch: 0 };
    const records = [
      record,
      { ...record, epoch: 4, quota: 30n * CREDIT_UNIT, rewardPool: 3n * VVV },
      { ...record, epoch: 5, closed: false },
    ];
    const given = { market, records, providers: [provider], now: 5n * DAY };

    it("is what a credit earned, and what the pool would pay", () => {
      // half of the reward stream, 15 VVV, of which 40 % are locked and cut by 20 %
      const pool = 6n * VVV + 1_200_000n;
      expect(quotes.coverage({ ...given, vvvPerDiem: price })).to.deep.equal({
        epochs: 2,
        quotaServed: 40n * CREDIT_UNIT,
        paidPerCredit: VVV / 4n,
        pool,
        outstanding: 8n * CREDIT_UNIT,
        poolPerCredit: 900_000n,
        paidBps: 10_000n, // a credit is worth 0.1 DIEM, which is 0.25 VVV
        poolBps: 36_000n,
      });
    });

    it("is capped as the reward is, and unvalued without a price", () => {
      const thrifty = { ...market, params: { ...market.params, rewardCap: 300_000n } };
      const { poolPerCredit, paidBps, poolBps } = quotes.coverage({ ...given, market: thrifty });
      expect([poolPerCredit, paidBps, poolBps]).to.deep.equal([300_000n, null, null]);
    });

    it("is unknown where nothing was served or is owed", () => {
      const retired = { ...provider, retiring: true, lastQuotaEpoch: 4 };
      const none = quotes.coverage({
        ...given,
        records: [],
        providers: [retired],
        vvvPerDiem: price,
      });
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

    it("is the share at the smoothed utilisation, the newest reward and the bond", () => {
      const records = [
        record,
        { ...record, epoch: 6, quota: 0n },
        { ...record, epoch: 7, closed: false },
      ];
      const busy = { ...market, utilisationEma: 7_000n << 32n };
      expect(quotes.providerReturn({ market: busy, records, capacity, price: 3n })).to.deep.equal({
        revenueShareBps: 8_000,
        revenuePerCredit: 2n,
        rewardedEpoch: 3,
        rewardPerCredit: 700_000n,
        bondRequired: 2_000n * VVV,
      });
    });

    it("sells at the reference price, and has no reward yet", () => {
      const sold = quotes.providerReturn({ market, records: [], capacity, price: null });
      expect(sold.revenuePerCredit).to.equal(85_000_000n);
      expect([sold.rewardedEpoch, sold.rewardPerCredit]).to.deep.equal([null, null]);
    });
  });

  describe("utilisation", () => {
    const half = { ...market, utilisationEma: 5_000n << 32n };

    it("is that of the record, and what it would make of the average", () => {
      const full = { counted: 9n, capacity: 10n };
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
