// CPU time of the gateway for each paid call, beside that of a bare proxy, as the operating system counts it (Linux).
//   npm run bench:gateway                  the gateway and the bare proxy
//   npm run bench:gateway -- --peers       other gateways as well: fetches them from npm and PyPI the first time
// Instead of that:
//   npm run bench:gateway -- --profile     where the gateway spends its time
//   npm run bench:gateway -- --memory      its memory over 10,000 streams
//   npm run bench:gateway -- --channels    how long it takes to start with 10,000 channels
//   npm run bench:gateway -- --postgres    gateways that share a database
//   npm run bench:gateway -- --flood       calls of others while somebody sends bad signatures
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { HEADERS } from "@diem/wire";
import { addChannels } from "./channels";
import { underFlood } from "./flood";
import { type Load, load, median } from "./load";
import { BenchMarket } from "./market";
import { Measured, type Start } from "./measured";
import { watchMemory } from "./memory";
import { type Absent, type Peer, peersOf } from "./peers/peers";
import { sharesOf } from "./profile";
import { sharedStore } from "./shared";

const ROUNDS = 3;
/** Rounds before those that count: V8 compiles what runs often for some 8,000 calls. */
const WARM_UP = 3;
const CALLS = 3_000;
const STREAMS = 600;
const SHOWN = 30;
const CHANNELS = 10_000;
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

/** With another character in the middle of the signature. */
const forged = (text: string) =>
  `${text.slice(0, 180)}${text[180] === "A" ? "B" : "A"}${text.slice(181)}`;

/** The calls of the gateway, each time with vouchers that it has not seen. */
async function gatewayRuns(market: BenchMarket, server: Measured): Promise<readonly Run[]> {
  const texts = await market.vouchers(CALLS);
  const same = paid(texts.slice(-1));
  const json = { count: CALLS, stream: false };
  const streams = { count: STREAMS, stream: true };
  const run = (name: string, of: Load) => ({ name, server, load: of });
  return [
    run("JSON, a new voucher for each call", { ...json, headers: paid(texts) }),
    run("JSON, the same voucher again", { ...json, headers: same }),
    run("100 chunks, the same voucher again", { ...streams, headers: same }),
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
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const { name, server, load: calls } of [
      ...others,
      ...(await gatewayRuns(market, gateway)),
    ]) {
      const ms = await load(server, calls);
      if (round >= WARM_UP) results.set(name, [...(results.get(name) ?? []), ms]);
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

/** The memory of a gateway that serves streams. */
async function memory(market: BenchMarket, gateway: Measured): Promise<void> {
  const texts = await market.vouchers(1);
  for (const line of await watchMemory(gateway, paid(texts))) console.log(line);
}

async function refusals(market: BenchMarket, gateway: Measured): Promise<void> {
  const [good = ""] = await market.vouchers(1);
  const { quiet, elsewhere, flooded, sent } = await underFlood(gateway, {
    ...{ headers: paid([good]), voucher: forged(good) },
  });
  for (const [name, times] of [
    ["no bad signatures", quiet],
    ["bad signatures sent to another server", elsewhere],
    [`${sent} bad signatures sent meanwhile`, flooded],
  ] as const) {
    const { served, median: half, late, cores } = times;
    console.log(
      `${name}: ${served} calls of others in 5 s, half within ${half.toFixed(1)} ms, 99 % within ${late.toFixed(1)} ms, ${cores.toFixed(2)} cores`,
    );
  }
}

/** How long a gateway takes to start with many channels. */
async function opening(market: BenchMarket, open: () => Promise<Measured>): Promise<void> {
  await addChannels(market, CHANNELS);
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const gateway = await open();
    const seconds = (performance.now() - began) / 1_000;
    console.log(
      `${CHANNELS} channels: open after ${seconds.toFixed(1)} s, with ${(gateway.cpuMs / 1_000).toFixed(1)} s of CPU time`,
    );
    await gateway.end();
  }
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      ...{ peers: { type: "boolean" }, profile: { type: "boolean" } },
      ...{ memory: { type: "boolean" }, flood: { type: "boolean" } },
      ...{ channels: { type: "boolean" }, postgres: { type: "boolean" } },
    },
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
    if (options.postgres === true) {
      const lines = await sharedStore(market, `${upstream.url}/v1`, { bin: BIN, start: begin });
      for (const line of lines) console.log(line);
      return;
    }
    const config = await market.configure(`${upstream.url}/v1`);
    const watched = options.profile === true || options.memory === true;
    const preload = watched ? [...TYPESCRIPT, "--require", join(__dirname, "profiler.ts")] : [];
    const open = () => start(...preload, BIN, "gateway", "run", config);
    if (options.channels === true) return await opening(market, open);
    const gateway = await open();
    if (options.memory === true) return await memory(market, gateway);
    if (options.flood === true) return await refusals(market, gateway);
    if (options.profile === true) return await profile(market, gateway);
    const bare = await start(...TYPESCRIPT, SERVERS, "bare", `${upstream.url}/v1`);
    const peers = await peersOf(`${upstream.url}/v1`, {
      ...{ folder: market.folder, fetch: options.peers === true },
    });
    await compare(market, gateway, [...bareRuns(bare), ...(await peerRuns(begin, peers))]);
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
