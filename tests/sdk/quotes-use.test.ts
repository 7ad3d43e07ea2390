import { expect } from "chai";
import fc from "fast-check";
import { constants, quotes } from "@diem/sdk";

const { CREDIT_UNIT: CREDIT, DIEM_UNIT: UNIT } = constants;

/** 0.0006 DIEM a credit, a step of 5 %, a match of 20 %. */
const measure = { referencePrice: 600_000n, maxPriceStepBps: 500, quotaMatchBps: 2_000 };

describe("sdk: quotes of use", () => {
  describe("contribution", () => {
    const of = (bought: bigint, price: bigint, quota = 0n, capacity = 10_000n * CREDIT) =>
      quotes.contribution({
        served: { diem: (bought * price) / CREDIT, bought, quota },
        capacity,
        distributed: 1,
        measure,
      });
    const sold = 100n * CREDIT;

    it("counts a credit for one at the reference price or more, and below it for what was paid", () => {
      const paid = [300_000n, 600_000n, 1_200_000n].map((price) => of(sold, price).paid);
      expect(paid).to.deep.equal([50n * CREDIT, sold, sold]);
    });

    it("lets quota at most double what was paid for", () => {
      const used = [0n, 40n, 100n, 101n, 5_000n].map(
        (quota) => of(sold, 600_000n, quota * CREDIT).used / CREDIT,
      );
      expect(used).to.deep.equal([100n, 140n, 200n, 200n, 200n]);
      expect(of(0n, 600_000n, 5n * CREDIT)).to.deep.equal({
        paid: 0n,
        used: 0n,
        rewardable: 0n,
        priceSum: 0n,
      });
    });

    it("rewards quota up to the match of what was paid for, by what it was worth", () => {
      const rewardable = (price: bigint, quota: bigint) =>
        of(sold, price, quota * CREDIT).rewardable / CREDIT;
      expect([19n, 20n, 21n].map((quota) => rewardable(600_000n, quota))).to.deep.equal([
        19n,
        20n,
        20n,
      ]);
      expect(rewardable(300_000n, 100n)).to.equal(10n);
      expect(rewardable(6_000_000n, 100n)).to.equal(20n);
    });

    it("rewards none where revenue was not distributed before the report, and counts it all the same", () => {
      const use = { served: { diem: 60n * UNIT, bought: sold, quota: sold }, capacity: sold };
      const of = (distributed: number) => quotes.contribution({ ...use, distributed, measure });
      expect(of(1).rewardable).to.equal(20n * CREDIT);
      expect(of(0)).to.deep.equal({ ...of(1), rewardable: 0n });
    });

    it("counts no more than the capacity, but matches what was paid for", () => {
      const { paid, used, rewardable } = of(sold, 600_000n, sold, 10n * CREDIT);
      expect([paid, used, rewardable]).to.deep.equal([10n * CREDIT, 10n * CREDIT, 20n * CREDIT]);
    });

    it("takes a price one step from the reference price at most", () => {
      const price = (paid: bigint) => {
        const part = of(sold, paid);
        return part.priceSum / part.paid;
      };
      const prices = [1n, 569_999n, 580_000n, 630_000n, 630_001n, 10n ** 12n].map(price);
      expect(prices).to.deep.equal([570_000n, 570_000n, 580_000n, 630_000n, 630_000n, 630_000n]);
    });

    it("counts at most twice what was bought, and rewards at most the match of it", () => {
      const amount = fc.bigInt({ min: 0n, max: 2n ** 50n });
      fc.assert(
        fc.property(amount, amount, amount, amount, (diem, bought, quota, capacity) => {
          const served = { diem, bought, quota };
          const use = { served, capacity, measure };
          const { paid, used, rewardable } = quotes.contribution({ ...use, distributed: 1 });
          expect(paid <= used && used <= 2n * bought && used <= capacity).to.equal(true);
          expect(rewardable <= quota && 5n * rewardable <= bought).to.equal(true);
        }),
      );
    });
  });

  describe("nextReferencePrice", () => {
    const market = { served: 400n, capacity: 10_000n, floor: 60_000n, cap: 6_000_000n };
    const next = (mean: bigint, paid: bigint, changes: Partial<typeof market> = {}) =>
      quotes.nextReferencePrice({
        reference: 600_000n,
        priceSum: mean * paid,
        paid,
        ...market,
        ...changes,
      });

    it("goes all the way to the mean where enough was paid for", () => {
      expect(next(630_000n, 100n)).to.equal(630_000n);
      expect(next(570_000n, 1_000n)).to.equal(570_000n);
    });

    it("is moved by little use a little, in a quiet market as well", () => {
      expect(next(630_000n, 1n)).to.equal(600_300n); // a hundredth of the way
      expect(next(570_000n, 50n)).to.equal(585_000n);
      // without smoothed use, a hundredth of the capacity counts
      expect(next(630_000n, 1n, { served: 0n })).to.equal(600_300n);
      expect(next(630_000n, 1n, { served: 0n, capacity: 0n })).to.equal(630_000n);
    });

    it("stays within its bounds, and where it is without a sale", () => {
      expect(next(630_000n, 100n, { cap: 610_000n })).to.equal(610_000n);
      expect(next(570_000n, 100n, { floor: 590_000n })).to.equal(590_000n);
      expect(next(630_000n, 0n)).to.equal(600_000n);
    });
  });

  describe("the target's goal", () => {
    const goal = (served: bigint, capacity: bigint) =>
      quotes.targetGoalFloor({
        capacity: capacity * CREDIT,
        served: served * CREDIT,
        creditsPerDiem: CREDIT,
        targetShareBps: 4_000,
        floor: 200n * UNIT,
        cap: 400_000n * UNIT,
      }) / UNIT;

    it("is a share of the use, within what is offered and within its bounds", () => {
      expect(goal(10_000n, 50_000n)).to.equal(4_000n);
      expect(goal(10_000n, 3_000n)).to.equal(3_000n);
      expect(goal(0n, 50_000n)).to.equal(200n);
      expect(goal(500n, 0n)).to.equal(200n);
      expect(goal(10n ** 12n, 10n ** 12n)).to.equal(400_000n);
    });

    it("is approached by half a per cent an epoch", () => {
      const step = (of: bigint) =>
        quotes.targetStep({ current: 200n * UNIT, goal: of * UNIT, maxStepBps: 50 });
      expect([step(4_000n), step(100n), step(200n)]).to.deep.equal([
        201n * UNIT,
        199n * UNIT,
        200n * UNIT,
      ]);
    });
  });

  describe("the quota pool", () => {
    it("pays rewardable quota at most the cap's part of the reference price", () => {
      const pays = (pool: bigint) =>
        quotes.rewardPoolFloor({
          pool,
          rewardable: 20n * CREDIT,
          quotaCapBps: 7_500,
          referencePrice: 600_000n,
        });
      expect([0n, 8_999_999n, 9_000_000n, UNIT].map(pays)).to.deep.equal([
        0n,
        8_999_999n,
        9_000_000n,
        9_000_000n,
      ]);
    });

    it("passes a part of what is left on for each epoch, and all of it after its epochs", () => {
      const passed = (closed: number) =>
        quotes.poolOverflowFloor({ pool: 3_000n, closed, poolEpochs: 30 });
      expect([1, 29, 30, 400].map(passed)).to.deep.equal([100n, 2_900n, 3_000n, 3_000n]);
    });
  });

  describe("splitFee", () => {
    const params = { providerBps: 7_500, quotaBps: 1_000, treasuryBps: 500 };
    const split = (amount: bigint) => quotes.splitFee({ market: { params }, amount });

    it("has four fixed parts, rounded against the provider and the stakers", () => {
      expect(split(UNIT)).to.deep.equal({
        provider: 750_000_000n,
        quota: 100_000_000n,
        treasury: 50_000_000n,
        stakers: 100_000_000n,
      });
      expect(split(7n)).to.deep.equal({ provider: 5n, quota: 1n, treasury: 1n, stakers: 0n });
      expect(split(1n)).to.deep.equal({ provider: 0n, quota: 0n, treasury: 1n, stakers: 0n });
    });

    it("loses nothing", () => {
      fc.assert(
        fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (amount) => {
          const { provider, quota, treasury, stakers } = split(amount);
          expect(provider + quota + treasury + stakers).to.equal(amount);
        }),
      );
    });
  });
});
