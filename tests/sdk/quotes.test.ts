import { expect } from "chai";
import fc from "fast-check";
import { constants, quotes, U64_MAX } from "@diem/sdk";
import { thrownBy } from "./support";

const UNIT = constants.DIEM_UNIT;

interface Drawn {
  readonly baseRate: bigint;
  readonly steepnessBps: number;
  readonly targetSupply: bigint;
  readonly filledBps: bigint;
}

/** Venice's market: 90 VVV at zero, k = 2, T = 38,000 DIEM, VVV with 9 decimals. */
const venice = {
  ...steadyTarget(38_000n * UNIT),
  params: { baseRate: 90n * UNIT, steepnessBps: 20_000 },
};
/** DIEM base units that exist of it. */
const supply = 10_000n * UNIT;

/** A target that never changes, and epochs of ten seconds. */
function steadyTarget(target: bigint) {
  const figures = { targetSupply: target, nextTarget: target, nextTargetEpoch: 0 };
  return { ...figures, genesisTs: 0n, epochSecs: 10n };
}

async function refusal(call: () => unknown): Promise<string> {
  const error = await thrownBy(call);
  expect(error).to.have.property("source", "quote");
  return error.name;
}

describe("sdk: quotes", () => {
  const now = 100n;

  describe("the mint curve", () => {
    const rate = (at: bigint) =>
      Number(quotes.marginalRate({ market: venice, supply: at, now })) / 1e9;

    it("has Venice's marginal rates", () => {
      expect(rate(0n)).to.equal(90);
      expect(rate(10_000n * UNIT)).to.be.closeTo(93.34, 0.01);
      expect(rate(38_000n * UNIT)).to.be.closeTo(665.015, 0.01);
    });

    it("has a marginal rate between the costs of the DIEM before and the DIEM after", () => {
      const { params, targetSupply: target } = venice;
      for (const whole of [1n, 10_000n, 38_000n, 60_000n]) {
        const at = whole * UNIT;
        const curve = { ...params, target };
        const before = quotes.curve.mintCost({ ...curve, supply: at - UNIT, amount: UNIT });
        const after = quotes.curve.mintCost({ ...curve, supply: at, amount: UNIT });
        const marginal = quotes.marginalRate({ market: venice, supply: at, now });
        expect(before <= marginal + 1n && marginal <= after + 1n, String(whole)).to.equal(true);
      }
    });

    it("quotes what a mint locks, its average rate and its ratio", () => {
      const quote = quotes.mintQuote({ market: venice, supply, amount: 3n, now });
      const { params, targetSupply: target } = venice;
      const curve = { ...params, target };
      const cost = (at: bigint) => quotes.curve.cost({ ...curve, supply: at });
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
        quotes.mintQuote({ market: of, supply, amount: UNIT, now: at }).vvvLocked;
      const moved = { ...market, targetSupply: next };
      expect(cost(109n)).to.equal(cost(109n, venice));
      expect(cost(110n)).to.equal(cost(109n, moved));
      expect(cost(110n) < cost(109n)).to.equal(true);
      const ends = [109n, 110n].map((at) =>
        quotes.maxMintable({ market, supply, vvv: U64_MAX, now: at }),
      );
      const edges = [venice.targetSupply, next].map(
        (target) => quotes.curve.largestSupply({ ...venice.params, target }) - supply,
      );
      expect(ends).to.deep.equal(edges);
    });

    it("refuses what the program refuses", async () => {
      const mint = (amount: bigint, market = venice) =>
        refusal(() => quotes.mintQuote({ market, supply, amount, now }));
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
      quotes.curve.cost({ ...curve, supply: largest });
      const beyond = () => quotes.curve.cost({ ...curve, supply: largest + 1n });
      expect(await refusal(beyond)).to.equal("OutsideMintCurve");
    });

    it("reaches the last u64 on the widest curve that a market may have", () => {
      const widest = { baseRate: 1n, steepnessBps: 0, target: U64_MAX / 3n };
      expect(quotes.curve.largestSupply(widest)).to.equal(U64_MAX);
      expect(quotes.curve.cost({ ...widest, supply: U64_MAX }) > 0n).to.equal(true);
    });
  });

  const curves = (maxTarget: bigint) =>
    fc.record({
      baseRate: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      steepnessBps: fc.integer({ min: 0, max: 40_000 }),
      targetSupply: fc.bigInt({ min: 1n, max: maxTarget }),
      filledBps: fc.bigInt({ min: 0n, max: 40_000n }),
    });
  const drawn = ({ targetSupply, filledBps, ...params }: Drawn) => ({
    market: { ...steadyTarget(targetSupply), params },
    supply: (targetSupply * filledBps) / 10_000n,
    now,
  });
  /** What the program locks for a mint; null where it refuses. */
  const locks = (at: quotes.MintingAt, amount: bigint) => {
    try {
      return quotes.mintQuote({ ...at, amount }).vvvLocked;
    } catch {
      return null;
    }
  };

  it("maxMintable can be minted, and one more cannot", () => {
    const vvv = fc.bigInt({ min: 0n, max: 10n ** 18n });
    fc.assert(
      fc.property(curves(10n ** 15n), vvv, (curve, budget) => {
        const at = drawn(curve);
        const most = quotes.maxMintable({ ...at, vvv: budget });
        if (most > 0n) expect(locks(at, most)).to.satisfy((cost: bigint) => cost <= budget);
        const more = locks(at, most + 1n);
        expect(more === null || more > budget).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });

  it("maxMintable is what trying every amount finds", () => {
    const vvv = fc.bigInt({ min: 0n, max: 200n });
    fc.assert(
      fc.property(curves(100n), fc.constantFrom(1n, 10n ** 6n), vvv, (curve, factor, budget) => {
        const at = drawn({ ...curve, baseRate: curve.baseRate * factor });
        let most = 0n;
        for (let amount = 1n; amount <= 400n; amount++) {
          const cost = locks(at, amount);
          if (cost !== null && cost <= budget) most = amount;
        }
        expect(quotes.maxMintable({ ...at, vvv: budget })).to.equal(most);
      }),
      { numRuns: 100 },
    );
  });

  it("maxMintable reaches the edge of the curve, and gives nothing beyond it", () => {
    const edge = quotes.curve.largestSupply(quotes.curveOf({ market: venice, now }));
    const mintable = (from: bigint) =>
      quotes.maxMintable({ market: venice, supply: from, vvv: U64_MAX, now });
    expect(mintable(supply)).to.equal(edge - supply);
    expect(mintable(edge - 1n)).to.equal(1n);
    expect(mintable(edge + 1n)).to.equal(0n);
  });

  describe("accrual", () => {
    const index = { perShare: 0n, carry: 0n };
    const left = (secs: bigint) => secs << 32n;
    const market = {
      totalStaked: 100n,
      rewardWeight: 92n,
      feesOwed: 0n,
      rewardsOwed: 0n,
      feeIndex: index,
      rewardIndex: index,
      feeStream: { remaining: 1_000n, lastTs: 0n, leftQ32: left(10n) },
      rewardStream: { remaining: 5_000n, lastTs: 0n, leftQ32: left(10n) },
      params: { lockedHaircutBps: 2_000 },
    };
    /** All that is staked: 40 locked, of which a fifth has no weight. */
    const position = {
      staked: 100n,
      locked: 40n,
      feeCheckpoint: 0n,
      rewardCheckpoint: 0n,
      unclaimedFees: 7n,
      unclaimedRewards: 9n,
    };

    it("releases half of both streams at half time", () => {
      const after = quotes.accrue(market, 5n);
      expect([after.feesOwed, after.rewardsOwed]).to.deep.equal([500n, 2_500n]);
      expect(after.feeStream).to.deep.equal({ remaining: 500n, lastTs: 5n, leftQ32: left(5n) });
      expect(quotes.claimable({ market, position, now: 5n })).to.deep.equal({
        fees: 507n,
        rewards: 2_508n, // 2,500 of a weight of 92, rounded down
      });
    });

    it("shares fees by stake, and rewards by weight: what locked stake forgoes is the others'", () => {
      const of = (staked: bigint, locked: bigint) =>
        quotes.claimable({
          market: { ...market, feeStream: { ...market.feeStream, remaining: 2_000n } },
          position: { ...position, staked, locked, unclaimedFees: 0n, unclaimedRewards: 0n },
          now: 5n,
        });
      // 1,000 DIEM base units by 100 of stake; 2,500 VVV base units by 60 and 32 of weight
      expect(of(60n, 0n)).to.deep.equal({ fees: 600n, rewards: 1_630n });
      expect(of(40n, 40n)).to.deep.equal({ fees: 400n, rewards: 869n });
    });

    it("stands still while nobody is staked, and keeps the time left", () => {
      const after = quotes.accrue({ ...market, totalStaked: 0n, rewardWeight: 0n }, 5n);
      expect(after.feeStream).to.deep.equal({ remaining: 1_000n, lastTs: 5n, leftQ32: left(10n) });
      expect(after.rewardStream).to.deep.equal({
        remaining: 5_000n,
        lastTs: 5n,
        leftQ32: left(10n),
      });
      expect([after.feesOwed, after.rewardsOwed]).to.deep.equal([0n, 0n]);
    });

    it("changes neither its input nor, when the clock stands, anything", () => {
      const frozen = Object.freeze(structuredClone(market));
      expect(quotes.accrue(frozen, 0n)).to.deep.equal(market);
      quotes.accrue(frozen, 5n);
      expect(frozen).to.deep.equal(market);
    });

    it("loses nothing: what was released is owed, the rest is still to come", () => {
      const u40 = fc.bigInt({ min: 0n, max: 2n ** 40n });
      fc.assert(
        fc.property(
          u40,
          u40,
          u40,
          fc.bigInt({ min: 0n, max: 20n }),
          (fees, rewards, staked, at) => {
            const made = {
              ...market,
              totalStaked: staked + 1n,
              rewardWeight: staked / 2n + 1n,
              feeStream: { ...market.feeStream, remaining: fees },
              rewardStream: { ...market.rewardStream, remaining: rewards },
            };
            const after = quotes.accrue(made, at);
            expect(after.feesOwed + after.feeStream.remaining).to.equal(fees);
            expect(after.rewardsOwed + after.rewardStream.remaining).to.equal(rewards);
          },
        ),
      );
    });
  });

  describe("a stream", () => {
    const { topUp, releaseFloor, endTs } = quotes.stream;
    const DAY = 86_400n;
    const MONTH = 21n * DAY;
    const running = { remaining: 1_000_000n, lastTs: 0n, leftQ32: MONTH << 32n };

    it("ends at the amount-weighted mean of the time left and the new time", () => {
      const doubled = topUp({ stream: running, amount: 1_000_000n, durationSecs: 7n * DAY });
      expect(doubled).to.deep.equal({
        remaining: 2_000_000n,
        lastTs: 0n,
        leftQ32: (14n * DAY) << 32n,
      });
      expect(endTs(doubled)).to.equal(14n * DAY);
    });

    it("is not delayed by dust", () => {
      const year = 365n * DAY;
      const dusted = topUp({ stream: running, amount: 1n, durationSecs: year });
      expect(endTs(dusted) - endTs(running)).to.equal(30n); // a millionth of 344 days
    });

    it("keeps its length under frequent top-ups: the time left has fractions of a second", () => {
      let stream = { remaining: 10n ** 12n, lastTs: 0n, leftQ32: MONTH << 32n };
      for (let now = 0n; now < 200n; now++) {
        stream = releaseFloor({ stream, now }).stream;
        for (let nth = 0; nth < 20; nth++) {
          stream = topUp({ stream, amount: 1_000_000n, durationSecs: MONTH });
        }
      }
      const shortened = MONTH - (endTs(stream) - stream.lastTs);
      expect(shortened).to.satisfy((secs: bigint) => secs >= 0n && secs <= 200n);
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
      expect(error).to.have.property("name", "InvalidAmount");
    }
  });
});
