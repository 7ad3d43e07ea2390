import { BUILTIN_MODEL } from "@diem/gateway";
import { Pool } from "undici";
import type { Measured } from "./measured";

/** Calls that run side by side. */
const AT_ONCE = 32;

/** See {@link load}. */
export interface Load {
  readonly count: number;
  readonly stream: boolean;
  /** Of the nth call. */
  readonly headers: (nth: number) => Readonly<Record<string, string>>;
  /** What is expected; default: 200. */
  readonly status?: number;
}

/** Sends calls, so many at once, and returns the server's CPU time for each in milliseconds. */
export async function load(server: Measured, calls: Load): Promise<number> {
  const before = server.cpuMs;
  await send([server.url], calls);
  return (server.cpuMs - before) / calls.count;
}

/** Sends calls to servers in turn, so many at once. */
export async function send(
  urls: readonly string[],
  { count, stream, headers, status = 200 }: Load,
): Promise<void> {
  const pools = urls.map((url) => new Pool(url, { connections: AT_ONCE }));
  const body = bodyOf(stream);
  let nth = 0;
  const caller = async () => {
    while (nth < count) {
      const pool = pools[nth % pools.length];
      const own = headers(nth++);
      if (pool === undefined) throw new TypeError("there is no server");
      const { statusCode, body: answer } = await pool.request({
        ...{ method: "POST", path: "/v1/chat/completions", body },
        headers: { "content-type": "application/json", ...own },
      });
      const text = await answer.text();
      if (statusCode !== status) throw new Error(`${statusCode}: ${text}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  await Promise.all(pools.map((pool) => pool.close()));
}

/** The request that all calls send. */
export function bodyOf(stream: boolean): string {
  const messages = [{ role: "user", content: "word ".repeat(10) }];
  return JSON.stringify({ model: BUILTIN_MODEL, messages, max_tokens: 100, stream });
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
