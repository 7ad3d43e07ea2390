import { expect } from "chai";
import { events, instructions, quotes } from "@diem/sdk";
import { startChain, TestChain } from "../../support/chain";
import { expectRefusal } from "../../support/refusals";
import { U64_MAX, UNIT } from "../../support/market";
import { expectUntouched } from "../../support/untouched";
import { type Actor, World } from "../../support/world";

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
      const supply = await world.diemSupply();
      const amount = 25n * UNIT + 7n;
      const quote = quotes.mintQuote({ market, supply, amount, now: await chain.now() });
      await world.mint(actor, amount, quote.vvvLocked);
      const position = await world.position(actor);
      expect([position.debtUnits, position.debtEra]).to.deep.equal([amount, market.debt.era]);
      expect(await world.bill(actor)).to.equal(amount);
      expect(position.locked).to.equal(quote.vvvLocked);
      expect(position.staked).to.equal(10_000n * UNIT);
      expect(await world.balance(actor.diem)).to.equal(amount);
      const after = await world.marketAccount();
      expect(after.debt).to.deep.equal({ ...market.debt, total: market.debt.total + amount });
      expect(await world.diemSupply()).to.equal(supply + amount);
      expect(after.totalLocked - market.totalLocked).to.equal(quote.vvvLocked);
    });

    it("refuses nothing, a missed price guard, too little stake, and dust", async () => {
      const small = await World.create(chain, { params: { baseRate: 90n } });
      const actor = await small.staker(1_000n);
      await expectRefusal(small.mint(actor, 0n), "ZeroAmount");
      await expectRefusal(small.mint(actor, 1n), "MintTooSmall"); // at 90 base units per whole DIEM
      const market = await small.marketAccount();
      const now = await chain.now();
      const { vvvLocked } = quotes.mintQuote({ market, supply: 0n, amount: UNIT, now });
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
      expect(await edge.position(actor)).to.include({ locked: 0n, debtUnits: 0n });
    });

    it("locks the same in pieces as at once", async () => {
      const pieces = await World.create(chain);
      const once = await World.create(chain);
      const [a, b] = [await pieces.staker(1_000n * UNIT), await once.staker(1_000n * UNIT)];
      for (const piece of [1n, 999n, UNIT, 3n * UNIT + 1n, 123_456_789n])
        await pieces.mint(a, piece);
      const { debtUnits, locked } = await pieces.position(a);
      await once.mint(b, debtUnits);
      const { debtUnits: unitsAtOnce, locked: lockedAtOnce } = await once.position(b);
      expect([unitsAtOnce, lockedAtOnce]).to.deep.equal([debtUnits, locked]);
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
      const market = await world.marketAccount();
      const before = await world.position(actor);
      const supply = await world.diemSupply();
      const amount = 10n * UNIT + 1n;
      const expected = (before.locked * amount) / before.debtUnits;
      const quote = quotes.burnQuote({ market, position: before, supply, amount });
      const locked = before.locked - expected;
      const bill = 20n * UNIT - 1n;
      expect(quote).to.deep.equal({ diemBurned: amount, vvvUnlocked: expected, locked, bill });
      await world.burn(actor, amount, expected);
      expect((await world.position(actor)).locked).to.equal(locked);
      await world.burn(actor, bill);
      const after = await world.position(actor);
      expect(after).to.include({ locked: 0n, debtUnits: 0n, staked: 10_000n * UNIT });
      expect(await world.balance(actor.diem)).to.equal(0n);
    });

    it("takes the amount as a ceiling: no more than the bill is burnt", async () => {
      const market = await World.create(chain);
      const actor = await market.staker(1_000n * UNIT);
      await market.mint(actor, 2n * UNIT);
      const buyer = await market.consumer(3n * UNIT);
      await market.pay(buyer, actor.diem, 3n * UNIT);
      const { locked } = await market.position(actor);
      const signature = await market.burn(actor, U64_MAX, locked);
      const [event] = await events.fetch(chain.connection, signature, { commitment: "confirmed" });
      if (event?.name !== "DiemBurned") throw new Error(event?.name ?? "no event");
      const { diemAmount, vvvUnlocked, bill, supply } = event.data;
      expect([diemAmount, vvvUnlocked, bill, supply]).to.deep.equal([
        ...[2n * UNIT, locked, 0n, 3n * UNIT],
      ]);
      expect(await market.balance(actor.diem)).to.equal(3n * UNIT);
      expect(await market.position(actor)).to.include({ locked: 0n, debtUnits: 0n });
      const again = () => market.burn(actor, U64_MAX);
      await expectUntouched(market, again, "NothingToBurn");
    });

    it("refuses nothing, more than held, a missed guard, dust, and a burn for no debt", async () => {
      const cheap = await World.create(chain, { params: { baseRate: 90n } });
      const actor = await cheap.staker(1_000n);
      await cheap.mint(actor, 2n * UNIT);
      const before = await cheap.position(actor);
      await expectUntouched(cheap, () => cheap.burn(actor, 0n), "ZeroAmount");
      await expectUntouched(cheap, () => cheap.burn(actor, 1n), "BurnTooSmall");
      const all = () => cheap.burn(actor, 2n * UNIT, before.locked + 1n);
      await expectUntouched(cheap, all, "UnlockBelowMinimum");
      const buyer = await cheap.actor(0n);
      await cheap.pay(actor, buyer.diem, 1n);
      await expectUntouched(cheap, () => cheap.burn(actor, 2n * UNIT), "InsufficientBalance");
      await cheap.pay(buyer, actor.diem, 1n);
      const debtor = await cheap.staker(1_000n);
      for (const amount of [0n, 1n, UNIT]) {
        await expectUntouched(cheap, () => cheap.burn(debtor, amount), "NothingToBurn");
      }
      await cheap.burn(actor, 2n * UNIT, before.locked);
    });

    it("never gives back more than was locked, however the burn is split", async () => {
      const actor = await world.staker(10_000n * UNIT);
      await world.mint(actor, 7n * UNIT + 3n);
      const { locked } = await world.position(actor);
      for (const piece of [1n, 1n, 333_333_333n, 2n * UNIT, 17n]) await world.burn(actor, piece);
      const rest = await world.position(actor);
      const average = (amount: bigint) => (locked * amount) / (7n * UNIT + 3n);
      expect(locked - rest.locked <= average(7n * UNIT + 3n - rest.debtUnits)).to.equal(true);
      await world.burn(actor, await world.bill(actor));
      expect((await world.position(actor)).locked).to.equal(0n);
    });
  });

  describe("DIEM that is burnt without owing it", () => {
    let market: World;
    let first: Actor;
    let second: Actor;

    beforeEach(async () => {
      market = await World.create(chain);
      first = await market.staker(1_000n * UNIT);
      second = await market.staker(1_000n * UNIT);
      await market.mint(first, 3n * UNIT);
      await market.mint(second, UNIT);
    });

    const bills = async () => [await market.bill(first), await market.bill(second)];
    const debtOf = async () => (await market.marketAccount()).debt;

    it("lowers every bill by the same part, and every minter can leave", async () => {
      await market.splBurn(first, UNIT);
      expect(await debtOf()).to.deep.equal({ total: 4n * UNIT, era: 0n });
      expect(await bills()).to.deep.equal([(9n * UNIT) / 4n, (3n * UNIT) / 4n]);
      await market.pay(second, first.diem, UNIT / 4n);
      const locked = await Promise.all([first, second].map((each) => market.position(each)));
      for (const [nth, each] of [first, second].entries()) {
        await market.burn(each, U64_MAX, locked[nth]?.locked);
        expect(await market.position(each)).to.include({ locked: 0n, debtUnits: 0n });
      }
      expect([await market.diemSupply(), (await debtOf()).total]).to.deep.equal([0n, 0n]);
    });

    it("gives more units per DIEM to later mints, on the curve of the remaining supply", async () => {
      await market.splBurn(first, UNIT);
      const account = await market.marketAccount();
      const third = await market.staker(1_000n * UNIT);
      const now = await chain.now();
      const [supply, amount] = [3n * UNIT, 2n * UNIT + 1n];
      const { vvvLocked } = quotes.mintQuote({ market: account, supply, amount, now });
      await market.mint(third, amount, vvvLocked);
      const { debtUnits, locked } = await market.position(third);
      const units = (amount * 4n * UNIT + supply - 1n) / supply;
      expect([debtUnits, locked]).to.deep.equal([units, vvvLocked]);
      expect(await debtOf()).to.deep.equal({ total: 4n * UNIT + units, era: 0n });
      expect(await market.bill(third)).to.equal(amount);
    });

    it("begins an era when half of it is gone, which halves all units", async () => {
      await market.splBurn(first, 2n * UNIT - 1n);
      await market.burn(second, 1n);
      expect(await debtOf()).to.deep.include({ era: 0n });
      await market.splBurn(first, 2n);
      const before = await debtOf();
      const units = (await market.position(second)).debtUnits;
      await market.burn(second, 1n);
      const supply = await market.diemSupply();
      expect(await debtOf()).to.deep.include({ era: 1n });
      const { debtUnits, debtEra } = await market.position(second);
      const halved = before.total / 2n;
      const cleared = halved / (supply + 1n); // of one base unit
      expect([debtUnits, debtEra]).to.deep.equal([units / 2n - cleared, 1n]);
      expect((await debtOf()).total).to.equal(halved - cleared);
      expect((await market.position(first)).debtEra).to.equal(0n);
      const all = (3n * UNIT) / 2n;
      expect(await market.bill(first)).to.equal((all * supply + halved - 1n) / (halved - cleared));
    });

    it("frees all stake after the last DIEM is burnt: a burn of 0 unlocks it", async () => {
      for (const [each, held] of [
        [first, 3n * UNIT],
        [second, UNIT],
      ] as const) {
        await market.splBurn(each, held);
      }
      expect(await bills()).to.deep.equal([0n, 0n]);
      const { locked } = await market.position(first);
      await expectUntouched(
        market,
        () => market.burn(first, 0n, locked + 1n),
        "UnlockBelowMinimum",
      );
      await market.burn(first, 0n, locked);
      expect(await market.position(first)).to.include({ locked: 0n, debtUnits: 0n, debtEra: 64n });
      expect(await debtOf()).to.deep.equal({ total: 0n, era: 64n });
      await expectUntouched(market, () => market.burn(first, 0n), "NothingToBurn");
      // who mints first after it owes what is minted, and nobody else owes anything
      await market.mint(first, UNIT);
      expect(await debtOf()).to.deep.equal({ total: UNIT, era: 64n });
      expect(await bills()).to.deep.equal([UNIT, 0n]);
      await market.burn(second, U64_MAX);
      expect(await market.balance(first.diem)).to.equal(UNIT);
      expect((await market.position(second)).locked).to.equal(0n);
    });
  });
});
