import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { Pool } from "undici";
import { bodyOf, type Load } from "./load";
import type { Measured } from "./measured";

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

/** Floods a server from a process of its own; returns how to end that, which says how much was sent. */
async function flood(url: string, voucher: string): Promise<() => Promise<number>> {
  const args = ["--require", "tsx/cjs", join(__dirname, "flooder.ts"), url, voucher];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  await once(child, "message");
  return async () => {
    const told = once(child, "message");
    child.send("stop");
    const [sent] = (await told) as [number];
    child.kill();
    return sent;
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

/** A server on this machine that takes connections, and reads nothing of them. */
async function silent(): Promise<{ readonly url: string; readonly close: () => void }> {
  const sockets: Socket[] = [];
  const server = createServer({ pauseOnConnect: true }, (socket) => sockets.push(socket));
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { url: `http://127.0.0.1:${port}`, close };
}

/** What calls of others are like, and how many bad signatures were sent meanwhile. */
export interface FloodTimes {
  readonly quiet: Times;
  /** While the flood goes to another server: what its sender takes of the machine shows here. */
  readonly elsewhere: Times;
  readonly flooded: Times;
  readonly sent: number;
}

/** Calls without a flood, with one that goes elsewhere, and with one that the server gets. */
export async function underFlood(
  server: Measured,
  { headers, voucher }: { readonly headers: Load["headers"]; readonly voucher: string },
): Promise<FloodTimes> {
  await calls(server, headers); // warms up
  const quiet = await calls(server, headers);
  const other = await silent();
  const endOther = await flood(other.url, voucher);
  const elsewhere = await calls(server, headers);
  await endOther();
  other.close();
  const end = await flood(server.url, voucher);
  const flooded = await calls(server, headers);
  return { quiet, elsewhere, flooded, sent: await end() };
}
