import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Pool } from "undici";
import { bodyOf, type Load } from "./load";
import type { Measured } from "./measured";

const CONNECTIONS = 64;
const OFFERED_A_SECOND = 10_000;
const TICK_MS = 10;
/** Bytes that wait in a connection, beyond which no more is written to it. */
const MOST_WAITING = 65_536;
const SECONDS = 5;
const CALLERS = 4;

/** What a time with calls of others was like. */
export interface Times {
  /** Calls of others that were served. */
  readonly served: number;
  /** Milliseconds within which half of them were answered, and 99 in 100. */
  readonly median: number;
  readonly late: number;
  /** Of a core, that the gateway took. */
  readonly cores: number;
}

/** Sends requests with bad signatures as fast as they are taken, up to so many a second, behind one another. */
async function flood(server: Measured, voucher: string): Promise<() => number> {
  const { hostname, port } = new URL(server.url);
  const body = bodyOf(false);
  const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n`;
  const request = `${head}x-diem-voucher: ${voucher}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const sockets: Socket[] = [];
  for (let count = 0; count < CONNECTIONS; count += 1) {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined).resume();
    await once(socket, "connect");
    sockets.push(socket);
  }
  let written = 0;
  const timer = setInterval(() => {
    const free = sockets.filter(({ writableLength }) => writableLength < MOST_WAITING);
    const due = (OFFERED_A_SECOND * TICK_MS) / 1_000;
    for (let nth = 0; nth < due && free.length > 0; nth += 1) {
      free[nth % free.length]?.write(request);
      written += 1;
    }
  }, TICK_MS);
  return () => {
    clearInterval(timer);
    for (const socket of sockets) socket.destroy();
    return written;
  };
}

/** Calls for some seconds. */
async function calls(server: Measured, headers: Load["headers"]): Promise<Times> {
  const pool = new Pool(server.url, { connections: CALLERS });
  const body = bodyOf(false);
  const times: number[] = [];
  const until = performance.now() + SECONDS * 1_000;
  const cpu = server.cpuMs;
  const caller = async () => {
    while (performance.now() < until) {
      const began = performance.now();
      const { statusCode, body: answer } = await pool.request({
        ...{ method: "POST", path: "/v1/chat/completions", body },
        headers: { "content-type": "application/json", ...headers(times.length) },
      });
      const text = await answer.text();
      if (statusCode !== 200) throw new Error(`${statusCode}: ${text}`);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const cores = (server.cpuMs - cpu) / (SECONDS * 1_000);
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(times.length * part)] ?? NaN;
  return { served: times.length, median: at(0.5), late: at(0.99), cores };
}

/** What calls of others are like without and with bad signatures, and how many of those were sent. */
export async function underFlood(
  server: Measured,
  { headers, voucher }: { readonly headers: Load["headers"]; readonly voucher: string },
): Promise<{ readonly quiet: Times; readonly flooded: Times; readonly sent: number }> {
  await calls(server, headers); // warms up
  const quiet = await calls(server, headers);
  const end = await flood(server, voucher);
  const flooded = await calls(server, headers);
  return { quiet, flooded, sent: end() };
}
