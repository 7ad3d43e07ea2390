import { expect } from "chai";
import { configSchema, type Indexer, rebuild } from "@diem/indexer";
import { instructions, pda, PROGRAM_ID } from "@diem/sdk";
import type { PublicKey } from "@solana/web3.js";
import { startChain, type TestChain } from "../support/chain";
import { createMint, testParams, UNIT } from "../support/market";
import { deployOtherProgram } from "../support/other-program";
import { World } from "../support/world";
import { ask, caughtUp, holds, IndexerContext } from "./context";

interface Event {
  readonly program: string;
  readonly market: string;
  readonly name: string;
  readonly slot: number;
  readonly signature: string;
  readonly cursor: string;
}
interface Page {
  readonly items: readonly Event[];
  readonly next: string | null;
}
interface Status {
  readonly faults: readonly string[];
  readonly programs: readonly { readonly program: string; readonly markets: readonly string[] }[];
}

/** A market of the program at another address. */
async function otherMarket(world: World, programId: PublicKey) {
  const { chain, creator } = world;
  const vvvMint = await createMint(chain, creator);
  const epochSecs = 4n;
  const own = creator.publicKey;
  const create = instructions.createMarket({
    ...{ creator: own, vvvMint, epochSecs, programId, clusterTag: new Uint8Array(4) },
    ...{ genesisTs: (await chain.now()) - 1n, referencePrice: UNIT },
    roles: { authority: own, guardian: own, arbiter: own, treasury: own },
    params: testParams(epochSecs),
  });
  await world.send([create], [creator]);
  return pda.marketKeys({ creator: own, vvvMint, programId });
}

describe("indexer: two programs of one chain", () => {
  const context = new IndexerContext();
  let chain: TestChain;
  let world: World;
  let indexer: Indexer;
  let database: string;
  let programs: string[];
  let markets: string[];
  /** Opens a position in both markets by one transaction. */
  let openBoth: () => Promise<string>;
  before(async () => {
    chain = await startChain(360);
    const programId = deployOtherProgram(chain);
    world = await World.create(chain);
    const other = await otherMarket(world, programId);
    programs = [PROGRAM_ID, programId].map((key) => key.toBase58());
    markets = [world.market, other].map(({ market }) => market.toBase58());
    openBoth = () => {
      const keypair = chain.keypair();
      const { publicKey: owner } = keypair;
      const position = { owner, payer: world.payer };
      const opening = [
        instructions.openPosition({ market: world.market, ...position }),
        instructions.openPosition({ market: other, ...position, programId }),
      ];
      return world.send(opening, [keypair]);
    };
    database = await context.database();
    indexer = await context.start(chain.connection, { database, programs });
  });
  after(() => context.close());

  const everything = async (query: string) => {
    const all: Event[] = [];
    for (let next: string | null = ""; next !== null;) {
      const before = next === "" ? "" : `&before=${next}`;
      const page: Page = await ask<Page>(indexer, `/v1/events?limit=1${query}${before}`);
      all.push(...page.items);
      next = page.next;
    }
    return all;
  };
  const keyOf = ({ program, market, name }: Event) =>
    [programs.indexOf(program), markets.indexOf(market), name].join(" ");

  it("follows each with its markets, and reconciles both", async () => {
    await openBoth();
    await caughtUp(indexer, chain);
    await indexer.reconcile();
    const status = await ask<Status>(indexer, "/v1/status");
    expect(status.faults).to.deep.equal([]);
    expect(status.programs.map((one) => [one.program, one.markets])).to.deep.equal([
      ...programs.map((program, nth) => [program, [markets[nth]]]),
    ]);
    const { items } = await ask<Page>(indexer, "/v1/markets");
    expect(items.map(({ program, market }) => [program, market])).to.deep.equal(
      programs.map((program, nth) => [program, markets[nth]]),
    );
  });

  it("pages through events of both that one transaction caused, each once", async () => {
    const signature = await openBoth();
    await caughtUp(indexer, chain);
    const both = ["0 0 PositionOpened", "1 1 PositionOpened"];
    const { events } = await ask<{ events: Event[] }>(indexer, `/v1/transactions/${signature}`);
    expect(events.map(keyOf)).to.have.members(both);
    expect(new Set(events.map(({ slot }) => slot)).size).to.equal(1);
    const all = await everything("");
    expect(all.map(keyOf)).to.have.members([
      ...["0 0 MarketCreated", "1 1 MarketCreated", ...both, ...both],
    ]);
    const cursors = all.map(({ cursor }) => cursor);
    expect(cursors).to.deep.equal([...new Set(cursors)].sort().reverse());
    for (const [nth, program] of programs.entries()) {
      for (const query of [`&program=${program}`, `&market=${markets[nth]}`]) {
        const own = await everything(query);
        expect([...new Set(own.map((event) => event.program))]).to.deep.equal([program]);
        expect(own).to.have.length(3);
      }
    }
  });

  it("replays to a listener that comes back what is left of a transaction of both", async () => {
    await openBoth();
    await caughtUp(indexer, chain);
    const [newest, second] = (await ask<Page>(indexer, "/v1/events?limit=2")).items;
    const ending = new AbortController();
    const response = await fetch(`${indexer.url}/v1/stream`, {
      ...{ signal: ending.signal, headers: { "last-event-id": second?.cursor ?? "" } },
    });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.includes("event: event")) break;
    }
    ending.abort();
    const ids = [...text.matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
    expect(ids).to.deep.equal([newest?.cursor]);
  });

  it("rebuilds the same tables of both", async () => {
    await context.end(indexer);
    const { connection } = chain;
    const config = configSchema.parse({ chain: { url: "http://127.0.0.1:1" }, database, programs });
    for (const fromChain of [false, true]) {
      expect((await rebuild(config, { fromChain, connection })).same).to.equal(true);
    }
  });

  it("says that another indexer stores in the same database, and loses nothing by it", async () => {
    const two = await Promise.all(
      [0, 1].map(() => context.start(chain.connection, { database, programs })),
    );
    const signatures: string[] = [];
    const moved = () =>
      context.log.filter(
        ({ err }) => (err as { name?: string } | undefined)?.name === "DatabaseMoved",
      );
    await holds(async () => {
      signatures.push(await openBoth());
      return moved().length > 0;
    });
    expect((moved()[0]?.["err"] as Error).message).to.match(
      /^another indexer stores events of \w+ in the same database: stop one of them, or choose another database$/,
    );
    for (const one of two) await caughtUp(one, chain);
    for (const one of two) {
      const { items } = await ask<Page>(one, "/v1/events?name=PositionOpened&limit=500");
      const opened = items.map(({ signature }) => signature);
      for (const signature of signatures) {
        expect(opened.filter((each) => each === signature)).to.have.length(2);
      }
    }
  });
});
