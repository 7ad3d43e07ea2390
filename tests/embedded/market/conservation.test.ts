import { expect } from "chai";
import { PublicKey } from "@solana/web3.js";
import fc from "fast-check";
import { accounts, errors } from "@diem/sdk";
import { expectSolvent, expectTotalsToAddUp } from "../../support/solvency";
import { startChain } from "../../support/chain";
import { UNIT } from "../../support/market";
import { catchUp } from "../../support/trade";
import { Actor, World } from "../../support/world";

const STAKERS = 4;
const PROVIDERS = 2;
const EPOCH_SECS = 300n;
/** The shortest that the laws allow. */
const COOLDOWN = EPOCH_SECS;
const START_VVV = 1_000_000n * UNIT;

/** One step of a history: who does what, with how much of what is possible, and how long after the last. */
interface Step {
  readonly actor: number;
  readonly action: Action;
  readonly perMille: bigint;
  readonly wait: bigint;
}

const ACTIONS = [
  "stake",
  "unstake",
  "leave",
  "withdraw",
  "cancel",
  "claim",
  "compound",
  "mint",
  "burn",
  "waste",
  "pay",
  "distribute",
  "fund",
  "roll",
] as const;
type Action = (typeof ACTIONS)[number];

const step = fc.record<Step>({
  actor: fc.nat(STAKERS - 1),
  action: fc.constantFrom(...ACTIONS),
  perMille: fc.oneof(fc.constantFrom(0n, 1n, 1_000n), fc.bigInt(1n, 1_000n)),
  wait: fc.oneof(fc.constantFrom(0n, 1n, 300n, 5_000n), fc.bigInt(0n, 500n)),
});

/** Refusals that a history may meet; any other fails the test. */
const EXPECTED = new Set([
  "ZeroAmount",
  "InsufficientUnlockedStake",
  "NothingToClaim",
  "NothingToCompound",
  "MintTooSmall",
  "BurnTooSmall",
  "NothingToBurn",
  "NothingToDistribute",
  "CooldownNotOver",
  "OutsideMintCurve",
  "InsufficientBalance",
]);

class History {
  readonly tickets = new Map<Actor, bigint[]>();
  revenuePaid = 0n;
  rewardsFunded = 0n;
  /** Steps at whose end nobody was staked while a stream still held something. */
  idleSteps = 0;

  private constructor(
    readonly world: World,
    readonly actors: Actor[],
    readonly providers: { provider: PublicKey; revenue: PublicKey; owner: Actor }[],
  ) {}

  static async begin(): Promise<History> {
    const world = await World.create(await startChain(), {
      epochSecs: EPOCH_SECS,
    });
    const actors: Actor[] = [];
    for (let i = 0; i < STAKERS; i++) actors.push(await world.staker(START_VVV, 0n));
    const providers = [];
    for (let i = 0; i < PROVIDERS; i++) providers.push(await world.provider());
    const history = new History(world, actors, providers);
    await history.fund(1_234_567n, COOLDOWN + 1_000n); // while nobody is staked
    return history;
  }

  /** Does one step; a refusal must be one of the expected and change nothing. */
  async take({ actor: index, action, perMille, wait }: Step): Promise<void> {
    const { world } = this;
    await world.chain.advance(wait);
    const actor = this.actors[index % this.actors.length];
    const provider = this.providers[index % this.providers.length];
    if (actor === undefined || provider === undefined) throw new Error("nobody to act");
    const before = await world.marketAccount();
    try {
      await this.act(actor, provider, action, perMille);
    } catch (error) {
      if (!errors.isDiemError(error) || !EXPECTED.has(error.name)) throw error;
      expect(await world.marketAccount()).to.deep.equal(before);
    }
  }

  private async act(
    actor: Actor,
    { provider, revenue }: { provider: PublicKey; revenue: PublicKey },
    action: Action,
    perMille: bigint,
  ): Promise<void> {
    const { world } = this;
    const part = (whole: bigint) => (whole * perMille) / 1_000n;
    const position = await world.position(actor);
    const tickets = this.tickets.get(actor) ?? [];
    const take = async (settle: (id: bigint) => Promise<unknown>) => {
      const [id, ...rest] = tickets;
      if (id === undefined) return;
      await settle(id);
      this.tickets.set(actor, rest);
    };
    switch (action) {
      case "stake":
        await world.stake(actor, part(await world.balance(actor.vvv)));
        return;
      case "unstake":
      case "leave": {
        const unlocked = position.staked - position.locked;
        const id = await world.requestUnstake(
          actor,
          action === "leave" ? unlocked : part(unlocked),
        );
        this.tickets.set(actor, [...tickets, id]);
        return;
      }
      case "withdraw":
        return take((id) => world.withdrawUnstaked(actor, id));
      case "cancel":
        return take((id) => world.cancelUnstake(actor, id));
      case "claim":
        await world.claim(actor);
        return;
      case "compound":
        await world.compound(actor);
        return;
      case "mint":
        await world.mint(actor, part((position.staked - position.locked) / 100n));
        return;
      case "burn": {
        const [held, bill] = [await world.balance(actor.diem), await world.bill(actor)];
        await world.burn(actor, part(held < bill ? held : bill));
        return;
      }
      case "waste":
        await world.splBurn(actor, part((await world.balance(actor.diem)) / 20n));
        return;
      case "pay": {
        const amount = part(await world.balance(actor.diem));
        if (amount === 0n) return;
        await world.pay(actor, revenue, amount);
        this.revenuePaid += amount;
        return;
      }
      case "distribute":
        await world.distribute(provider);
        return;
      case "fund":
        return this.fund(perMille * 12_345_677n + 1n, COOLDOWN + perMille);
      case "roll":
        return catchUp(world);
    }
  }

