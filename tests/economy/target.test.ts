import { expect } from "chai";
import type { MarketParams } from "@diem/sdk";
import * as epochs from "../support/epochs";
import { TARGET_FLOOR, UNIT } from "../support/market";
import { CREDIT, Economy, units } from "./economy";

const FLOOR = units(200);
/** A thousandth of a DIEM a credit, so that little DIEM buys much. */
const PRICE = UNIT / 1_000n;

/** A market at the floor whose use moves the average and the target quickly. */
function young(params: Partial<MarketParams>): Promise<Economy> {
  return Economy.start({
    referencePrice: PRICE,
    params: {
      ...{ targetFloor: FLOOR, useEmaBps: 2_000 },
      ...{ referencePriceFloor: PRICE / 10n, referencePriceCap: PRICE * 10n },
      ...params,
    },
  });
}

describe("economy: the target supply follows use within what is bonded", () => {
  it("is pushed by a seller to itself one step an epoch, at 15 % of the use that it pays for", async () => {
    const rounds = 12;
    const economy = await young({});
    const { world } = economy;
    const seller = await economy.seller({ capacity: 2_000n * CREDIT, price: PRICE });
    const perEpoch = 2_000n * PRICE;
    const line = await economy.line(
      await world.consumer(perEpoch * BigInt(rounds)),
      seller,
      perEpoch * BigInt(rounds),
    );
    await epochs.nextEpoch(world);
    let target = FLOOR;
    let steps = 0;
    for (let round = 0; round < rounds; round++) {
      await economy.use(line, perEpoch);
      await economy.turn([seller]);
      const { nextTarget } = await economy.market();
      expect(nextTarget >= target && nextTarget - target <= (target * 50n) / 10_000n).to.equal(
        true,
      );
      steps += nextTarget > target ? 1 : 0;
      target = nextTarget;
    }
    // one turn closes an epoch without use, and one an epoch whose average carries less than the floor
    expect(steps).to.equal(rounds - 2);
    await economy.takeRevenue(seller, [line]);
    const { treasuryOwed, totalBonded } = await economy.market();
    expect(treasuryOwed).to.equal((perEpoch * BigInt(rounds) * 5n) / 100n);
    // and the capacity behind the use is bonded
    expect(totalBonded >= units(2_000)).to.equal(true);
  });

  it("rises towards no more than the bonded capacity carries", async () => {
    const economy = await Economy.start({
      params: {
        targetFloor: FLOOR,
        targetShareBps: 10_000,
        useEmaBps: 2_000,
        maxTargetStepBps: 100,
      },
    });
    const { world } = economy;
    const capacity = 201n * CREDIT;
    const seller = await economy.seller({ capacity, quotaCapacity: 0n, price: PRICE });
    const purse = 6_000n * PRICE;
    const line = await economy.line(await world.consumer(purse), seller, purse);
    await epochs.nextEpoch(world);
    for (let round = 0; round < 12; round++) {
      await economy.use(line, 500n * PRICE); // more than the capacity: counted as the capacity
      await economy.turn([seller]);
    }
    const { nextTarget, served } = await economy.market();
    expect(served <= capacity).to.equal(true);
    expect(nextTarget <= units(201)).to.equal(true);
  });

  it("does not follow capacity that nobody uses, however much is declared", async () => {
    const economy = await Economy.start();
    const { world } = economy;
    await economy.seller({ capacity: 100_000n * CREDIT, quotaCapacity: 100_000n * CREDIT });
    await epochs.nextEpoch(world);
    await economy.idle(6);
    expect((await economy.market()).nextTarget).to.equal(TARGET_FLOOR);
  });
});
