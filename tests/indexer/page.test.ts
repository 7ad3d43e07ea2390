import { expect } from "chai";
import type { Indexer } from "@diem/indexer";
import { openDatabase } from "../../app/indexer/dist/store/database";
import { hashTables } from "../../app/indexer/dist/store/hash";
import { startChain, type TestChain } from "../support/chain";
import { UNIT } from "../support/market";
import { providerAccount, setTerms } from "../support/providers";
import { CREDIT, QuotaMarket } from "../support/quota-market";
import { type Actor, World } from "../support/world";
import { ask, caughtUp, faulty, holds, IndexerContext } from "./context";

interface Shown extends Readonly<Record<string, unknown>> {
  readonly cursor: string | null;
  readonly final: boolean;
}
interface ServerEvent {
  readonly kind: string;
  readonly data: { readonly signature?: string; readonly events?: readonly Shown[] };
}

const ORIGIN = "https://dashboard.example";

/** Listens to a stream of server-sent events, from when it resolves on. */
async function listen(url: string) {
  const ending = new AbortController();
  const response = await fetch(url, { signal: ending.signal, headers: { origin: ORIGIN } });
  return async (enough: (events: readonly ServerEvent[]) => boolean): Promise<ServerEvent[]> => {
    let [text, events]: [string, ServerEvent[]] = ["", []];
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      events = [...text.matchAll(/^event: (.*)\ndata: (.*)\n\n/gm)].map(
        ([, kind = "", data = ""]) => ({ kind, data: JSON.parse(data) as ServerEvent["data"] }),
      );
      if (enough(events)) break;
    }
    ending.abort();
    return events;
  };
}