  private async fund(amount: bigint, durationSecs: bigint): Promise<void> {
    await this.world.fundRewards(amount, durationSecs);
    this.rewardsFunded += amount;
  }

  async countIdle(): Promise<void> {
    const { totalStaked, rewardStream, feeStream } = await this.world.marketAccount();
    const streaming = rewardStream.remaining + feeStream.remaining > 0n;
    if (totalStaked === 0n && streaming) this.idleSteps += 1;
  }

  /** Where every base unit that came in now is. */
  async expectConservation(): Promise<void> {
    const { world, actors, providers } = this;
    const market = await world.marketAccount();
    const { connection } = world.chain;
    let [vvvOfUsers, diemOfUsers] = [0n, 0n];
    for (const actor of [...actors, ...providers.map(({ owner }) => owner)]) {
      vvvOfUsers += await world.balance(actor.vvv);
      diemOfUsers += await world.balance(actor.diem);
    }
    let bonds = 0n;
    let inRevenue = 0n;
    let claimable = 0n;
    for (const { provider, revenue } of providers) {
      const account = await accounts.provider.fetch(connection, provider);
      bonds += account.bond;
      claimable += account.claimable;
      inRevenue += await world.balance(revenue);
    }
    const rewardBooks = market.rewardStream.remaining + market.rewardsOwed;
    expect(await world.balance(world.market.rewardVault)).to.equal(rewardBooks);
    const owed = market.feesOwed + market.treasuryOwed + market.quotaPool;
    const feeBooks = market.feeStream.remaining + owed;
    expect(await world.balance(world.market.feePool)).to.equal(feeBooks);
    const stakeBooks = market.totalStaked + market.totalCooling;
    expect(await world.balance(world.market.stakeVault)).to.equal(stakeBooks);
    expect(await world.balance(world.market.bondVault)).to.equal(bonds);
    expect(inRevenue >= claimable).to.equal(true);
    const vvvIn = BigInt(actors.length) * START_VVV + this.rewardsFunded + bonds;
    expect(vvvOfUsers + stakeBooks + rewardBooks + bonds).to.equal(vvvIn);
    const supply = await world.diemSupply();
    expect(diemOfUsers + feeBooks + inRevenue).to.equal(supply);
    expect(supply <= market.debt.total).to.equal(true);
    // all bills together are all DIEM, but for what rounding took of units and added to bills
    let bills = 0n;
    for (const actor of actors) bills += await world.bill(actor);
    const off = supply - bills;
    expect(off >= -BigInt(actors.length) && off < 400n, `${off}`).to.equal(true);
  }

  /** Everybody claims; what stays owed to stakers is rounding, less than a few units each. */
  async expectEverybodyIsPaid(): Promise<void> {
    const { world, actors } = this;
    await world.chain.advance(20_000n);
    for (const actor of actors)
      await this.take({ actor: actors.indexOf(actor), action: "claim", perMille: 0n, wait: 0n });
    const market = await world.marketAccount();
    if (market.totalStaked === 0n) return;
    expect(market.rewardStream.remaining).to.equal(0n);
    expect(market.feeStream.remaining).to.equal(0n);
    expect(Number(market.feesOwed)).to.be.lessThan(1_000);
    expect(Number(market.rewardsOwed)).to.be.lessThan(2_000);
  }
}

describe("conservation over random histories", () => {
  for (const seed of [1, 2, 3]) {
    it(`loses and invents nothing in 400 steps (seed ${seed})`, async () => {
      const history = await History.begin();
      const steps = fc.sample(step, { numRuns: 400, seed });
      for (const [index, next] of steps.entries()) {
        await history.take(next);
        await expectSolvent(history.world);
        await history.countIdle();
        if (index % 50 === 49) {
          await history.expectConservation();
          await expectTotalsToAddUp(history.world);
        }
      }
      expect(history.revenuePaid > 0n && history.rewardsFunded > 0n).to.equal(true);
      expect(history.idleSteps).to.be.greaterThan(0);
      await history.expectEverybodyIsPaid();
      await history.expectConservation();
    });
  }

  it("never lets a mint and a burn gain, at any size and in any number of pieces", async () => {
    const world = await World.create(await startChain());
    const crowd = await world.staker(START_VVV);
    await world.mint(crowd, 1_000n * UNIT);
    const actor = await world.staker(START_VVV);
    const pieces = fc.array(fc.bigInt(1n, 50n * UNIT), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, pieces, async (mints, burns) => {
        const start = await world.position(actor);
        const owed = await world.bill(actor);
        for (const amount of mints) await world.mint(actor, amount);
        const minted = await world.position(actor);
        const bill = await world.bill(actor);
        let left = bill - owed;
        for (const wanted of burns) {
          const amount = wanted < left ? wanted : left;
          if (amount === 0n || (minted.locked * amount) / bill === 0n) continue;
          await world.burn(actor, amount);
          left -= amount;
        }
        if (left > 0n) await world.burn(actor, left);
        const end = await world.position(actor);
        expect(await world.bill(actor)).to.equal(owed);
        expect(end.locked >= start.locked).to.equal(true);
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  it("pays a deposit in pieces no more than the same deposit at once", async () => {
    const world = await World.create(await startChain(), { epochSecs: 300n });
    const once = await world.staker(1_000n * UNIT);
    const pieces = await world.staker(1_000n * UNIT, 0n);
    for (let i = 0; i < 10; i++) await world.stake(pieces, 100n * UNIT);
    await world.fundRewards(1_234_567_891n, 1_000n);
    for (let i = 0; i < 10; i++) {
      await world.chain.advance(100n);
      await world.claim(pieces);
    }
    await world.claim(once);
    expect((await world.balance(pieces.vvv)) <= (await world.balance(once.vvv))).to.equal(true);
  });
});
