import { expect } from "chai";
import type { PublicKey } from "@solana/web3.js";
import { events } from "@diem/sdk";
import { idl } from "@diem/sdk/idl";
import {
  authority,
  collected,
  discriminatorOf,
  eventData,
  type Inner,
  marketState,
  OTHER_PROGRAM,
  response,
  stamp,
  TAG,
} from "./events-support";
import { bn, key, offlineConnection, thrownBy } from "./support";

const terms = (price: ReturnType<typeof bn>) => ({
  operator: key(3),
  endpoint: "https://ü",
  price,
  priceListHash: Array.from({ length: 32 }, () => 7),
});

describe("sdk: events", () => {
  it("decodes an event with every integer whole", () => {
    const event = events.decode(collected);
    if (event?.name !== "TreasuryCollected") throw new Error("another event");
    expect(event.data).to.deep.equal({
      stamp: { market: key(1), slot: 11n, timestamp: -12n, sequence: 9_007_199_254_740_993n },
      treasury: key(2),
      amount: 9_007_199_254_740_993n,
      market: {
        totalStaked: 1n,
        totalLocked: 2n,
        totalCooling: 3n,
        totalBonded: 4n,
        totalBondCooling: 5n,
        totalEscrowed: 6n,
        rewardWeight: 7n,
        debtUnits: 8n,
        debtEra: 9n,
        feesOwed: 10n,
        rewardsOwed: 11n,
        treasuryOwed: 12n,
        quotaPool: 13n,
        quotaRewardsOwed: 14n,
        feeStreamRemaining: 15n,
        rewardStreamRemaining: 2n ** 64n - 1n,
      },
    });
  });

  it("decodes strings, bytes and flags", () => {
    const provider = {
      owner: key(4),
      operator: key(5),
      price: bn(0),
      retiring: true,
      bond: bn(1),
      bondCooling: bn(2),
      capacity: bn(3),
      quotaCapacity: bn(4),
      committed: bn(5),
      openChannels: 6,
      claimable: bn(7),
      totalRevenue: bn(8),
      totalSettled: bn(9),
    };
    const data = eventData("ProviderUpdated", {
      stamp,
      before: terms(bn(4)),
      after: terms(bn(5)),
      provider,
    });
    const event = events.decode(data);
    if (event?.name !== "ProviderUpdated") throw new Error("another event");
    expect(event.data.before.price).to.equal(4n);
    expect(event.data.after.price).to.equal(5n);
    expect(event.data.after.endpoint).to.equal("https://ü");
    expect(event.data.after.priceListHash).to.deep.equal(new Uint8Array(32).fill(7));
    expect(event.data.provider.retiring).to.equal(true);
    expect(event.data.provider.totalSettled).to.equal(9n);
  });

  it("decodes what was there before, where there was anything", () => {
    const metadata = { name: "DIEM", symbol: "D", uri: "https://ü" };
    const set = (before: typeof metadata | null) =>
      events.decode(eventData("DiemMetadataSet", { stamp, before, after: metadata }));
    for (const before of [null, metadata]) {
      const event = set(before);
      if (event?.name !== "DiemMetadataSet") throw new Error("another event");
      expect([event.data.before, event.data.after]).to.deep.equal([before, metadata]);
    }
  });

  it("decodes a list of records, an empty one too", () => {
    const record = (epoch: number) => ({
      epoch,
      ...{ capacity: bn(1), referencePrice: bn(2), paid: bn(3), quota: bn(4), used: bn(5) },
      ...{ rewardable: bn(6), priceSum: bn(2n ** 127n + 7n), rewarded: bn(8) },
      ...{ rewardPool: bn(9), rewardsClaimed: bn(10), utilisationBps: 10_000 },
    });
    const rolled = (records: object[]) =>
      events.decode(
        eventData("EpochsRolled", {
          ...{ stamp, firstClosed: 8, closed: 9, records, utilisationEmaBps: 10 },
          ...{ served: bn(11), referencePrice: bn(12), nextReferencePrice: bn(13) },
          ...{ targetSupply: bn(14), nextTarget: bn(15), nextTargetEpoch: 16 },
          ...{ toStakers: bn(17), market: marketState },
        }),
      );
    const both = rolled([record(8), record(9)]);
    if (both?.name !== "EpochsRolled") throw new Error("another event");
    expect(both.data.records.map(({ epoch }) => epoch)).to.deep.equal([8, 9]);
    expect(both.data.records[1]).to.deep.equal({
      epoch: 9,
      ...{ capacity: 1n, referencePrice: 2n, paid: 3n, quota: 4n, used: 5n },
      ...{ rewardable: 6n, priceSum: 2n ** 127n + 7n, rewarded: 8n },
      ...{ rewardPool: 9n, rewardsClaimed: 10n, utilisationBps: 10_000 },
    });
    const { served, nextReferencePrice, toStakers } = both.data;
    expect([served, nextReferencePrice, toStakers]).to.deep.equal([11n, 13n, 17n]);
    expect(both.data.nextTargetEpoch).to.equal(16);
    const none = rolled([]);
    expect(none?.name === "EpochsRolled" && none.data.records).to.deep.equal([]);
  });

  it("knows every event of the IDL", () => {
    for (const { name } of idl.events) {
      const known = events.decode(Buffer.concat([eventPrefix(name), Buffer.alloc(2_000)]));
      expect(known, name).to.equal(null); // known, but too long
      const padded = Array.from({ length: 2_000 }, (_, length) =>
        events.decode(Buffer.concat([eventPrefix(name), Buffer.alloc(length)])),
      );
      const found = padded.filter((event) => event !== null);
      expect(found.map((event) => event.name)).to.deep.equal([name]);
    }
  });

  it("decodes nothing else", () => {
    expect(events.decode(Buffer.alloc(0))).to.equal(null);
    expect(events.decode(collected.subarray(8))).to.equal(null);
    expect(events.decode(collected.subarray(0, -1))).to.equal(null);
    expect(events.decode(Buffer.concat([collected, Buffer.alloc(1)]))).to.equal(null);
    expect(events.decode(Buffer.concat([TAG, Buffer.alloc(200)]))).to.equal(null);
  });

  for (const lookedUp of [false, true]) {
    it(`finds events with ${lookedUp ? "addresses of a lookup table" : "static addresses"}`, () => {
      const noise = { program: OTHER_PROGRAM, accounts: [], data: Buffer.from([1]) };
      const found = events.fromTransaction(response([noise, {}, noise, {}], { lookedUp }));
      expect(
        found.map(({ name, instructionIndex, innerIndex }) => ({
          name,
          instructionIndex,
          innerIndex,
        })),
      ).to.deep.equal([
        { name: "TreasuryCollected", instructionIndex: 4, innerIndex: 1 },
        { name: "TreasuryCollected", instructionIndex: 4, innerIndex: 3 },
      ]);
    });
  }

  describe("ignores what only looks like an event", () => {
    const spoofed: [what: string, inner: Inner][] = [
      ["sent to another program", { program: OTHER_PROGRAM }],
      ["without the event authority", { accounts: [key(71)] }],
      ["without accounts", { accounts: [] }],
      ["with a second account", { accounts: [authority, key(71)] }],
      ["without the tag", { data: collected.subarray(8) }],
      ["of an unknown kind", { data: Buffer.concat([TAG, Buffer.alloc(200)]) }],
      ["cut short", { data: collected.subarray(0, -1) }],
    ];
    for (const [what, inner] of spoofed) {
      it(what, () => {
        expect(events.fromTransaction(response([inner]))).to.deep.equal([]);
        expect(events.fromTransaction(response([inner, {}])).length).to.equal(1);
      });
    }
    it("in a top-level instruction", () => {
      expect(events.fromTransaction(response([], { topLevel: [{}] }))).to.deep.equal([]);
    });
    it("in a failed transaction", () => {
      const failed = response([{}], { err: { InstructionError: [0, "Custom"] } });
      expect(events.fromTransaction(failed)).to.deep.equal([]);
    });
    it("of the program while another program's events are asked for", () => {
      const found = events.fromTransaction(response([{}]), { programId: OTHER_PROGRAM });
      expect(found).to.deep.equal([]);
    });
  });

  it("are filtered by their name, typed and in their order", () => {
    const other = eventData("RewardsFunded", {
      ...{ stamp, funder: key(2), amount: bn(5), endTs: bn(7), market: marketState },
    });
    const happened = events.fromTransaction(response([{}, { data: other }, {}]));
    expect(happened.length).to.equal(3);
    const collections = events.named(happened, "TreasuryCollected");
    const amounts: bigint[] = collections.map(({ data }) => data.amount);
    expect(amounts).to.deep.equal([9_007_199_254_740_993n, 9_007_199_254_740_993n]);
    expect(collections.map(({ innerIndex }) => innerIndex)).to.deep.equal([0, 2]);
    const [funded] = events.named(happened, "RewardsFunded");
    const data: events.EventData<"RewardsFunded"> | undefined = funded?.data;
    expect(data?.amount).to.equal(5n);
    expect(events.named(happened, "Collected")).to.deep.equal([]);
  });

  it("fetches a transaction's events, and says where there is none", async () => {
    const known = offlineConnection({ getTransaction: () => Promise.resolve(response([{}])) });
    expect((await events.fetch(known, "signature")).length).to.equal(1);
    const unknown = offlineConnection({ getTransaction: () => Promise.resolve(null) });
    const error = await thrownBy(() => events.fetch(unknown, "signature"));
    expect(error).to.have.property("name", "TransactionNotFound");
  });

  it("subscribes to the events of an address", async () => {
    let notify: (logs: { err: unknown; signature: string }) => void = () => undefined;
    const removed: number[] = [];
    const connection = offlineConnection({
      onLogs: (_address: PublicKey, callback: typeof notify) => {
        notify = callback;
        return 5;
      },
      removeOnLogsListener: (id: number) => Promise.resolve(removed.push(id)),
      getTransaction: (signature: string) =>
        signature === "lost" ? Promise.resolve(null) : Promise.resolve(response([{}])),
    });
    const seen: string[] = [];
    const lost: string[] = [];
    const stop = events.subscribe(
      {
        connection,
        address: key(1),
        onError: (_error, signature) => lost.push(signature),
      },
      (event, signature) => seen.push(`${signature} ${event.name}`),
    );
    notify({ err: null, signature: "one" });
    notify({ err: {}, signature: "failed" });
    notify({ err: null, signature: "lost" });
    await new Promise((resume) => setImmediate(resume));
    await stop();
    expect(seen).to.deep.equal(["one TreasuryCollected"]);
    expect(lost).to.deep.equal(["lost"]);
    expect(removed).to.deep.equal([5]);
  });
});

function eventPrefix(name: string): Buffer {
  return Buffer.concat([TAG, discriminatorOf(name)]);
}
