import { expect } from "chai";
import { pda, quotes } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain, TestChain } from "../../support/chain";
import { expectRefusal } from "../../support/refusals";
import { createMarket, createMint, EVEN_STAKE, UNIT } from "../../support/market";
import { World } from "../../support/world";

/** Exact seconds need a controllable clock: these run on the embedded chain alone. */
describe("boundaries in time", () => {
  const COOLDOWN = 7n * 86_400n;
  const EPOCH = 86_400n;
  let chain: TestChain;
  let clock: EmbeddedChain["clock"];
  let world: World;

  beforeEach(async () => {
    chain = await startChain();
    if (chain.embedded === undefined) throw new Error("needs the embedded chain");
    clock = chain.embedded.clock;
    const params = { stakeCooldownSecs: COOLDOWN };
    world = await World.create(chain, { params, epochSecs: EPOCH });
  });

  it("pays a ticket from its second on, not one earlier", async () => {
    const actor = await world.staker(3n * UNIT);
    const start = clock.now();
    for (let request = 0; request < 3; request++) await world.requestUnstake(actor, UNIT);
    clock.set(start + COOLDOWN - 1n);
    await expectRefusal(world.withdrawUnstaked(actor, 0n), "CooldownNotOver");
    clock.set(start + COOLDOWN);
    await world.withdrawUnstaked(actor, 0n);
    clock.set(start + COOLDOWN + 1n);
    await world.withdrawUnstaked(actor, 1n);
    clock.advance(3_650n * 86_400n);
    await world.withdrawUnstaked(actor, 2n);
    expect(await world.balance(actor.vvv)).to.equal(3n * UNIT);
  });

  it("releases a reward stream to its last unit at its end, and one second's worth less before", async () => {
    const actor = await world.staker(EVEN_STAKE);
    const start = clock.now();
    const end = start + COOLDOWN; // the shortest time over which rewards are released
    const all = 10n * COOLDOWN;
    await world.fundRewards(all, COOLDOWN);
    const claimable = async (now: bigint) =>
      quotes.claimable({
        market: await world.marketAccount(),
        position: await world.position(actor),
        now,
      }).rewards;
    expect(await claimable(start)).to.equal(0n);
    expect(await claimable(start + 1n)).to.equal(10n);
    expect(await claimable(end - 1n)).to.equal(all - 10n);
    expect(await claimable(end)).to.equal(all);
    expect(await claimable(end + 1n)).to.equal(all);

    await expectRefusal(world.claim(actor), "NothingToClaim");
    clock.set(start + 1n);
    await world.claim(actor);
    expect(await world.balance(actor.vvv)).to.equal(10n);
    clock.set(end - 1n);
    await world.claim(actor);
    expect(await world.balance(actor.vvv)).to.equal(all - 10n);
    clock.set(end);
    await world.claim(actor);
    expect(await world.balance(actor.vvv)).to.equal(all);
    clock.set(end + 1n);
    await expectRefusal(world.claim(actor), "NothingToClaim");
  });

  it("quotes what a claim then pays, to the unit, at any second", async () => {
    const actors = [await world.staker(7_777n * UNIT), await world.staker(3_333n * UNIT)];
    const [minter] = actors;
    if (minter === undefined) throw new Error("no actors");
    await world.mint(minter, 13n * UNIT);
    const { provider, revenue } = await world.provider();
    await world.pay(minter, revenue, 5n * UNIT);
    await world.distribute(provider);
    await world.fundRewards(987_654_321n, COOLDOWN);
    for (const step of [1n, 17n, 4_000n, 500_000n, 800_000n]) {
      clock.advance(step);
      for (const actor of actors) {
        const [market, position] = [await world.marketAccount(), await world.position(actor)];
        const quote = quotes.claimable({ market, position, now: clock.now() });
        const before = [await world.balance(actor.diem), await world.balance(actor.vvv)] as const;
        await world.claim(actor);
        expect((await world.balance(actor.diem)) - before[0]).to.equal(quote.fees);
        expect((await world.balance(actor.vvv)) - before[1]).to.equal(quote.rewards);
      }
    }
  });

  it("takes rewards over the stake cool-down to a year, and no second less or more", async () => {
    const YEAR = 365n * 86_400n;
    for (const [secs, fits] of [
      ...[
        [COOLDOWN - 1n, false],
        [COOLDOWN, true],
        [YEAR, true],
        [YEAR + 1n, false],
      ],
      ...[
        [0n, false],
        [-1n, false],
      ],
    ] as const) {
      const fund = () => world.fundRewards(UNIT, secs);
      if (fits) await fund();
      else await expectRefusal(fund(), "RewardDurationOutOfRange");
    }
  });

  it("streams fees over two cool-downs from the distribution on", async () => {
    const actor = await world.staker(EVEN_STAKE << 14n);
    const { provider, revenue } = await world.provider();
    await world.mint(actor, UNIT);
    await world.pay(actor, revenue, UNIT);
    await world.distribute(provider);
    const { feeStream } = await world.marketAccount();
    const end = quotes.stream.endTs(feeStream);
    expect(end - clock.now()).to.equal(2n * COOLDOWN);
    expect(feeStream.remaining).to.equal(UNIT / 10n);
    clock.set(end - 1n);
    await world.claim(actor);
    expect((await world.marketAccount()).feeStream.remaining > 0n).to.equal(true);
    clock.set(end);
    await world.claim(actor);
    expect((await world.marketAccount()).feeStream.remaining).to.equal(0n);
    expect(await world.balance(actor.diem)).to.equal(feeStream.remaining);
  });

  it("is not delayed by dust: twenty distributions of a few units move no stream's end by a second", async () => {
    const actor = await world.staker(10_000n * UNIT);
    const { provider, revenue } = await world.provider();
    await world.mint(actor, UNIT);
    await world.pay(actor, revenue, UNIT / 2n);
    await world.distribute(provider);
    await world.fundRewards(UNIT, COOLDOWN);
    clock.advance(EPOCH / 2n);
    await world.claim(actor);
    const before = await world.marketAccount();
    for (let dust = 0; dust < 20; dust++) {
      await world.pay(actor, revenue, 25n);
      await world.distribute(provider);
      await world.fundRewards(1n, 365n * 86_400n);
    }
    const after = await world.marketAccount();
    for (const name of ["feeStream", "rewardStream"] as const) {
      const delay = after[name].leftQ32 - before[name].leftQ32;
      expect(delay > 0n && delay < 1n << 32n, `${name}: ${delay}`).to.equal(true);
    }
  });

  it("takes a genesis from one epoch ago, exclusive, to now", async () => {
    const now = clock.now();
    const attempt = async (genesisTs: bigint) => {
      const creator = await chain.wallet();
      const vvvMint = await createMint(chain, creator);
      const options = { genesisTs, epochSecs: EPOCH };
      const create = createMarket(creator.publicKey, vvvMint, creator.publicKey, now, options);
      await world.send([create], [creator]);
      return pda.market({ creator: creator.publicKey, vvvMint });
    };
    await expectRefusal(attempt(now - EPOCH), "GenesisOutOfRange");
    await attempt(now - EPOCH + 1n);
    await attempt(now);
    await expectRefusal(attempt(now + 1n), "GenesisOutOfRange");
  });
});
