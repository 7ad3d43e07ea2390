// CPU time of the gateway for each paid call, beside that of a bare proxy, as the operating system counts it (Linux).
//   npm run bench:gateway
import { type ChildProcess, spawn } from "node:child_process";
import { createPrivateKey, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BUILTIN_MODEL } from "@diem/gateway";
import { serve } from "@diem/localnet";
import { DiemClient, keypairWallet, vouchers } from "@diem/sdk";
import { HEADERS, priceListHash } from "@diem/wire";
import { Keypair } from "@solana/web3.js";
import { Pool } from "undici";
import { startChain } from "../../tests/support/chain";
import { epoch, nextEpoch } from "../../tests/support/epochs";
import { UNIT } from "../../tests/support/market";
import { registerProvider, setTerms } from "../../tests/support/providers";
import { World } from "../../tests/support/world";

const ROUNDS = 3;
const CALLS = 3_000;
const STREAMS = 600;
const AT_ONCE = 32;
const TICK_MS = 10; // of /proc, on every Linux that Node runs on
const SERVERS = join(__dirname, "servers.ts");
const BIN = join(__dirname, "../../app/cli/bin/diem.js");
const PRICES = {
  version: 1,
  models: { [BUILTIN_MODEL]: { input: 1_000_000, output: 1_000_000, max_output: 200 } },
} as const;
/** DIEM base units beyond what is used that each voucher covers: more than all calls that are open. */
const AHEAD = UNIT / 10n;

/** A server that is measured. */
class Measured {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(args: readonly string[]): Promise<Measured> {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    let told = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => (told += text));
    while (!/\/v1/.test(told)) {
      if (child.exitCode !== null) throw new Error(told);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return new Measured(child, /http:\S+(?=\/v1)/.exec(told)?.[0] ?? "");
  }

