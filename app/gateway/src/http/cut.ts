import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { PROBLEM_TYPE, problem, type ProblemCode, PROBLEMS } from "@diem/wire";
import { CORS } from "./cors";

/** Milliseconds for the client to read the answer, which is lost if the connection closes at once. */
const READ_MS = 1_000;

/** Answers on a connection of which no request is read, and closes it. */
export function cut(
  socket: Duplex,
  { code, detail }: { readonly code: ProblemCode; readonly detail: string },
): void {
  const { status, retry } = PROBLEMS[code];
  const body = JSON.stringify(problem(code, { detail }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(CORS).map(([name, value]) => `${name}: ${value}`),
    ...(retry ? [] : ["x-should-retry: false"]),
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), READ_MS).unref();
  socket.once("close", () => {
    clearTimeout(timer);
  });
}
