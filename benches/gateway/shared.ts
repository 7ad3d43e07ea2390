import { randomUUID } from "node:crypto";
import { HEADERS } from "@diem/wire";
import { TestPostgres } from "../../tests/support/postgres";
import { median, send } from "./load";
import type { BenchMarket } from "./market";
import { cpuMsOf, type Measured, type Start } from "./measured";

const VARIABLE = "DIEM_BENCH_DATABASE";
const CHANNELS = 32;
const CALLS = 6_000;
const ROUNDS = 3;
const MAX_GATEWAYS = 2;

/** Calls a second, and what of the gateways and of the database one takes in milliseconds of CPU time. */
interface Figures {
  readonly rate: number;
  readonly gateways: number;
  readonly database: number;
}

/** What one gateway, and then two on the same database, do with calls of many channels that come to either. */
export async function sharedStore(
  market: BenchMarket,
  upstream: string,
  { bin, start }: { readonly bin: string; readonly start: (of: Start) => Promise<Measured> },
): Promise<readonly string[]> {
  const database = await TestPostgres.start();
  try {
    const config = await market.configure(upstream, {
      postgres: { urlVariable: VARIABLE, leaseSecs: 2 },
    });
    const texts = await market.moreVouchers(CHANNELS);
    const gateways: Measured[] = [];
    const lines: string[] = [];
    while (gateways.length < MAX_GATEWAYS) {
      const env = { [VARIABLE]: database.url };
      gateways.push(await start({ args: [bin, "gateway", "run", config], env }));
      const rounds: Figures[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const figures = await measured(gateways, database, texts);
        // the first round warms up, and channels move to their owners in it
        if (round > 0) rounds.push(figures);
      }
      const of = (name: keyof Figures) => median(rounds.map((figures) => figures[name]));
      const rate = Math.round(of("rate"));
      const cpu = `${of("gateways").toFixed(3)} ms of the gateways, ${of("database").toFixed(3)} ms of PostgreSQL`;
      lines.push(
        `${gateways.length} gateways, ${CHANNELS} channels: ${rate} calls/s, a call ${cpu}`,
      );
    }
    return lines;
  } finally {
    await database.end();
  }
}

async function measured(
  gateways: readonly Measured[],
  database: TestPostgres,
  texts: readonly string[],
): Promise<Figures> {
  const used = () => gateways.reduce((sum, { cpuMs }) => sum + cpuMs, 0);
  const [cpu, databaseCpu] = [used(), cpuMsOf(database.pid)];
  const began = performance.now();
  await send(
    gateways.map(({ url }) => url),
    {
      ...{ count: CALLS, stream: false },
      headers: (nth) => ({
        // not in step with the gateways, so that each gets calls of all channels
        [HEADERS.voucher]: texts[Math.floor(nth / gateways.length) % texts.length] ?? "",
        [HEADERS.call]: randomUUID(),
      }),
    },
  );
  const seconds = (performance.now() - began) / 1_000;
  return {
    rate: CALLS / seconds,
    gateways: (used() - cpu) / CALLS,
    database: (cpuMsOf(database.pid) - databaseCpu) / CALLS,
  };
}
