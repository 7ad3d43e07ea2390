import bs58 from "bs58";
import { expect } from "chai";
import fc from "fast-check";
import { type FollowedBatch, ProgramHistory } from "@diem/sdk";
import { fromBase58 } from "../../app/sdk/dist/events/base58";
import { startChain } from "../support/chain";
import { UNIT } from "../support/market";
import { World } from "../support/world";
import { thrownBy } from "./support";

describe("sdk: the history of a program", () => {
  it("tells the events of all markets in one order, and up to which slot it has told all", async () => {
    const chain = await startChain(74);
    const [one, other] = [await World.create(chain), await World.create(chain)];
    await one.staker(UNIT, UNIT);
    await other.staker(UNIT, UNIT);
    const told: FollowedBatch[] = [];
    const history = new ProgramHistory({ connection: chain.connection, commitment: "finalized" });
    const slot = await new Promise<number>((resolve, reject) => {
      const stop = history.follow((batch) => void told.push(batch), {
        after: "start",
        onError: reject,
        onCaughtUp: (reached) => void stop().then(() => resolve(reached)),
      });
    });
    const markets = [one, other].map(({ market }) => market.market.toBase58());
    const of = told.flatMap(({ events }) => events.map(({ data }) => data.stamp.market.toBase58()));
    expect(new Set(of)).to.deep.equal(new Set(markets));
    const slots = told.map((batch) => batch.slot);
    expect(slots).to.deep.equal([...slots].sort((a, b) => a - b));
    expect(slot).to.be.at.least(slots.at(-1) ?? Infinity);
  });

  it("lists the transactions of one account", async () => {
    const chain = await startChain(75);
    const [one] = [await World.create(chain), await World.create(chain)];
    const address = one.market.market;
    const history = new ProgramHistory({ connection: chain.connection, address });
    const found: string[] = [];
    for await (const page of history.pages({})) {
      for await (const { events } of history.read(page)) {
        found.push(...events.map(({ data }) => data.stamp.market.toBase58()));
      }
    }
    expect(found).to.deep.equal([address.toBase58()]);
  });

  it("reads base58 as the usual library does, byte for byte", () => {
    const data = fc.tuple(fc.nat(4), fc.uint8Array({ maxLength: 600 }));
    fc.assert(
      fc.property(data, ([zeros, rest]) => {
        const bytes = Uint8Array.from([...new Uint8Array(zeros), ...rest]);
        expect(fromBase58(bs58.encode(bytes))).to.deep.equal(bytes);
      }),
    );
  });

  it("refuses what is no base58", async () => {
    const error = await thrownBy(() => Promise.resolve().then(() => fromBase58("1O1")));
    expect(error).to.include({ name: "RangeError", message: '"O" is not a base58 character' });
  });
});
