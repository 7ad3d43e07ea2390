import { expect } from "chai";
import * as epochs from "../support/epochs";
import { UNIT } from "../support/market";
import { CREDIT, Economy, units } from "./economy";

/** One of several sellers: DIEM base units a credit, and whole credits that it sells in every epoch. */
interface Sales {
  readonly price: bigint;
  readonly credits: bigint;
}

/** A market in which all of them sell as much in each of so many epochs. */
async function sell(all: readonly Sales[], rounds: number) {
  const economy = await Economy.start();
  const lines = [];
  for (const { price, credits } of all) {
    const perEpoch = price * credits;
    const deposit = perEpoch * BigInt(rounds);
    const seller = await economy.seller({ price });
    const consumer = await economy.world.consumer(deposit);
    lines.push({ perEpoch, line: await economy.line(consumer, seller, deposit) });
  }
  await epochs.nextEpoch(economy.world);
  for (let round = 0; round < rounds; round++) {
    for (const { line, perEpoch } of lines) await economy.use(line, perEpoch);
    await economy.turn(lines.map(({ line }) => line.opened.seller));
  }
  return { economy, lines: lines.map(({ line }) => line) };
}

describe("economy: the reference price follows what was paid", () => {
  it("is not moved by one micro-credit an epoch at five times the price: it was, tenfold, for 618 base units", async () => {
    const reference = 600_000n;
    const bounds = { referencePriceFloor: reference / 10n, referencePriceCap: reference * 10n };
    const economy = await Economy.start({ referencePrice: reference, params: bounds });
    const price = 5n * reference;
    const seller = await economy.seller({ price });
    const line = await economy.line(await economy.world.consumer(UNIT), seller, UNIT);
    await epochs.nextEpoch(economy.world);
    for (let round = 0; round < 20; round++) {
      await economy.use(line, price / CREDIT);
      await economy.turn([seller]);
    }
    const { referencePrice } = await economy.market();
    expect([referencePrice.current, referencePrice.next]).to.deep.equal([reference, reference]);
  });

  it("moves by a step of 5 % towards a price that doubled, and rests at a price that stays", async () => {
    const doubled = await sell([{ price: 2n * UNIT, credits: 100n }], 4);
    expect((await doubled.economy.market()).referencePrice.next).to.equal((UNIT * 105n) / 100n);
    const steady = await sell([{ price: UNIT, credits: 100n }], 6);
    expect((await steady.economy.market()).referencePrice.next).to.equal(UNIT);
  });

  it("is held 2 % off by a seller of 30 % of all sales that pays itself, at a cost of 15 % of what it pays", async () => {
    const rounds = 36;
    const own = { price: 2n * UNIT, credits: 30n };
    const { economy, lines } = await sell([own, { price: UNIT, credits: 70n }], rounds);
    const offBps = ((await economy.reference()) - UNIT) / (UNIT / 10_000n);
    expect(offBps > 0n && offBps <= 230n, `${offBps} bps`).to.equal(true);
    const [line] = lines;
    if (line === undefined) throw new Error("nobody sells");
    const before = await economy.market();
    await economy.takeRevenue(line.opened.seller, [line]);
    const after = await economy.market();
    const lost = after.treasuryOwed + after.quotaPool - before.treasuryOwed - before.quotaPool;
    expect(lost).to.equal((own.price * own.credits * BigInt(rounds) * 15n) / 100n);
    expect(lost).to.equal(units(324));
  });
});
