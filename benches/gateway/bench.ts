// CPU time of the gateway for each paid call, beside that of a bare proxy, as the operating system counts it (Linux).
//   npm run bench:gateway                  the gateway and the bare proxy
//   npm run bench:gateway -- --peers       other gateways as well: fetches them from npm and PyPI the first time
//   npm run bench:gateway -- --profile     where the gateway spends its time, instead
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { HEADERS } from "@diem/wire";
import { type Load, load, median } from "./load";
import { BenchMarket } from "./market";
import { Measured, type Start } from "./measured";
import { type Absent, type Peer, peersOf } from "./peers/peers";
import { sharesOf } from "./profile";

const ROUNDS = 3;
const CALLS = 3_000;
const STREAMS = 600;
const SHOWN = 60;
const SERVERS = join(__dirname, "servers.ts");
const BIN = join(__dirname, "../../app/cli/bin/diem.js");
const TYPESCRIPT = ["--require", "tsx/cjs"];

/** A measurement: calls of a kind, to a server. */
interface Run {
  readonly name: string;
  readonly server: Measured;
  readonly load: Load;
}

const paid = (texts: readonly string[]) => (nth: number) => ({
  [HEADERS.voucher]: texts[nth % texts.length] ?? "",
  [HEADERS.call]: randomUUID(),
});

/** The calls of the gateway, each time with vouchers that it has not seen. */
async function gatewayRuns(market: BenchMarket, server: Measured): Promise<readonly Run[]> {
  const texts = await market.vouchers(CALLS);
  const same = paid(texts.slice(-1));
  // a character in the middle of the signature
  const bad = texts.map(
    (text) => `${text.slice(0, 180)}${text[180] === "A" ? "B" : "A"}${text.slice(181)}`,
  );
  const json = { count: CALLS, stream: false };
  const streams = { count: STREAMS, stream: true };
  const run = (name: string, of: Load) => ({ name, server, load: of });
  return [
    run("JSON, a new voucher for each call", { ...json, headers: paid(texts) }),
    run("JSON, the same voucher again", { ...json, headers: same }),
    run("100 chunks, the same voucher again", { ...streams, headers: same }),
    run("a bad signature, refused", { ...json, headers: paid(bad), status: 402 }),
  ];
}

function bareRuns(server: Measured): readonly Run[] {
  const headers = () => ({});
  return [
    { name: "JSON, bare proxy", server, load: { count: CALLS, stream: false, headers } },
    { name: "100 chunks, bare proxy", server, load: { count: STREAMS, stream: true, headers } },
  ];
}

/** The other gateways that can be had; says which cannot. */
async function peerRuns(
  start: (of: Start) => Promise<Measured>,
  peers: readonly (Peer | Absent)[],
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for (const peer of peers) {
    if ("reason" in peer) {
      console.log(`${peer.name} is not measured: ${peer.reason}`);
      continue;
    }
    const server = await start(peer.start);
    const headers = () => peer.headers;
    runs.push({
      name: `JSON, ${peer.name}`,
      ...{ server, load: { count: peer.count, stream: false, headers } },
    });
  }
  return runs;
}

async function compare(
  market: BenchMarket,
  gateway: Measured,
  others: readonly Run[],
): Promise<void> {
  const results = new Map<string, number[]>();
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, server, load: calls } of [
      ...others,
      ...(await gatewayRuns(market, gateway)),
    ]) {
      const ms = await load(server, calls);
      // the first round warms up
      if (round > 0) results.set(name, [...(results.get(name) ?? []), ms]);
    }
  }
  console.log(`CPU time for each call, median of ${ROUNDS}, Node ${process.version}`);
  for (const [name, values] of results) {
    const ms = median(values);
    const rate = Math.round(1_000 / ms);
    console.log(`${name.padEnd(36)} ${ms.toFixed(3)} ms, ${rate} a core and second`);
  }
}

async function profile(market: BenchMarket, gateway: Measured): Promise<void> {
  for (const { server, load: calls } of await gatewayRuns(market, gateway))
    await load(server, calls);
  for (const { name, server, load: calls } of await gatewayRuns(market, gateway)) {
    const { places, functions } = sharesOf(await server.profile(() => load(server, calls)));
    for (const [title, shares] of [
      ["by file and package", places],
      ["by function", functions],
    ] as const) {
      console.log(`\n${name}: ${title}`);
      for (const { where, part } of shares.slice(0, SHOWN)) {
        console.log(`${(100 * part).toFixed(1).padStart(5)} %  ${where}`);
      }
    }
  }
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: { peers: { type: "boolean" }, profile: { type: "boolean" } },
  });
  const market = await BenchMarket.open();
  const running: Measured[] = [];
  const begin = async (of: Start) => {
    const server = await Measured.start(of);
    running.push(server);
    return server;
  };
  const start = (...args: string[]) => begin({ args });
  try {
    const upstream = await start(...TYPESCRIPT, SERVERS, "upstream");
    const config = await market.configure(`${upstream.url}/v1`);
    const watched = options.profile === true;
    const preload = watched ? [...TYPESCRIPT, "--require", join(__dirname, "profiler.ts")] : [];
    const gateway = await start(...preload, BIN, "gateway", "run", config);
    if (watched) await profile(market, gateway);
    else {
      const bare = await start(...TYPESCRIPT, SERVERS, "bare", `${upstream.url}/v1`);
      const peers = await peersOf(`${upstream.url}/v1`, {
        ...{ folder: market.folder, fetch: options.peers === true },
      });
      await compare(market, gateway, [...bareRuns(bare), ...(await peerRuns(begin, peers))]);
    }
  } finally {
    for (const server of running) await server.end();
    await market.close();
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
