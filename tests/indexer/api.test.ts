import { expect } from "chai";
import type { Indexer } from "@diem/indexer";
import { instructions } from "@diem/sdk";
import { csvOf } from "../../app/indexer/dist/http/csv";
import { thinned } from "../../app/indexer/dist/http/series";
import { startChain, type TestChain } from "../support/chain";
import { UNIT } from "../support/market";
import { type Actor, World } from "../support/world";
import { ask, caughtUp, IndexerContext } from "./context";

interface Head {
  readonly market: string;
  readonly paused: readonly string[];
  readonly figures: Readonly<Record<string, unknown>> & {
    readonly rate: string | null;
    readonly stakerApr: { readonly rewards: string };
    readonly minterApr: { readonly total: string | null } | null;
  };
}
interface Page {
  readonly items: readonly Record<string, unknown>[];
  readonly next: string | null;
}

describe("indexer: its answers", () => {
  const context = new IndexerContext();
  let chain: TestChain;
  let world: World;
  let staker: Actor;
  let indexer: Indexer;
  let market: string;
  before(async () => {
    chain = await startChain(350);
    // the target stands at 10 DIEM, so that 15 are one and a half of it
    world = await World.create(chain, { params: { targetFloor: 10n * UNIT } });
    market = world.market.market.toBase58();
    indexer = await context.start(chain.connection, { database: await context.database() });
    staker = await world.staker(1_000_000n * UNIT, 0n);
  });
  after(() => context.close());

  const head = async (query = "") => {
    await caughtUp(indexer, chain);
    await indexer.reconcile();
    expect((await ask<{ faults: string[] }>(indexer, "/v1/status")).faults).to.deep.equal([]);
    return ask<Head>(indexer, `/v1/markets/${market}${query}`);
  };
  const refusal = async (path: string) => {
    const response = await fetch(`${indexer.url}${path}`);
    const { title } = (await response.json()) as { title: string };
    return [response.status, response.headers.get("content-type"), title];
  };

  it("serves an empty market, one base unit, and amounts above 2^63 exactly", async () => {
    const empty = await head();
    expect(empty.figures).to.include({ supply: "0", staked: "0", locked: "0" });
    expect(empty.figures.stakerApr.rewards).to.equal("0");
    await world.stake(staker, 1n);
    expect((await head()).figures).to.include({ staked: "1" });
    const whale = await world.staker(2n ** 63n, 2n ** 63n);
    expect((await head()).figures).to.include({ staked: (2n ** 63n + 1n).toString() });
    const { items } = await ask<Page>(
      indexer,
      `/v1/markets/${market}/positions?owner=${whale.address.toBase58()}`,
    );
    expect(items.map(({ staked }) => staked)).to.deep.equal([(2n ** 63n).toString()]);
  });

  it("has a market at one and a half of its target, and one that is paused", async () => {
    await world.stake(staker, 999_999n * UNIT);
    await world.mint(staker, 15n * UNIT);
    const authority = world.creator;
    const pausing = instructions.pause({
      market: world.market,
      pauser: authority.publicKey,
      entries: ["mint", "stake"],
    });
    await world.send([pausing], [authority]);
    const at = await head("?vvvPerDiem=2.5");
    expect(at.figures).to.include({ supply: (15n * UNIT).toString() });
    expect(at.figures.target).to.equal((10n * UNIT).toString());
    expect(BigInt(at.figures.rate ?? 0) > 70_000n * UNIT).to.equal(true);
    expect(at.figures.minterApr?.total).to.match(/^\d+$/);
    expect(at.paused).to.deep.equal(["stake", "mint"]);
    const unpausing = instructions.unpause({
      market: world.market,
      authority: authority.publicKey,
      entries: ["mint", "stake"],
    });
    await world.send([unpausing], [authority]);
    expect((await head()).paused).to.deep.equal([]);
  });

  it("has rewards that run, and that have ended", async () => {
    const { params } = await world.marketAccount();
    const durationSecs = params.stakeCooldownSecs;
    await world.fundRewards(1_000n * UNIT, durationSecs);
    expect((await head()).figures.rewardStream).not.to.equal("0");
    await chain.advance(durationSecs + 1n);
    expect((await head()).figures).to.include({ rewardStream: "0" });
    expect((await head()).figures.stakerApr.rewards).to.equal("0");
  });

  it("pages through events, and gives a position's history as JSON and as CSV", async () => {
    const owner = staker.address.toBase58();
    const all: string[] = [];
    for (let next: string | null = ""; next !== null;) {
      const before = next === "" ? "" : `&before=${next}`;
      const page: Page = await ask<Page>(indexer, `/v1/events?market=${market}&limit=3${before}`);
      all.push(...page.items.map(({ cursor }) => String(cursor)));
      next = page.next;
    }
    expect(all).to.deep.equal([...new Set(all)].sort().reverse());
    const path = `/v1/markets/${market}/positions/${owner}/history`;
    const { items } = await ask<Page>(indexer, path);
    expect(items.map(({ name }) => name)).to.deep.equal([
      ...["DiemMinted", "Staked", "Staked", "PositionOpened"],
    ]);
    const [first = "", ...lines] = (await (await fetch(`${indexer.url}${path}.csv`)).text()).split(
      "\r\n",
    );
    expect(first).to.equal("time,slot,signature,event,field,value");
    expect(lines.some((line) => line.endsWith(`,DiemMinted,diemAmount,${15n * UNIT}`))).to.equal(
      true,
    );
    const signature = String(items[0]?.signature);
    const { events } = await ask<{ events: unknown[] }>(indexer, `/v1/transactions/${signature}`);
    expect(events).to.have.length(1);
  });

  it("reports its position, and does not send unchanged data again", async () => {
    const path = `${indexer.url}/v1/markets/${market}/snapshots`;
    const response = await fetch(path);
    expect(Number(response.headers.get("x-diem-slot"))).to.be.greaterThan(0);
    expect(Number(response.headers.get("x-diem-lag-seconds"))).to.be.lessThan(60);
    const etag = response.headers.get("etag") ?? "";
    const again = await fetch(path, { headers: { "if-none-match": etag } });
    expect([again.status, await again.text()]).to.deep.equal([304, ""]);
  });

  it("keeps the markets of a program apart", async () => {
    const other = await World.create(chain);
    await other.staker(7n, 7n);
    await caughtUp(indexer, chain);
    const { items } = await ask<Page>(indexer, "/v1/markets");
    const addresses = [market, other.market.market.toBase58()];
    expect(items.map((one) => one.market)).to.have.members(addresses);
    const address = addresses[1] ?? "";
    const found = await ask<Head>(indexer, `/v1/markets/${address}`);
    expect(found.figures).to.include({ staked: "7", supply: "0" });
    const events = await ask<Page>(indexer, `/v1/events?market=${address}`);
    const names = ["Staked", "PositionOpened", "MarketCreated"];
    expect(events.items.map(({ name }) => name)).to.deep.equal(names);
  });

  it("writes no formula into a CSV file", () => {
    const text = csvOf([
      {
        ...{ program: "p", place: "1", signature: "s", outer_index: 0, inner_index: 0 },
        ...{ slot: 1, timestamp: 0, name: "DiemMetadataSet", market: "m" },
        data: JSON.stringify({ after: { name: '=HYPERLINK("x")', uri: "a,b" } }),
      },
    ]);
    const at = "1970-01-01T00:00:00.000Z,1,s,DiemMetadataSet";
    expect(text.split("\r\n").slice(1, 3)).to.deep.equal([
      `${at},after.name,"'=HYPERLINK(""x"")"`,
      `${at},after.uri,"a,b"`,
    ]);
  });

  it("streams what happens, with how far it is", async () => {
    const ending = new AbortController();
    const response = await fetch(`${indexer.url}/v1/stream?market=${market}`, ending);
    expect(response.headers.get("content-type")).to.equal("text/event-stream");
    const funder = await world.actor(UNIT);
    await world.send(
      [instructions.openPosition({ market: world.market, owner: funder.address })],
      [funder.keypair],
    );
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.includes('"PositionOpened"') && text.includes("event: head")) break;
    }
    ending.abort();
    expect(text).to.match(/event: (?:event|confirmed)\ndata: \{.*"PositionOpened"/);
    expect(text).to.match(/event: head\ndata: \{"slot":\d+,"head":\d+,"lagSlots":\d+/);
  });

  it("describes itself, and refuses by name what it does not have", async () => {
    const { paths } = await ask<{ paths: Record<string, unknown> }>(indexer, "/openapi.json");
    for (const path of ["/v1/markets", "/v1/events", "/v1/markets/{market}/series/{name}"]) {
      expect(paths, path).to.have.property(path);
    }
    const problem = "application/problem+json; charset=utf-8";
    const other = staker.address.toBase58();
    expect(await refusal("/v1/nothing")).to.deep.equal([404, problem, "NotFound"]);
    expect(await refusal(`/v1/markets/${other}`)).to.deep.equal([404, problem, "NotFound"]);
    expect(await refusal(`/v1/markets/${market}/series/luck`)).to.deep.equal([
      404,
      problem,
      "NotFound",
    ]);
    for (const path of [
      ...["/v1/events?limit=501", "/v1/events?account=0x1", "/v1/events?before=1"],
      ...["/v1/markets/short", `/v1/markets/${market}?vvvPerDiem=0`],
      ...[`/v1/markets/${market}/series`, `/v1/markets/${market}/series?names=a,b,c,d,e,f,g,h,i`],
      "/v1/stream?account=x",
    ]) {
      expect(await refusal(path), path).to.deep.equal([400, problem, "BadRequest"]);
    }
    const { detail } = (await (await fetch(`${indexer.url}/v1/events?cursor=1`)).json()) as {
      readonly detail: string;
    };
    expect(detail).to.equal('the parameter "cursor" is unknown: see /openapi.json');
  });

  it("has a series of each figure, and keeps every peak when it down-samples", async () => {
    const { points } = await ask<{ points: { value: string }[] }>(
      indexer,
      `/v1/markets/${market}/series/supply`,
    );
    expect(points.at(-1)?.value).to.equal((15n * UNIT).toString());
    const names = "supply,target,stakerApr.diem.fees";
    const many = await ask<{ names: string[]; points: { values: string[] }[] }>(
      indexer,
      `/v1/markets/${market}/series?names=${names}`,
    );
    expect(many.names.join()).to.equal(names);
    expect(many.points.map(({ values }) => values[0])).to.deep.equal(
      points.map(({ value }) => value),
    );
    const long = Array.from({ length: 10_000 }, (_, epoch) => ({
      ...{ epoch, timestamp: epoch },
      values: [
        epoch === 7_777 ? (2n ** 64n - 1n).toString() : "1",
        epoch === 5_555 ? null : epoch === 3_333 ? "0" : "1",
      ],
    }));
    const kept = thinned(long, 500);
    expect(kept.length).to.be.at.most(500);
    expect(kept.map(({ epoch }) => epoch)).to.include.members([3_333, 7_777]);
    expect(thinned(long, 6).length).to.be.at.most(6);
    expect([kept[0], kept.at(-1)]).to.deep.equal([long[0], long.at(-1)]);
    expect(thinned(long.slice(0, 500), 500)).to.have.length(500);
  });
});
