import { expect } from "chai";
import fc from "fast-check";
import { constants, errors, quotes } from "@diem/sdk";
import { thrownBy } from "./support";

const UNIT = constants.DIEM_UNIT;
const U64_MAX = 2n ** 64n - 1n;

interface Drawn {
  readonly baseRate: bigint;
  readonly steepnessBps: number;
  readonly targetSupply: bigint;
  readonly filledBps: bigint;
}

/** Venice's market: 90 VVV at zero, k = 2, T = 38,000 DIEM, VVV with 9 decimals. */
const venice = {
  diemOutstanding: 10_000n * UNIT,
  ...steadyTarget(38_000n * UNIT),
  params: { baseRate: 90n * UNIT, steepnessBps: 20_000 },
};

/** A target that never changes, and epochs of ten seconds. */
function steadyTarget(target: bigint) {
  const figures = { targetSupply: target, nextTarget: target, nextTargetEpoch: 0 };
  return { ...figures, genesisTs: 0n, epochSecs: 10n };
}

async function refusal(call: () => unknown): Promise<string> {
  const error = await thrownBy(call);
  expect(error).to.be.instanceOf(errors.QuoteError);
  return error.name;
}

describe("sdk: quotes", () => {
  const now = 100n;

  describe("the mint curve", () => {
    const rate = (supply: bigint) =>
      Number(quotes.marginalRate({ market: venice, supply, now })) / 1e9;

    it("has Venice's marginal rates", () => {
      expect(rate(0n)).to.equal(90);
      expect(rate(10_000n * UNIT)).to.be.closeTo(93.34, 0.01);
      expect(rate(38_000n * UNIT)).to.be.closeTo(665.015, 0.01);
      expect(quotes.marginalRate({ market: venice, now })).to.equal(
        quotes.marginalRate({ market: venice, supply: venice.diemOutstanding, now }),
      );
    });

    it("has a marginal rate between the costs of the DIEM before and the DIEM after", () => {
      const { params, targetSupply: target } = venice;
      for (const whole of [1n, 10_000n, 38_000n, 60_000n]) {
        const supply = whole * UNIT;
        const curve = { ...params, target };
        const before = quotes.curve.mintCost({ ...curve, supply: supply - UNIT, amount: UNIT });
        const after = quotes.curve.mintCost({ ...curve, supply, amount: UNIT });
        const marginal = quotes.marginalRate({ market: venice, supply, now });
        expect(before <= marginal + 1n && marginal <= after + 1n, String(whole)).to.equal(true);
      }
    });

    it("quotes what a mint locks, its average rate and its ratio", () => {
      const quote = quotes.mintCost({ market: venice, amount: 3n, now });
      const { params, targetSupply: target, diemOutstanding: supply } = venice;
      const curve = { ...params, target };
      const cost = (at: bigint) => quotes.curve.costCeil({ ...curve, supply: at });
      expect(quote.vvvLocked).to.equal(cost(supply + 3n) - cost(supply));
      expect(quote.averageRate).to.equal((quote.vvvLocked * UNIT + 2n) / 3n);
      expect(quote.ratio).to.equal(2_631n);
    });

    it("takes the next target from the first second of its epoch on", () => {
      const next = 40_000n * UNIT;
      const market = { ...venice, nextTarget: next, nextTargetEpoch: 11 };
      const targets = [109n, 110n, 1_000n].map((at) => quotes.targetSupply({ market, now: at }));
      expect(targets).to.deep.equal([venice.targetSupply, next, next]);
      const cost = (at: bigint, of = market) =>
        quotes.mintCost({ market: of, amount: UNIT, now: at }).vvvLocked;
      const moved = { ...market, targetSupply: next };
      expect(cost(109n)).to.equal(cost(109n, venice));
      expect(cost(110n)).to.equal(cost(109n, moved));
      expect(cost(110n) < cost(109n)).to.equal(true);
      const ends = [109n, 110n].map((at) => quotes.maxMintable({ market, vvv: U64_MAX, now: at }));
      const edges = [venice.targetSupply, next].map(
        (target) =>
          quotes.curve.largestSupply({ ...venice.params, target }) - venice.diemOutstanding,
      );
      expect(ends).to.deep.equal(edges);
    });

    it("refuses what the program refuses", async () => {
      const mint = (amount: bigint, market = venice) =>
        refusal(() => quotes.mintCost({ market, amount, now }));
      expect(await mint(0n)).to.equal("ZeroAmount");
      expect(await mint(100_000n * UNIT)).to.equal("OutsideMintCurve");
      expect(await mint(U64_MAX)).to.equal("OutsideMintCurve");
      const cheap = { ...venice, params: { ...venice.params, baseRate: 1n } };
      expect(await mint(1n, cheap)).to.equal("MintTooSmall");
      const beyond = () => quotes.marginalRate({ market: venice, supply: 61_000n * UNIT, now });
      expect(await refusal(beyond)).to.equal("OutsideMintCurve");
    });

    it("ends at its largest supply", async () => {
      const { params, targetSupply: target } = venice;
      const curve = { ...params, target };
      const largest = quotes.curve.largestSupply(curve);
      quotes.curve.costCeil({ ...curve, supply: largest });
      const beyond = () => quotes.curve.costCeil({ ...curve, supply: largest + 1n });
      expect(await refusal(beyond)).to.equal("OutsideMintCurve");
    });

    it("reaches the last u64 on the widest curve that a market may have", () => {
      const widest = { baseRate: 1n, steepnessBps: 0, target: U64_MAX / 3n };
      expect(quotes.curve.largestSupply(widest)).to.equal(U64_MAX);
      expect(quotes.curve.costCeil({ ...widest, supply: U64_MAX }) > 0n).to.equal(true);
    });
  });

  const curves = (maxTarget: bigint) =>
    fc.record({
      baseRate: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      steepnessBps: fc.integer({ min: 0, max: 40_000 }),
      targetSupply: fc.bigInt({ min: 1n, max: maxTarget }),
      filledBps: fc.bigInt({ min: 0n, max: 40_000n }),
    });
  const marketOf = ({ targetSupply, filledBps, ...params }: Drawn) => ({
    diemOutstanding: (targetSupply * filledBps) / 10_000n,
    ...steadyTarget(targetSupply),
    params,
  });
  /** What the program locks for a mint; null where it refuses. */
  const locks = (market: typeof venice, amount: bigint) => {
    try {
      return quotes.mintCost({ market, amount, now }).vvvLocked;
    } catch {
      return null;
    }
  };

  it("maxMintable can be minted, and one more cannot", () => {
    const vvv = fc.bigInt({ min: 0n, max: 10n ** 18n });
    fc.assert(
      fc.property(curves(10n ** 15n), vvv, (curve, budget) => {
        const market = marketOf(curve);
        const most = quotes.maxMintable({ market, vvv: budget, now });
        if (most > 0n) expect(locks(market, most)).to.satisfy((cost: bigint) => cost <= budget);
        const more = locks(market, most + 1n);
        expect(more === null || more > budget).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it("maxMintable is what trying every amount finds", () => {
    const vvv = fc.bigInt({ min: 0n, max: 200n });
    fc.assert(
      fc.property(curves(100n), fc.constantFrom(1n, 10n ** 6n), vvv, (curve, factor, budget) => {
        const market = marketOf({ ...curve, baseRate: curve.baseRate * factor });
        let most = 0n;
        for (let amount = 1n; amount <= 400n; amount++) {
          const cost = locks(market, amount);
          if (cost !== null && cost <= budget) most = amount;
        }
        expect(quotes.maxMintable({ market, vvv: budget, now })).to.equal(most);
      }),
      { numRuns: 100 },
    );
  });

  it("maxMintable reaches the edge of the curve, and gives nothing beyond it", () => {
    const edge = quotes.curve.largestSupply(quotes.curveOf({ market: venice, now }));
    expect(quotes.maxMintable({ market: venice, vvv: U64_MAX, now })).to.equal(
      edge - venice.diemOutstanding,
    );
    const past = { ...venice, diemOutstanding: edge + 1n };
    expect(quotes.maxMintable({ market: past, vvv: U64_MAX, now })).to.equal(0n);
  });

  it("burnUnlock gives the position's own average, and all of it for all", async () => {
    const position = { locked: 10n, outstanding: 3n };
    expect(quotes.burnUnlock({ position, amount: 1n })).to.equal(3n);
    expect(quotes.burnUnlock({ position, amount: 3n })).to.equal(10n);
    const burn = (amount: bigint, of = position) =>
      refusal(() => quotes.burnUnlock({ position: of, amount }));
    expect(await burn(0n)).to.equal("ZeroAmount");
    expect(await burn(4n)).to.equal("BurnAboveOutstanding");
    expect(await burn(1n, { locked: 1n, outstanding: 2n })).to.equal("BurnTooSmall");
  });

  describe("accrual", () => {
    const index = { perShare: 0n, carry: 0n };
    const market = {
      totalStaked: 100n,
      totalLocked: 40n,
      feesOwed: 0n,
      rewardsOwed: 0n,
      quotaPool: 0n,
      feeIndex: index,
      rewardIndexes: { unlocked: index, locked: index },
      feeStream: { remaining: 1_000n, lastTs: 0n, endTs: 10n },
      rewardStream: { remaining: 5_000n, lastTs: 0n, endTs: 10n },
      params: { lockedHaircutBps: 2_000 },
    };
    const position = {
      staked: 100n,
      locked: 40n,
      feeCheckpoint: 0n,
      unlockedCheckpoint: 0n,
      lockedCheckpoint: 0n,
      unclaimedFees: 7n,
      unclaimedRewards: 9n,
    };

    it("releases half of both streams at half time, less the haircut of what is locked", () => {
      const after = quotes.accrue(market, 5n);
      expect(after.feesOwed).to.equal(500n);
      expect(after.quotaPool).to.equal(200n); // 2,500 * 40 % locked * 20 %
      expect(after.rewardsOwed).to.equal(2_300n);
      expect(after.feeStream).to.deep.equal({ remaining: 500n, lastTs: 5n, endTs: 10n });
      expect(quotes.claimable({ market, position, now: 5n })).to.deep.equal({
        fees: 507n,
        rewards: 2_309n,
      });
    });

    it("stands still while nobody is staked", () => {
      const after = quotes.accrue({ ...market, totalStaked: 0n, totalLocked: 0n }, 5n);
      expect(after.feeStream).to.deep.equal({ remaining: 1_000n, lastTs: 5n, endTs: 15n });
      expect(after.feesOwed).to.equal(0n);
    });

    it("changes neither its input nor, when the clock stands, anything", () => {
      const frozen = Object.freeze(structuredClone(market));
      expect(quotes.accrue(frozen, 0n)).to.deep.equal(market);
      quotes.accrue(frozen, 5n);
      expect(frozen).to.deep.equal(market);
    });

    it("loses nothing: what was released is owed, kept back or still to come", () => {
      const u40 = fc.bigInt({ min: 0n, max: 2n ** 40n });
      fc.assert(
        fc.property(
          u40,
          u40,
          u40,
          fc.bigInt({ min: 0n, max: 20n }),
          (fees, rewards, staked, now) => {
            const made = {
              ...market,
              totalStaked: staked + 1n,
              totalLocked: staked / 2n,
              feeStream: { ...market.feeStream, remaining: fees },
              rewardStream: { ...market.rewardStream, remaining: rewards },
            };
            const after = quotes.accrue(made, now);
            expect(after.feesOwed + after.feeStream.remaining).to.equal(fees);
            const kept = after.rewardsOwed + after.quotaPool;
            expect(kept + after.rewardStream.remaining).to.equal(rewards);
          },
        ),
      );
    });
  });

  it("says when a ticket can be paid out", () => {
    const ticket = { readyTs: 100n };
    expect(quotes.ticketReady({ ticket, now: 99n })).to.equal(false);
    expect(quotes.ticketReady({ ticket, now: 100n })).to.equal(true);
  });

  it("rounds slippage away from the amount, within a u64", async () => {
    expect(quotes.withSlippage({ amount: 101n, bps: 50 })).to.deep.equal({ max: 102n, min: 100n });
    expect(quotes.withSlippage({ amount: 101n, bps: 0 })).to.deep.equal({ max: 101n, min: 101n });
    expect(quotes.withSlippage({ amount: U64_MAX, bps: 1 }).max).to.equal(U64_MAX);
    for (const bps of [-1, 10_001, 0.5, Number.NaN]) {
      const error = await thrownBy(() => quotes.withSlippage({ amount: 1n, bps }));
      expect(error).to.be.instanceOf(errors.AmountError);
    }
  });
});