  /** Milliseconds of CPU time since the start, of the process with all its threads. */
  get cpuMs(): number {
    const stat = readFileSync(`/proc/${this.child.pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  }

  async end(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.kill("SIGKILL");
    await ended;
  }
}

/** Sends calls, so many at once, and returns the CPU time for each in milliseconds. */
async function measure(
  server: Measured,
  { count, stream, headers }: { count: number; stream: boolean; headers: (nth: number) => object },
): Promise<number> {
  const pool = new Pool(server.url, { connections: AT_ONCE });
  const messages = [{ role: "user", content: "word ".repeat(10) }];
  const body = JSON.stringify({ model: BUILTIN_MODEL, messages, max_tokens: 100, stream });
  let nth = 0;
  const caller = async () => {
    while (nth < count) {
      const own = headers(nth++);
      const { statusCode, body: answer } = await pool.request({
        ...{ method: "POST", path: "/v1/chat/completions", body },
        headers: { "content-type": "application/json", ...own },
      });
      const text = await answer.text();
      if (statusCode !== 200) throw new Error(`${statusCode}: ${text}`);
    }
  };
  const before = server.cpuMs;
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  const cpu = server.cpuMs - before;
  await pool.close();
  return cpu / count;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Signs by the operating system's own library: the load must not be slower than what it measures. */
function fastSigner(keypair: Keypair): vouchers.VoucherSigner {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  const der = Buffer.concat([prefix, keypair.secretKey.subarray(0, 32)]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const signMessage = (bytes: Uint8Array) =>
    Promise.resolve(new Uint8Array(sign(null, bytes, key)));
  return { publicKey: keypair.publicKey, signMessage };
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "diem-bench-"));
  const running: Measured[] = [];
  const start = async (...args: string[]) => {
    const server = await Measured.start(args);
    running.push(server);
    return server;
  };
  const chain = await startChain();
  if (chain.embedded === undefined) throw new Error("this needs the embedded chain");
  const endpoint = await serve(chain.embedded);
  try {
    const world = await World.create(chain, { epochSecs: 86_400n });
    const operator = await chain.wallet();
    const seller = await registerProvider(world, { capacity: 0n, price: UNIT / 1_000n, operator });
    await setTerms(world, seller, { priceListHash: priceListHash(PRICES) });
    await nextEpoch(world);
    const consumer = await world.consumer(20n * UNIT);
    const client = await DiemClient.connect({
      ...{ connection: chain.connection, market: world.market.market },
      wallet: keypairWallet(consumer.keypair),
    });
    const { quote } = await client.act.openChannel({
      provider: seller.provider,
      deposit: 10n * UNIT,
    });
    const { clusterTag } = await world.marketAccount();
    const runningEpoch = await epoch(world);
    const signer = fastSigner(consumer.keypair);
    const textOf = async (diem: bigint) => {
      const figures = { epoch: runningEpoch, quota: 0n, diem, expiry: 0n };
      const voucher = { clusterTag, channel: quote.channel, ...figures };
      return vouchers.toText(await vouchers.sign({ voucher, signer }));
    };

    const upstream = await start("--require", "tsx/cjs", SERVERS, "upstream");
    const file = (name: string) => join(folder, name);
    await writeFile(file("prices.json"), JSON.stringify(PRICES));
    await writeFile(file("operator.json"), JSON.stringify([...operator.secretKey]));
    const config = {
      listen: { port: 0 },
      chain: {
        ...{ url: endpoint.url, wsUrl: endpoint.wsUrl, market: world.market.market.toBase58() },
        ...{ provider: seller.provider.toBase58(), operator: file("operator.json") },
      },
      upstream: { url: `${upstream.url}/v1` },
      prices: { files: [file("prices.json")] },
      ...{ store: file("store"), settle: { diemAtLeast: "1000" } },
    };
    await writeFile(file("gateway.yaml"), JSON.stringify(config));
    const bare = await start("--require", "tsx/cjs", SERVERS, "bare", `${upstream.url}/v1`);
    const gateway = await start(BIN, "gateway", "run", file("gateway.yaml"));

    let ceiling = AHEAD;
    const fresh = async (count: number) => {
      const texts: string[] = [];
      for (let nth = 0; nth < count; nth += 1) texts.push(await textOf((ceiling += 200_000n)));
      return texts;
    };
    const paid = (texts: readonly string[]) => (nth: number) => ({
      [HEADERS.voucher]: texts[nth % texts.length],
      [HEADERS.call]: randomUUID(),
    });
    const free = () => ({});
    const results: Record<string, number[]> = {};
    const note = (name: string, ms: number) => (results[name] ??= []).push(ms);
    for (let round = 0; round <= ROUNDS; round += 1) {
      const first = round === 0; // warms up
      const json = { count: CALLS, stream: false };
      const streams = { count: STREAMS, stream: true };
      const own = await fresh(CALLS);
      const same = [own.at(-1) ?? ""];
      const runs: readonly (readonly [string, Measured, Parameters<typeof measure>[1]])[] = [
        ["JSON, bare proxy", bare, { ...json, headers: free }],
        ["JSON, a new voucher for each call", gateway, { ...json, headers: paid(own) }],
        ["JSON, the same voucher again", gateway, { ...json, headers: paid(same) }],
        ["100 chunks, bare proxy", bare, { ...streams, headers: free }],
        ["100 chunks, the same voucher again", gateway, { ...streams, headers: paid(same) }],
      ];
      for (const [name, server, calls] of runs) {
        const ms = await measure(server, calls);
        if (!first) note(name, ms);
      }
    }
    console.log(`CPU time for each call, median of ${ROUNDS}, Node ${process.version}`);
    for (const [name, values] of Object.entries(results)) {
      const ms = median(values);
      console.log(
        `${name.padEnd(36)} ${ms.toFixed(3)} ms, ${Math.round(1_000 / ms)} a core and second`,
      );
    }
  } finally {
    for (const server of running) await server.end();
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
