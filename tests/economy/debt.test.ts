import { createBurnInstruction } from "@solana/spl-token";
import { expect } from "chai";
import { quotes } from "@diem/sdk";
import { expectSolvent } from "../support/solvency";
import { UNIT } from "../support/market";
import type { Actor, World } from "../support/world";
import { Economy, units } from "./economy";

/** Fraction bits of the exact debts. */
const SCALE = 256n;

interface Debtor {
  readonly actor: Actor;
  /** DIEM base units that it owes exactly, times 2^256. */
  scaled: bigint;
}

/** Random numbers below a limit, the same in every run: a linear congruential generator. */
function draws(seed: bigint): (limit: bigint) => bigint {
  let state = seed;
  return (limit) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return ((state >> 16n) * limit) >> 48n;
  };
}

/** Burns DIEM by the token program: no debt of the burner is cleared by it. */
function donate(world: World, from: Actor, amount: bigint): Promise<string> {
  const burn = createBurnInstruction(from.diem, world.market.diemMint, from.address, amount);
  return world.send([burn], [from.keypair]);
}

async function billOf(world: World, actor: Actor): Promise<bigint> {
  return quotes.billOf({
    position: await world.position(actor),
    market: await world.marketAccount(),
    supply: await world.diemSupply(),
  });
}

/** Burns the bill, with DIEM from `purse`, and takes all stake out. */
async function leave(world: World, actor: Actor, purse: Actor): Promise<void> {
  const bill = await billOf(world, actor);
  const held = await world.balance(actor.diem);
  if (held < bill) await world.pay(purse, actor.diem, bill - held);
  await world.burn(actor, bill);
  const { staked, locked, debtUnits } = await world.position(actor);
  expect([locked, debtUnits]).to.deep.equal([0n, 0n]);
  await world.requestUnstake(actor, staked);
}

describe("economy: debt is a part of all DIEM that exists", () => {
  it("falls for all alike when others burn DIEM: 2 % of it locked 118,000 of 5.9M VVV for ever", async () => {
    const { world } = await Economy.start();
    const [ana, bela] = [await world.consumer(units(600)), await world.consumer(units(400))];
    await donate(world, bela, units(20));
    expect(await billOf(world, ana)).to.equal(units(588));
    expect(await billOf(world, bela)).to.equal(units(392));
    await leave(world, ana, bela);
    await leave(world, bela, ana);
    expect(await world.diemSupply()).to.equal(0n);
    await expectSolvent(world);
  });

  it("lets a first minter who burns all but one base unit, 200 times, close nothing for others", async () => {
    const { world } = await Economy.start();
    const first = await world.staker(units(60_000));
    for (let round = 0; round < 200; round++) {
      await world.mint(first, UNIT);
      const held = await world.balance(first.diem);
      await donate(world, first, held - 1n);
    }
    expect(await world.diemSupply()).to.equal(1n);
    const other = await world.staker(units(1_000));
    await world.mint(other, UNIT);
    const market = await world.marketAccount();
    expect(market.debt.total < 2n * (UNIT + 1n)).to.equal(true);
    const { locked } = await world.position(other);
    const { baseRate } = market.params;
    expect(locked >= baseRate && locked <= baseRate + 1_000n, `${locked}`).to.equal(true);
    await leave(world, first, other);
    await leave(world, other, first);
    await expectSolvent(world);
  });

  it("of a position that nobody touched passes eras, and with the last one frees its stake for nothing", async () => {
    const { world } = await Economy.start();
    const quiet = await world.consumer(units(100));
    const busy = await world.consumer(units(100));
    await donate(world, quiet, units(100));
    await donate(world, busy, units(99));
    await world.burn(busy, 0n).then(
      () => expect.fail("a burn of nothing while there is debt"),
      (error: unknown) => expect(error).to.have.property("name", "ZeroAmount"),
    );
    expect(await billOf(world, quiet)).to.equal(UNIT / 2n);
    await donate(world, busy, UNIT);
    expect(await billOf(world, quiet)).to.equal(0n);
    const { locked } = await world.position(quiet);
    expect(locked > 0n).to.equal(true);
    await world.burn(quiet, 0n);
    const freed = await world.position(quiet);
    expect([freed.locked, freed.debtUnits]).to.deep.equal([0n, 0n]);
    // what is minted after all were burnt begins at the base rate
    const next = await world.consumer(UNIT);
    const { locked: cost } = await world.position(next);
    const { baseRate } = (await world.marketAccount()).params;
    expect(cost >= baseRate && cost <= baseRate + 1_000n, `${cost}`).to.equal(true);
  });

  it("stays within 20 base units of the exact debt through random mints, burns and donations", async () => {
    const { world } = await Economy.start();
    const debtors: Debtor[] = [];
    for (let nth = 0; nth < 4; nth++) {
      debtors.push({ actor: await world.staker(units(400_000)), scaled: 0n });
    }
    const random = draws(12n);
    for (let step = 0; step < 120; step++) {
      const debtor = debtors[Number(random(4n))] ?? expect.fail("no debtor");
      const { actor } = debtor;
      const held = await world.balance(actor.diem);
      const supply = await world.diemSupply();
      const amount = 1n + random(units(50));
      const act = held === 0n ? 0n : random(4n);
      if (act < 2n) {
        await world.mint(actor, amount);
        debtor.scaled += amount << SCALE;
      } else if (act === 2n) {
        const burnt = held < amount ? held : amount;
        await donate(world, actor, burnt);
        for (const one of debtors) one.scaled = (one.scaled * (supply - burnt)) / supply;
      } else {
        const bill = await billOf(world, actor);
        const burnt = [held, bill, amount].reduce((least, one) => (one < least ? one : least));
        if (burnt === 0n) continue;
        await world.burn(actor, burnt);
        const left = debtor.scaled - (burnt << SCALE);
        debtor.scaled = left > 0n ? left : 0n;
      }
      for (const { actor: one, scaled } of debtors) {
        const off = (await billOf(world, one)) - (scaled >> SCALE);
        expect(off > -20n && off < 20n, `${off} at step ${step}`).to.equal(true);
      }
    }
    const [first] = debtors;
    if (first === undefined) throw new Error("no debtor");
    for (const { actor } of debtors.slice(1)) {
      const held = await world.balance(actor.diem);
      if (held > 0n) await world.pay(actor, first.actor.diem, held);
    }
    for (const { actor } of [...debtors].reverse()) await leave(world, actor, first.actor);
    expect((await world.marketAccount()).totalLocked).to.equal(0n);
    await expectSolvent(world);
  });
});
