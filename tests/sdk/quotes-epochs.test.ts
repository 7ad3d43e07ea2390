import { expect } from "chai";
import fc from "fast-check";
import { errors, quotes } from "@diem/sdk";
import { thrownBy } from "./support";
import { cell, integer, readVectors, type Row } from "./vectors";

type Column = "a" | "b" | "c" | "d" | "e";
type Twin = (inputs: { big: (at: Column) => bigint; small: (at: Column) => number }) => unknown;

/** The program's functions by their names there. */
const twins: Readonly<Record<string, Twin>> = {
  utilisation_bps_floor: ({ big }) =>
    quotes.utilisationBps({ served: big("a"), capacity: big("b") }),
  counted: ({ big }) => quotes.countedUse({ paid: big("a"), quota: big("b"), capacity: big("c") }),
  ema_floor: ({ big, small }) =>
    quotes.emaStep({ ema: big("a"), utilisationBps: small("b"), weightBps: small("c") }),
  ema_after_idle_floor: ({ big, small }) =>
    quotes.emaAfterIdle({ ema: big("a"), weightBps: small("b"), epochs: small("c") }),
  reference_price_step: ({ big, small }) =>
    quotes.referencePriceStep({
      price: big("a"),
      utilisationBps: small("b"),
      maxStepBps: small("c"),
      floor: big("d"),
      cap: big("e"),
    }),
  target_goal_floor: ({ big, small }) =>
    quotes.targetGoal({
      quotaCapacity: big("a"),
      creditsPerDiem: big("b"),
      headroomBps: small("c"),
      floor: big("d"),
      cap: big("e"),
    }),
  target_step: ({ big, small }) =>
    quotes.targetStep({ current: big("a"), goal: big("b"), maxStepBps: small("c") }),
  quota_credits_floor: ({ big }) =>
    quotes.quotaCredits({ diem: big("a"), creditsPerDiem: big("b") }),
  paid_credits_floor: ({ big }) => quotes.paidCredits({ diem: big("a"), price: big("b") }),
  bond_required_ceil: ({ big }) =>
    quotes.bondRequired({ capacity: big("a"), bondPerCredit: big("b") }),
  reward_pool_floor: ({ big }) =>
    quotes.rewardPool({ available: big("a"), quotaServed: big("b"), rewardCap: big("c") }),
  reward_floor: ({ big }) =>
    quotes.quotaReward({ pool: big("a"), served: big("b"), totalServed: big("c") }),
};

/** What a twin returns for a line, or the name of the refusal. */
function run(row: Row): string {
  const operation = cell(row, "operation");
  const twin = twins[operation];
  if (twin === undefined) throw new Error(`no twin of ${operation}`);
  const big = (at: Column) => integer(row, at);
  try {
    return String(twin({ big, small: (at) => Number(big(at)) }));
  } catch (error) {
    if (error instanceof errors.QuoteError) return error.name;
    throw error;
  }
}

async function refusal(call: () => unknown): Promise<string> {
  const error = await thrownBy(call);
  expect(error).to.be.instanceOf(errors.QuoteError);
  return error.name;
}

describe("sdk: quotes of an epoch's life", () => {
  it("return the program's integers", () => {
    const rows = readVectors("epoch-golden.csv");
    expect(rows.length).to.be.greaterThan(600);
    const operations = new Set(rows.map((row) => cell(row, "operation")));
    expect([...operations]).to.have.members(Object.keys(twins));
    for (const row of rows) {
      const expected = cell(row, "result");
      expect(run(row), JSON.stringify(row)).to.equal(expected === "" ? "MathOverflow" : expected);
    }
  });

  it("gives the average in whole basis points, at most the whole", () => {
    const shown = [0n, (1n << 32n) - 1n, 1n << 32n, 10_000n << 32n, 10_001n << 32n];
    expect(shown.map(quotes.emaBps)).to.deep.equal([0, 0, 1, 10_000, 10_000]);
  });

  describe("the clock", () => {
    const clock = { genesisTs: 1_000n, epochSecs: 86_400n };

    it("changes the epoch at its first second, and knows none before the genesis", () => {
      const at = (now: bigint) => quotes.epochAt({ clock, now });
      expect([0n, 1_000n, 87_399n, 87_400n, 173_799n].map(at)).to.deep.equal([0, 0, 0, 1, 1]);
    });

    it("starts each epoch where the one before ends", () => {
      const epoch = fc.integer({ min: 0, max: 2 ** 32 - 1 });
      const secs = fc.bigInt({ min: 1n, max: 2_592_000n });
      fc.assert(
        fc.property(epoch, secs, (number, epochSecs) => {
          const of = { ...clock, epochSecs };
          const start = quotes.epochStart({ clock: of, epoch: number });
          expect(quotes.epochAt({ clock: of, now: start })).to.equal(number);
          const before = quotes.epochAt({ clock: of, now: start - 1n });
          expect(before).to.equal(Math.max(number - 1, 0));
        }),
      );
    });

    it("refuses what the program refuses", async () => {
      const stopped = { ...clock, epochSecs: 0n };
      const late = (clock.epochSecs << 32n) + clock.genesisTs;
      const farOff = { genesisTs: 2n ** 63n - 2n, epochSecs: 1n };
      for (const call of [
        () => quotes.epochAt({ clock: stopped, now: 5_000n }),
        () => quotes.epochStart({ clock: stopped, epoch: 1 }),
        () => quotes.epochAt({ clock, now: late }),
        () => quotes.epochStart({ clock: farOff, epoch: 2 }),
      ]) {
        expect(await refusal(call)).to.equal("MathOverflow");
      }
      expect(quotes.epochAt({ clock, now: late - 1n })).to.equal(2 ** 32 - 1);
      expect(quotes.epochStart({ clock: farOff, epoch: 1 })).to.equal(2n ** 63n - 1n);
    });
  });

  describe("a scheduled figure", () => {
    const { advance, inEpoch } = quotes.scheduled;
    const figure = { previous: 1n, current: 2n, next: 3n, epoch: 7 };

    it("is known from the epoch before on", () => {
      const known = [5, 6, 7, 8, 99].map((epoch) => inEpoch({ figure, epoch }));
      expect(known).to.deep.equal([null, 1n, 2n, 3n, 3n]);
    });

    it("moves on with the epochs, and never back", () => {
      const moved = (epoch: number) => advance({ figure, epoch });
      expect(moved(7)).to.deep.equal(figure);
      expect(moved(3)).to.deep.equal(figure);
      expect(moved(8)).to.deep.equal({ previous: 2n, current: 3n, next: 3n, epoch: 8 });
      expect(moved(9)).to.deep.equal({ previous: 3n, current: 3n, next: 3n, epoch: 9 });
    });

    it("says the same of an epoch after moving as before, as long as it remembers", () => {
      const epochs = fc.integer({ min: 0, max: 20 });
      fc.assert(
        fc.property(epochs, epochs, (to, asked) => {
          const after = inEpoch({ figure: advance({ figure, epoch: to }), epoch: asked });
          if (after !== null) expect(after).to.equal(inEpoch({ figure, epoch: asked }));
        }),
      );
    });
  });
});
