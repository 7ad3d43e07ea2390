import { expect } from "chai";
import * as epochs from "../support/epochs";
import { catchUp } from "../support/trade";
import { CREDIT, Economy, type Line, units } from "./economy";

const PIECES = 5n;
const PAID = units(200);
const QUOTA = 30n * CREDIT;

/** When the record is opened, by how many calls the use is reported, and in which order. */
interface Reporting {
  readonly openedEarly: boolean;
  readonly inPieces: boolean;
  readonly reversed: boolean;
}

/** Two sellers, one of whom asks more than the reference price; what the record and the market are after the closing. */
async function reported({ openedEarly, inPieces, reversed }: Reporting) {
  const economy = await Economy.start();
  const { world } = economy;
  await economy.fundQuota(units(50));
  const sellers = [await economy.seller(), await economy.seller({ price: units(2) })];
  await epochs.nextEpoch(world);
  const lines: Line[] = [];
  for (const seller of sellers) {
    const consumer = await world.consumer(PAID + units(100));
    lines.push(await economy.line(consumer, seller, PAID, units(100)));
  }
  const epoch = await epochs.nextEpoch(world);
  await catchUp(world);
  if (openedEarly) await epochs.openRecord(world, epoch);
  const order = reversed ? [...lines].reverse() : lines;
  for (let piece = 0n; piece < PIECES; piece++) {
    for (const line of order) {
      await economy.use(line, PAID / PIECES, QUOTA / PIECES);
      if (openedEarly && inPieces) await epochs.reportUsage(world, line.opened.seller, epoch);
    }
  }
  for (const line of order) await economy.takeRevenue(line.opened.seller, [line]);
  await epochs.nextEpoch(world);
  await catchUp(world);
  if (!openedEarly) await epochs.openRecord(world, epoch);
  for (const line of order) await epochs.reportUsage(world, line.opened.seller, epoch);
  await epochs.nextEpoch(world);
  await epochs.rollEpoch(world);
  const { served, utilisationEma, referencePrice, nextTarget, quotaPool } = await economy.market();
  const { paid, quota, used, rewardable, priceSum, rewardPool } = await economy.record(epoch);
  return {
    ...{ served, utilisationEma, nextReference: referencePrice.next, nextTarget, quotaPool },
    ...{ paid, quota, used, rewardable, priceSum, rewardPool },
  };
}

describe("economy: an epoch's figures do not depend on who reports them when", () => {
  it("come out the same from reports in pieces or at once, in any order, to a record opened early or late", async () => {
    const atOnce = await reported({ openedEarly: true, inPieces: false, reversed: false });
    // 200 credits at the reference price, and 100 at twice the price, which count for one each
    expect(atOnce.paid).to.equal(300n * CREDIT);
    expect(atOnce.used).to.equal(360n * CREDIT);
    expect(atOnce.rewardable).to.equal(50n * CREDIT); // 30 of the one, a fifth of 100 of the other
    expect(atOnce.rewardPool).to.equal((units(50) * 75n) / 100n);
    for (const ways of [
      { openedEarly: true, inPieces: true, reversed: false },
      { openedEarly: true, inPieces: true, reversed: true },
      { openedEarly: false, inPieces: false, reversed: true },
    ]) {
      expect(await reported(ways), JSON.stringify(ways)).to.deep.equal(atOnce);
    }
  });
});
