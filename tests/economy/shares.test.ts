import { expect } from "chai";
import { events } from "@diem/sdk";
import * as epochs from "../support/epochs";
import { collect } from "../support/settling";
import { CREDIT, Economy, EPOCH_SECS, units } from "./economy";

const PAID = units(300);

/** How much a provider declares, and whether it settles and distributes in every epoch or once. */
interface Habits {
  readonly capacity: bigint;
  readonly settlements: bigint;
}

/** What a provider of such habits gets of the same payments, and the others with it. */
async function shares({ capacity, settlements }: Habits) {
  const economy = await Economy.start();
  const { world } = economy;
  const seller = await economy.seller({ capacity });
  const line = await economy.line(await world.consumer(PAID), seller, PAID);
  const total = { toProvider: 0n, toQuota: 0n, toTreasury: 0n, toStakers: 0n };
  await epochs.nextEpoch(world);
  for (let nth = 0n; nth < settlements; nth++) {
    await economy.use(line, PAID / settlements);
    await economy.turn([seller]);
    await collect(world, line.opened);
    const signature = await world.distribute(seller.provider);
    const [event] = await events.fetch(world.chain.connection, signature, {
      commitment: "confirmed",
    });
    if (event?.name !== "RevenueDistributed") throw new Error("nothing was distributed");
    total.toProvider += event.data.toProvider;
    total.toQuota += event.data.toQuota;
    total.toTreasury += event.data.toTreasury;
    total.toStakers += event.data.toStakers;
  }
  return total;
}

describe("economy: the split of revenue is fixed", () => {
  it("gives the same parts however much is declared and however late it is settled: it moved $1.09M a year", async () => {
    const honest = await shares({ capacity: 1_000n * CREDIT, settlements: 6n });
    expect(honest).to.deep.equal({
      toProvider: (PAID * 75n) / 100n,
      toQuota: (PAID * 10n) / 100n,
      toTreasury: (PAID * 5n) / 100n,
      toStakers: (PAID * 10n) / 100n,
    });
    expect(await shares({ capacity: 2_000n * CREDIT, settlements: 6n })).to.deep.equal(honest);
    expect(await shares({ capacity: 1_000n * CREDIT, settlements: 1n })).to.deep.equal(honest);
  });

  it("pays a stake that comes for a payment the part of the stream for which it stays", async () => {
    const coolDown = 7n * EPOCH_SECS;
    const stream = 3n * coolDown;
    const economy = await Economy.start({
      params: { stakeCooldownSecs: coolDown, feeStreamSecs: stream },
    });
    const { world } = economy;
    const seller = await economy.seller();
    await world.staker(units(1_000));
    const payer = await world.consumer(PAID); // its stake and the first one stay
    const stayed = (await economy.market()).totalStaked;
    const whale = await world.staker(9n * stayed);
    await world.pay(payer, seller.revenue, PAID);
    await world.distribute(seller.provider);
    const lump = (PAID * 10n) / 100n;
    await world.chain.advance(EPOCH_SECS);
    await world.requestUnstake(whale, 9n * stayed);
    await world.chain.advance(stream);
    await world.claim(whale);
    const elapsed = BigInt(await world.balance(whale.diem));
    // nine tenths of what one epoch of 21 releases, and nothing through the cool-down
    const most = (lump * 9n) / 10n / 21n;
    expect(elapsed <= most + most / 50n && elapsed >= most - most / 50n).to.equal(true);
  });
});
