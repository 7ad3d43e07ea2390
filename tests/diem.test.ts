import { expect } from "chai";
import { createBurnInstruction } from "@solana/spl-token";
import { instructions, quotes } from "@diem/sdk";
import { startChain, TestChain } from "./support/chain";
import { expectRefusal } from "./support/refusals";
import { UNIT } from "./support/market";
import { World } from "./support/world";

describe("diem", () => {
  let chain: TestChain;
  let world: World;

  before(async () => {
    chain = await startChain();
    world = await World.create(chain);
  });

  describe("mint_diem", () => {
    it("mints exactly the amount and locks exactly what the quote says", async () => {
      const actor = await world.staker(10_000n * UNIT);
      const market = await world.marketAccount();
      const amount = 25n * UNIT + 7n;
      const quote = quotes.mintCost({ market, amount, now: await chain.now() });
      await world.mint(actor, amount, quote.vvvLocked);
      const position = await world.position(actor);
      expect(position.outstanding).to.equal(amount);
      expect(position.locked).to.equal(quote.vvvLocked);
      expect(position.staked).to.equal(10_000n * UNIT);
      expect(await world.balance(actor.diem)).to.equal(amount);
      const after = await world.marketAccount();
      expect(after.diemOutstanding - market.diemOutstanding).to.equal(amount);
      expect(after.totalLocked - market.totalLocked).to.equal(quote.vvvLocked);
    });

    it("refuses nothing, a missed price guard, too little stake, and dust", async () => {
      const small = await World.create(chain, { params: { baseRate: 90n } });
      const actor = await small.staker(1_000n);
      await expectRefusal(small.mint(actor, 0n), "ZeroAmount");
      await expectRefusal(small.mint(actor, 1n), "MintTooSmall"); // at 90 base units per whole DIEM
      const market = await small.marketAccount();
      const now = await chain.now();
      const { vvvLocked } = quotes.mintCost({ market, amount: UNIT, now });
      await expectRefusal(small.mint(actor, UNIT, vvvLocked - 1n), "CostAboveMaximum");
      await expectRefusal(small.mint(actor, 1_000n * UNIT), "InsufficientUnlockedStake");
      expect(await small.balance(actor.diem)).to.equal(0n);
      await small.mint(actor, UNIT, vvvLocked);
    });

    it("refuses to leave the curve's domain, and mints to its edge", async () => {
      const edge = await World.create(chain, { params: { baseRate: 1n, targetFloor: UNIT } });
      const actor = await edge.staker(UNIT);
      const market = await edge.marketAccount();
      const largest = quotes.curve.largestSupply({
        baseRate: market.params.baseRate,
        steepnessBps: market.params.steepnessBps,
        target: market.targetSupply,
      });
      await expectRefusal(edge.mint(actor, largest + 2n), "OutsideMintCurve");
      await expectRefusal(edge.mint(actor, 2n ** 64n - 1n), "OutsideMintCurve");
      await edge.mint(actor, largest);
      await expectRefusal(edge.mint(actor, 2n ** 64n - 1n), "OutsideMintCurve");
      await edge.burn(actor, largest);
      expect(await edge.position(actor)).to.include({ locked: 0n, outstanding: 0n });
    });

    it("locks the same in pieces as at once", async () => {
      const pieces = await World.create(chain);
      const once = await World.create(chain);
      const [a, b] = [await pieces.staker(1_000n * UNIT), await once.staker(1_000n * UNIT)];
      for (const piece of [1n, 999n, UNIT, 3n * UNIT + 1n, 123_456_789n])
        await pieces.mint(a, piece);
      const { outstanding, locked } = await pieces.position(a);
      await once.mint(b, outstanding);
      expect((await once.position(b)).locked).to.equal(locked);
    });

    it("refuses another mint and other people's accounts", async () => {
      const actor = await world.staker(1_000n * UNIT);
      const other = await world.actor(0n);
      const elsewhere = await World.create(chain);
      const mint = (override: object) => {
        const base = { market: world.market, owner: actor.address };
        const amounts = { diemAmount: 1_000n, maxVvvLocked: UNIT };
        return world.send(
          [instructions.mintDiem({ ...base, ...amounts, ...override })],
          [actor.keypair],
        );
      };
      await expectRefusal(mint({ ownerDiem: other.diem }), "WrongTokenOwner");
      await expectRefusal(mint({ ownerDiem: actor.vvv }), "WrongMint");
      const { diemMint } = elsewhere.market;
      const swapped = { market: { ...world.market, diemMint }, ownerDiem: actor.diem };
      await expectRefusal(mint(swapped), "WrongMint");
      const { diem: ownerDiem } = await elsewhere.actor(0n, actor.keypair);
      const foreign = { market: elsewhere.market, position: actor.position, ownerDiem };
      await expectRefusal(mint(foreign), "WrongMarket");
    });
  });

  describe("burn_diem", () => {
    it("unlocks at the position's own average, and all of it with the last burn", async () => {
      const actor = await world.staker(10_000n * UNIT);
      await world.mint(actor, 30n * UNIT);
      const other = await world.staker(100_000n * UNIT);
      await world.mint(other, 100n * UNIT); // moves the curve, not the average
      const before = await world.position(actor);
      const amount = 10n * UNIT + 1n;
      const expected = (before.locked * amount) / before.outstanding;
      expect(quotes.burnUnlock({ position: before, amount })).to.equal(expected);
      await world.burn(actor, amount, expected);
      expect((await world.position(actor)).locked).to.equal(before.locked - expected);
      await world.burn(actor, before.outstanding - amount);
      const after = await world.position(actor);
      expect(after).to.include({ locked: 0n, outstanding: 0n, staked: 10_000n * UNIT });
      expect(await world.balance(actor.diem)).to.equal(0n);
    });

    it("refuses nothing, more than owed, more than held, a missed guard, and dust", async () => {
      const cheap = await World.create(chain, { params: { baseRate: 90n } });
      const actor = await cheap.staker(1_000n);
      await cheap.mint(actor, 2n * UNIT);
      const before = await cheap.position(actor);
      await expectRefusal(cheap.burn(actor, 0n), "ZeroAmount");
      await expectRefusal(cheap.burn(actor, 2n * UNIT + 1n), "InsufficientBalance");
      await expectRefusal(cheap.burn(actor, 1n), "BurnTooSmall");
      const all = cheap.burn(actor, 2n * UNIT, before.locked + 1n);
      await expectRefusal(all, "UnlockBelowMinimum");
      const buyer = await cheap.staker(1_000n);
      await cheap.mint(buyer, UNIT);
      await cheap.pay(buyer, actor.diem, UNIT);
      await expectRefusal(cheap.burn(actor, 3n * UNIT), "BurnAboveOutstanding");
      expect(await cheap.position(actor)).to.deep.equal(before);
      await cheap.burn(actor, 2n * UNIT, before.locked);
    });

    it("never gives back more than was locked, however the burn is split", async () => {
      const actor = await world.staker(10_000n * UNIT);
      await world.mint(actor, 7n * UNIT + 3n);
      const { locked } = await world.position(actor);
      for (const piece of [1n, 1n, 333_333_333n, 2n * UNIT, 17n]) await world.burn(actor, piece);
      const rest = await world.position(actor);
      const average = (amount: bigint) => (locked * amount) / (7n * UNIT + 3n);
      expect(locked - rest.locked <= average(7n * UNIT + 3n - rest.outstanding)).to.equal(true);
      await world.burn(actor, rest.outstanding);
      expect((await world.position(actor)).locked).to.equal(0n);
    });
  });

  it("keeps the debt when a holder burns DIEM behind the program's back", async () => {
    const behind = await World.create(chain);
    const actor = await behind.staker(1_000n * UNIT);
    await behind.mint(actor, 2n * UNIT);
    const { diemMint } = behind.market;
    const burn = createBurnInstruction(actor.diem, diemMint, actor.address, UNIT);
    await behind.send([burn], [actor.keypair]);
    expect(await behind.diemSupply()).to.equal(UNIT);
    expect((await behind.marketAccount()).diemOutstanding).to.equal(2n * UNIT);
    await behind.mint(actor, UNIT);
    await behind.burn(actor, 2n * UNIT);
    const position = await behind.position(actor);
    expect(position.outstanding).to.equal(UNIT);
    expect(position.locked > 0n).to.equal(true);
  });
});