describe("indexer: what a page of another origin gets", () => {
  const context = new IndexerContext();
  let chain: TestChain;
  let world: World;
  let staker: Actor;
  let market: string;
  beforeEach(async () => {
    chain = await startChain(370);
    world = await World.create(chain);
    market = world.market.market.toBase58();
    staker = await world.staker(1_000n * UNIT, UNIT);
  });
  afterEach(() => context.close());

  const started = async (connection = chain.connection): Promise<Indexer> => {
    const indexer = await context.start(connection, { database: await context.database() });
    await caughtUp(indexer, chain);
    return indexer;
  };

  it("answers any origin, streams included, and shows it how far the index is", async () => {
    const { url } = await started();
    const headers = { origin: ORIGIN };
    for (const path of ["/v1/markets", "/v1/stream", "/v1/nothing"]) {
      const ending = new AbortController();
      const response = await fetch(`${url}${path}`, { headers, signal: ending.signal });
      ending.abort();
      expect(response.headers.get("access-control-allow-origin"), path).to.equal("*");
      const exposed = response.headers.get("access-control-expose-headers");
      expect(exposed, path).to.equal("etag, x-diem-slot, x-diem-lag-slots, x-diem-lag-seconds");
    }
    const preflight = await fetch(`${url}/v1/markets`, {
      method: "OPTIONS",
      headers: { ...headers, "access-control-request-method": "GET" },
    });
    expect(preflight.headers.get("access-control-allow-methods")).to.include("GET");
  });

  it("streams an event that is not final yet in the same shape as the final one", async () => {
    const network = faulty(chain);
    const indexer = await started(network.connection);
    let hidden = true;
    const before = new Set(
      (await ask<{ items: { signature: string }[] }>(indexer, "/v1/events?limit=500")).items.map(
        ({ signature }) => signature,
      ),
    );
    network.change("getSignaturesForAddress", (list: { signature: string }[], params) => {
      const final = (params[1] as { commitment?: string }).commitment === "finalized";
      return final && hidden ? list.filter(({ signature }) => before.has(signature)) : list;
    });
    const until = await listen(`${indexer.url}/v1/stream?market=${market}`);
    const signature = await world.stake(staker, 1n);
    const all = await until((events) => {
      if (events.some(({ kind }) => kind === "confirmed")) hidden = false;
      return events.some(({ kind }) => kind === "event");
    });
    const events = all.filter(({ kind }) => kind !== "head");
    expect(events.map(({ kind }) => kind)).to.deep.equal(["confirmed", "event"]);
    const [confirmed, final] = events.map(({ data }) => data);
    const { cursor, ...event } = final as unknown as Shown;
    expect(cursor).to.match(/^[\d-]+-\w+$/);
    expect(event).to.include({ final: true, name: "Staked", signature });
    expect(confirmed?.events).to.deep.equal([{ ...event, cursor: null, final: false }]);
    // what became final is not dropped
    await chain.advance(1n);
    await caughtUp(indexer, chain);
    await holds(() => indexer.programs.every(({ unfinal }) => unfinal.length === 0));
    const metrics = await (await fetch(`${indexer.url}/metrics`)).text();
    expect(metrics).not.to.match(/^diem_indexer_dropped_total\{.*\} [1-9]/m);
  });

  it("streams what is about one account, or of one name, alone", async () => {
    const indexer = await started();
    const other = await world.actor(UNIT);
    const done = (events: readonly ServerEvent[]) => events.some(({ kind }) => kind === "event");
    const streams = await Promise.all(
      [
        `account=${other.address.toBase58()}`,
        `market=${market}&name=DiemMinted,PositionOpened`,
      ].map((query) => listen(`${indexer.url}/v1/stream?${query}`)),
    );
    await world.staker(1n, 1n);
    await world.send([world.openPosition(other)], [other.keypair]);
    const events = (await Promise.all(streams.map((until) => until(done)))).map((all) =>
      all.filter(({ kind }) => kind === "event").map(({ data }) => data as unknown as Shown),
    );
    expect(events[0]?.map(({ name }) => name)).to.deep.equal(["PositionOpened"]);
    expect(JSON.stringify(events[0])).to.include(other.address.toBase58());
    expect(events[1]?.map(({ name }) => name)).to.deep.equal(["PositionOpened"]);
  });

  it("finds what is not final by every account that it is about", async () => {
    const network = faulty(chain);
    const seller = await world.provider();
    const indexer = await started(network.connection);
    network.change("getSignaturesForAddress", (list: unknown[], params) => {
      const final = (params[1] as { commitment?: string }).commitment === "finalized";
      return final ? [] : list;
    });
    const signature = await setTerms(world, seller, { price: 2n * UNIT });
    const about = [seller.provider, seller.owner.address].map((key) => key.toBase58());
    for (const account of about) {
      const path = `/v1/events?commitment=confirmed&account=${account}`;
      await holds(async () => {
        const { items } = await ask<{ items: Shown[] }>(indexer, path);
        return items[0]?.["signature"] === signature;
      });
    }
  });

  it("has the shares of revenue as they were in each epoch, also in a database of before", async () => {
    const database = await context.database();
    const { connection } = chain;
    const first = await context.start(connection, { database });
    await caughtUp(first, chain);
    await context.end(first);
    const db = await openDatabase(database);
    const tables = await hashTables(db);
    await db.updateTable("snapshots").set({ data: "{}" }).execute();
    await db
      .deleteFrom("kysely_migration" as "meta")
      .where("name" as "key", "=", "0002")
      .execute();
    await db.destroy();
    const indexer = await context.start(connection, { database });
    await caughtUp(indexer, chain);
    const { points } = await ask<{ points: { value: string }[] }>(
      indexer,
      `/v1/markets/${market}/series/split.providerBps`,
    );
    const { providerBps } = (await world.marketAccount()).params;
    expect(points.map(({ value }) => value)).to.deep.equal([String(providerBps)]);
    await context.end(indexer);
    const again = await openDatabase(database);
    expect(await hashTables(again)).to.deep.equal(tables);
    await again.destroy();
  });

  it("has what each provider used in an epoch, and at which price and capacity", async () => {
    const trading = await QuotaMarket.open(chain, 1);
    const epoch = await trading.serveEpoch([CREDIT]);
    const indexer = await started();
    const { provider } = trading.seller(0);
    const of = trading.world.market.market.toBase58();
    const { items } = await ask<{ items: Readonly<Record<string, unknown>>[] }>(
      indexer,
      `/v1/markets/${of}/providers/${provider.toBase58()}/usage`,
    );
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ epoch, quota: CREDIT.toString() });
    const { capacity, quotaCapacity, bond, terms } = await providerAccount(
      trading.world,
      trading.seller(0),
    );
    expect(items[0]?.["offer"]).to.deep.equal({
      price: terms.next.price.toString(),
      bond: bond.toString(),
      capacity: capacity.next.toString(),
      quotaCapacity: quotaCapacity.next.toString(),
    });
  });
});
