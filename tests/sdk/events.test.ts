import { expect } from "chai";
import bs58 from "bs58";
import {
  MessageV0,
  PublicKey,
  TransactionMessage,
  type VersionedTransactionResponse,
} from "@solana/web3.js";
import { errors, events, idl, pda, PROGRAM_ID } from "@diem/sdk";
import { anchorProgram, bn, key, offlineConnection, thrownBy } from "./support";

const TAG = Buffer.from("e445a52e51cb9a1d", "hex");
const OTHER_PROGRAM = key(60);
const authority = pda.eventAuthority();

const marketState = {
  totalStaked: bn(1),
  totalLocked: bn(2),
  totalCooling: bn(3),
  totalBonded: bn(4),
  diemOutstanding: bn(5),
  feesOwed: bn(6),
  rewardsOwed: bn(7),
  treasuryOwed: bn(8),
  quotaPool: bn(9),
  feeStreamRemaining: bn(10),
  rewardStreamRemaining: bn(2n ** 64n - 1n),
};
const stamp = {
  market: key(1),
  slot: bn(11),
  timestamp: bn(-12),
  sequence: bn(9007199254740993n),
};
const terms = (price: ReturnType<typeof bn> | null) => ({
  operator: key(3),
  endpoint: "https://ü",
  price,
  priceListHash: Array.from({ length: 32 }, () => 7),
});

function eventData(name: string, fields: object): Buffer {
  const event = idl.events.find((known) => (known.name as string) === name);
  const discriminator = Buffer.from(event?.discriminator ?? []);
  const struct = name.charAt(0).toLowerCase() + name.slice(1);
  const body = anchorProgram.coder.types.encode(struct, fields);
  return Buffer.concat([TAG, discriminator, body]);
}

const collected = eventData("TreasuryCollected", {
  stamp,
  treasury: key(2),
  amount: bn(9007199254740993n),
  market: marketState,
});

interface Inner {
  readonly program?: PublicKey;
  readonly accounts?: readonly PublicKey[];
  readonly data?: Buffer;
}

/** A fetched transaction of one top-level instruction with the given inner ones. */
function response(
  inner: readonly Inner[],
  { lookedUp = false, err = null as object | null, topLevel = [] as Inner[] } = {},
): VersionedTransactionResponse {
  const table = [PROGRAM_ID, authority];
  const fixed = [key(70), OTHER_PROGRAM, key(71), ...(lookedUp ? [] : table)];
  const keys = [...fixed, ...(lookedUp ? table : [])];
  const at = (wanted: PublicKey) => keys.findIndex((known) => known.equals(wanted));
  const { header, recentBlockhash } = new TransactionMessage({
    payerKey: key(70),
    recentBlockhash: key(72).toBase58(),
    instructions: [],
  }).compileToV0Message();
  const compiled = ({ program = PROGRAM_ID, accounts = [authority], data = collected }: Inner) => ({
    programIdIndex: at(program),
    accounts: accounts.map(at),
    data: bs58.encode(data),
  });
  const message = new MessageV0({
    header,
    staticAccountKeys: fixed,
    recentBlockhash,
    compiledInstructions: topLevel.map((made) => {
      const { programIdIndex, accounts, data } = compiled(made);
      return { programIdIndex, accountKeyIndexes: accounts, data: bs58.decode(data) };
    }),
    addressTableLookups: [],
  });
  return {
    slot: 1,
    transaction: { message, signatures: [] },
    meta: {
      err,
      fee: 0,
      preBalances: [],
      postBalances: [],
      innerInstructions: [{ index: 4, instructions: inner.map(compiled) }],
      loadedAddresses: lookedUp
        ? { writable: [PROGRAM_ID], readonly: [authority] }
        : { writable: [], readonly: [] },
    },
  };
}

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
        diemOutstanding: 5n,
        feesOwed: 6n,
        rewardsOwed: 7n,
        treasuryOwed: 8n,
        quotaPool: 9n,
        feeStreamRemaining: 10n,
        rewardStreamRemaining: 2n ** 64n - 1n,
      },
    });
  });

  it("decodes strings and options", () => {
    const provider = {
      owner: key(4),
      operator: key(5),
      price: bn(0),
      bond: bn(1),
      claimable: bn(2),
      totalRevenue: bn(3),
    };
    const data = eventData("ProviderUpdated", {
      stamp,
      before: terms(null),
      after: terms(bn(5)),
      provider,
    });
    const event = events.decode(data);
    if (event?.name !== "ProviderUpdated") throw new Error("another event");
    expect(event.data.before.price).to.equal(null);
    expect(event.data.after.price).to.equal(5n);
    expect(event.data.after.endpoint).to.equal("https://ü");
    expect(event.data.after.priceListHash).to.deep.equal(new Uint8Array(32).fill(7));
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

  it("fetches a transaction's events, and says where there is none", async () => {
    const known = offlineConnection({ getTransaction: () => Promise.resolve(response([{}])) });
    expect((await events.fetch(known, "signature")).length).to.equal(1);
    const unknown = offlineConnection({ getTransaction: () => Promise.resolve(null) });
    const error = await thrownBy(() => events.fetch(unknown, "signature"));
    expect(error).to.be.instanceOf(errors.TransactionNotFoundError);
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
  const event = idl.events.find((known) => (known.name as string) === name);
  return Buffer.concat([TAG, Buffer.from(event?.discriminator ?? [])]);
}
