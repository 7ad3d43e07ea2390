// Floods a gateway with requests whose signatures are bad, until it is told to stop:
//   node --require tsx/cjs benches/gateway/flooder.ts <URL> <voucher>
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { HEADERS } from "@diem/wire";
import { bodyOf } from "./load";

const CONNECTIONS = 64;
const OFFERED_A_SECOND = 10_000;
const TICK_MS = 10;
/** Bytes that wait in a connection, beyond which no more is written to it. */
const MAX_WAITING = 65_536;

/** Sends as fast as it is taken, up to so many a second, behind one another. */
async function flood([url = "", voucher = ""]: readonly string[]): Promise<void> {
  const { hostname, port } = new URL(url);
  const body = bodyOf(false);
  const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: ${hostname}\r\ncontent-type: application/json\r\n`;
  const request = `${head}${HEADERS.voucher}: ${voucher}\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  const sockets = new Set<Socket>();
  const open = async () => {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined).resume();
    await once(socket, "connect");
    sockets.add(socket);
    // what is cut off comes again
    socket.once("close", () => {
      sockets.delete(socket);
      open().catch(() => undefined);
    });
  };
  for (let count = 0; count < CONNECTIONS; count += 1) await open();
  let written = 0;
  setInterval(() => {
    const free = [...sockets].filter(({ writableLength }) => writableLength < MAX_WAITING);
    const due = (OFFERED_A_SECOND * TICK_MS) / 1_000;
    for (let nth = 0; nth < due && free.length > 0; nth += 1) {
      free[nth % free.length]?.write(request);
      written += 1;
    }
  }, TICK_MS);
  process.on("message", () => process.send?.(written));
  process.send?.("begun");
}

void flood(process.argv.slice(2));
