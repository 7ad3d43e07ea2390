import { expect } from "chai";
import { events, PROGRAM_ID, vvvOf } from "@diem/sdk";
import { eventFromJson, eventText, paramChanges } from "@diem/sdk/text";
import { plain } from "../../app/indexer/dist/store/plain";
import { startChain, type TestChain } from "../support/chain";
import { CREDIT, QuotaMarket } from "../support/quota-market";

describe("sdk: events and parameters in words", () => {
  let chain: TestChain;
  let market: QuotaMarket;
  let happened: events.LocatedEvent[];
  before(async () => {
    chain = await startChain(381);
    market = await QuotaMarket.open(chain, 1);
    await market.serveEpoch([CREDIT]);
    const { connection } = chain;
    const listed = await connection.getSignaturesForAddress(PROGRAM_ID);
    const all = listed.reverse().map(({ signature }) => events.fetch(connection, signature));
    happened = (await Promise.all(all)).flat();
  });

  it("reads back what an indexer writes of each event", () => {
    const names = new Set(happened.map(({ name }) => name));
    expect(names).to.include.keys("VouchersSettled", "UsageReported", "ChannelOpened");
    for (const { name, data } of happened) {
      const json: unknown = JSON.parse(JSON.stringify(plain(data)));
      expect(eventFromJson(name, json), name).to.deep.equal({ name, data });
    }
  });

  it("writes addresses, times and amounts as it is told", () => {
    const writing = {
      vvv: vvvOf({ vvvDecimals: 9 }),
      address: () => "somebody",
      amount: (units: bigint, { symbol }: { symbol: string }) => `${units} units of ${symbol}`,
    };
    const [opened] = events.named(happened, "ChannelOpened");
    expect(opened && eventText(opened, writing)).to.equal(
      "channel somebody opened with provider somebody: 50000000000 units of DIEM at 1000000000 units of DIEM per credit",
    );
  });

  it("takes nothing for an event that is none", () => {
    const [event] = events.named(happened, "Staked");
    const good = JSON.parse(JSON.stringify(plain(event?.data))) as Record<string, unknown>;
    expect(eventFromJson("Staked", good)).not.to.equal(null);
    for (const [name, data] of [
      ["staked", good],
      ["Paid", good],
      ["toString", good],
      ["Staked", null],
      ["Staked", "x"],
      ["Staked", { ...good, amount: 5 }],
      ["Staked", { ...good, amount: "5.5" }],
      ["Staked", { ...good, amount: "1".repeat(40) }],
      ["Staked", { ...good, stamp: {} }],
      ["Staked", { ...good, position: { owner: "0x" } }],
    ] as const) {
      expect(eventFromJson(name, data), JSON.stringify(data)).to.equal(null);
    }
  });

  it("says what a change of parameters does to whom", async () => {
    const { params: before, vvvDecimals } = await market.world.marketAccount();
    const after = { ...before, baseRate: before.baseRate + 1n, maxSlashBps: 1 };
    expect(paramChanges({ before, after, vvvDecimals })).to.deep.equal([
      {
        name: "baseRate",
        before: "90 VVV",
        after: "90.000000001 VVV",
        effect: "minters lock more VVV for new DIEM; what is minted keeps its rate",
      },
      {
        name: "maxSlash",
        before: "20%",
        after: "0.01%",
        effect: "the arbiter can take less of every bond",
      },
    ]);
    expect(paramChanges({ before, after: before, vvvDecimals })).to.deep.equal([]);
  });
});
