import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ProblemCode } from "@diem/wire";
import { cut } from "./cut";

/** What Node says of a request that it does not hand on, and what the client is told. */
const TOLD: Readonly<Record<string, readonly [code: ProblemCode, detail: string]>> = {
  HPE_HEADER_OVERFLOW: ["headers-too-large", "the headers have more than 16 KiB: send fewer"],
  ERR_HTTP_REQUEST_TIMEOUT: ["request-timeout", "the request came too slowly: send it at once"],
};

/** Answers a request that cannot be read as HTTP, and cuts its connection. Returns the refusal's code; null where the client has left. */
export function refuseUnreadable(
  error: Error,
  socket: Duplex,
  answering: ServerResponse | undefined,
): ProblemCode | null {
  // an answer that has begun must not be mixed with another one, and a request that has its answer gets no second one
  const whole = answering?.writableEnded === true && answering.req.complete;
  if (!socket.writable || (answering?.headersSent === true && !whole)) {
    socket.destroy(error);
    return null;
  }
  const known = "code" in error ? TOLD[String(error.code)] : undefined;
  const [code, detail] = known ?? [
    "bad-request",
    "the request is not HTTP/1.1: send it as HTTP/1.1",
  ];
  cut(socket, { code, detail });
  return code;
}
