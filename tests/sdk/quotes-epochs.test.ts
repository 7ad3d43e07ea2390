import { expect } from "chai";
import fc from "fast-check";
import { constants, quotes, U64_MAX } from "@diem/sdk";
import { thrownBy } from "./support";
import { expectTwins, type Twin } from "./vectors";

/** What the program says of a provider's use in an epoch. */
const contributionPart =
  (part: keyof quotes.Contribution): Twin =>
  ({ big, small }) =>
    quotes.contribution({
      served: { diem: big("a"), bought: big("b"), quota: big("c") },
      capacity: big("d"),
      distributed: 1,
      measure: {
        referencePrice: big("e"),
        maxPriceStepBps: small("f"),
        quotaMatchBps: small("g"),
      },
    })[part];

/** The program's functions by their names there. */
const twins: Readonly<Record<string, Twin>> = {
  utilisation_bps_floor: ({ big }) =>
    quotes.utilisationBpsFloor({ served: big("a"), capacity: big("b") }),
  price_step_floor: ({ big, small }) =>
    quotes.priceStepFloor({ referencePrice: big("a"), maxStepBps: small("b") }),
  contribution_paid: contributionPart("paid"),
  contribution_used: contributionPart("used"),
  contribution_rewardable: contributionPart("rewardable"),
  contribution_price_sum: contributionPart("priceSum"),
  ema_floor: ({ big, small }) =>
    quotes.emaFloor({ ema: big("a"), sample: big("b"), weightBps: small("c") }),
  ema_after_idle_floor: ({ big, small }) =>
    quotes.emaAfterIdleFloor({ ema: big("a"), weightBps: small("b"), epochs: small("c") }),
  next_reference_price: ({ big }) =>
    quotes.nextReferencePrice({
      reference: big("a"),
      priceSum: big("b"),
      paid: big("c"),
      served: big("d"),
      capacity: big("e"),
      floor: big("f"),
      cap: big("g"),
    }),
  target_goal_floor: ({ big, small }) =>
    quotes.targetGoalFloor({
      capacity: big("a"),
      served: big("b"),
      creditsPerDiem: big("c"),
      targetShareBps: small("d"),
      floor: big("e"),
      cap: big("f"),
    }),
  target_step: ({ big, small }) =>
    quotes.targetStep({ current: big("a"), goal: big("b"), maxStepBps: small("c") }),
  quota_credits_floor: ({ big }) =>
    quotes.quotaCreditsFloor({ diem: big("a"), creditsPerDiem: big("b") }),
  pro_rata_floor: ({ big }) =>
    quotes.proRataFloor({ credits: big("a"), secsLeft: big("b"), epochSecs: big("c") }),
  paid_credits_floor: ({ big }) => quotes.paidCreditsFloor({ diem: big("a"), price: big("b") }),
  bond_required_ceil: ({ big }) =>
    quotes.bondRequiredCeil({ capacity: big("a"), bondPerCredit: big("b") }),
  reward_pool_floor: ({ big, small }) =>
    quotes.rewardPoolFloor({
      pool: big("a"),
      rewardable: big("b"),
      quotaCapBps: small("c"),
      referencePrice: big("d"),
    }),
  pool_overflow_floor: ({ big, small }) =>
    quotes.poolOverflowFloor({ pool: big("a"), closed: small("b"), poolEpochs: small("c") }),
  reward_floor: ({ big }) =>
    quotes.rewardFloor({ pool: big("a"), rewardable: big("b"), totalRewardable: big("c") }),
  reward_weight: ({ big, small }) =>
    quotes.rewardWeight({ staked: big("a"), locked: big("b"), lockedHaircutBps: small("c") }),
};

async function refusal(call: () => unknown): Promise<string> {
  const error = await thrownBy(call);
  expect(error).to.have.property("source", "quote");
  return error.name;
}

describe("sdk: quotes of an epoch's life", () => {
  it("return the program's integers", () => {
    expectTwins("epoch-golden.csv", twins);
  });

  it("caps a slash by a share that is rounded down", async () => {
    const cap = (base: bigint, maxSlashBps: number) => quotes.slashCapFloor({ base, maxSlashBps });
    expect([cap(3n, 5_000), cap(1n, 5_000), cap(U64_MAX, 10_000)]) //
      .to.deep.equal([1n, 0n, U64_MAX]);
    expect(await refusal(() => cap(U64_MAX, 10_001))).to.equal("MathOverflow");
  });

  it("ask a provider for the bond of its highest capacity ahead", () => {
    const capacity = { previous: 9n, current: 2n, next: 3n, epoch: 7 };
    const provider = { capacity, bondPerCredit: constants.CREDIT_UNIT };
    const required = (epoch: number) => quotes.providerBondRequired({ provider, epoch });
    expect([7, 8].map(required)).to.deep.equal([3n, 3n]);
    const falling = { ...provider, capacity: { ...capacity, next: 1n } };
    expect(quotes.providerBondRequired({ provider: falling, epoch: 7 })).to.equal(2n);
    expect(quotes.providerBondRequired({ provider: falling, epoch: 8 })).to.equal(1n);
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
