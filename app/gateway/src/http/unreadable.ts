import type { ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { ProblemCode } from "@diem/wire";
import { cut } from "./cut";

/** Node's error codes for unreadable requests, and the answers to the client. */
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
  // an answer that has begun must not be mixed with another, and an answered request gets no second answer
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
