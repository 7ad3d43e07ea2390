import { expect } from "chai";
import { pda, quotes } from "@diem/sdk";
import type { EmbeddedChain } from "@diem/localnet";
import { startChain, TestChain } from "../support/chain";
import { expectRefusal } from "../support/refusals";
import { createMarket, createMint, EVEN_STAKE, UNIT } from "../support/market";
import { World } from "../support/world";

/** Exact seconds need a clock that obeys: these run on the embedded chain alone. */
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
    await world.fundRewards(1_000n, 100n);
    const claimable = async (now: bigint) =>
      quotes.claimable({
        market: await world.marketAccount(),
        position: await world.position(actor),
        now,
      }).rewards;
    expect(await claimable(start)).to.equal(0n);
    expect(await claimable(start + 1n)).to.equal(10n);
    expect(await claimable(start + 99n)).to.equal(990n);
    expect(await claimable(start + 100n)).to.equal(1_000n);
    expect(await claimable(start + 101n)).to.equal(1_000n);

    await expectRefusal(world.claim(actor), "NothingToClaim");
    clock.set(start + 1n);
    await world.claim(actor);
    expect(await world.balance(actor.vvv)).to.equal(10n);
    clock.set(start + 99n);
    await world.claim(actor);
    expect(await world.balance(actor.vvv)).to.equal(990n);
    clock.set(start + 100n);
    await world.claim(actor);
    expect(await world.balance(actor.vvv)).to.equal(1_000n);
    clock.set(start + 101n);
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
    await world.fundRewards(987_654_321n, 50_000n);
    for (const step of [1n, 17n, 4_000n, 44_000n, 50_000n]) {
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

  it("streams fees over one epoch from the distribution on", async () => {
    const actor = await world.staker(EVEN_STAKE << 14n);
    const { provider, revenue } = await world.provider();
    await world.mint(actor, UNIT);
    await world.pay(actor, revenue, UNIT);
    await world.distribute(provider);
    const { feeStream } = await world.marketAccount();
    expect(feeStream.endTs - clock.now()).to.equal(EPOCH);
    clock.set(feeStream.endTs - 1n);
    await world.claim(actor);
    expect((await world.marketAccount()).feeStream.remaining > 0n).to.equal(true);
    clock.set(feeStream.endTs);
    await world.claim(actor);
    expect((await world.marketAccount()).feeStream.remaining).to.equal(0n);
    expect(await world.balance(actor.diem)).to.equal(feeStream.remaining);
  });

  it("is not delayed by dust: a distribution of one unit leaves the stream's end where it was", async () => {
    const actor = await world.staker(10_000n * UNIT);
    const { provider, revenue } = await world.provider();
    await world.mint(actor, UNIT);
    await world.pay(actor, revenue, UNIT / 2n);
    await world.distribute(provider);
    clock.advance(EPOCH / 2n);
    await world.claim(actor);
    const { endTs } = (await world.marketAccount()).feeStream;
    for (let dust = 0; dust < 20; dust++) {
      await world.pay(actor, revenue, 25n);
      await world.distribute(provider);
      await world.fundRewards(1n, 365n * 86_400n);
    }
    expect((await world.marketAccount()).feeStream.endTs).to.equal(endTs);
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
