import type { IncomingMessage } from "node:http";
import { Refusal } from "../refusal";
import { isJsonObject, type JsonObject } from "../requests";

/** The body of a request: its bytes, and the object that they write. */
export interface Body {
  readonly bytes: Buffer;
  readonly members: JsonObject;
}

/**
 * Reads the JSON object of a request, or takes it from `bytes` that were read already.
 *
 * @throws Refusal `too-large`, `unsupported-media-type` or `bad-request`.
 */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
  bytes?: Buffer,
): Promise<Body> {
  requireJson(request);
  const whole = bytes ?? (await readBytes(request, mostBytes));
  return { bytes: whole, members: parse(whole) };
}

/** Reads the body of a request. Throws a Refusal `too-large`. */
export async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  requireSize(Number(request.headers["content-length"] ?? 0), mostBytes);
  const pieces: Buffer[] = [];
  let length = 0;
  // an iterator over the request would cost more than the reading itself
  return new Promise((resolve, reject) => {
    const onData = (piece: Buffer) => {
      length += piece.length;
      pieces.push(piece);
      if (length <= mostBytes) return;
      request.off("data", onData);
      pieces.length = 0;
      reject(tooLarge(mostBytes));
    };
    request.on("data", onData);
    request.on("end", () =>
      resolve(pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length)),
    );
    request.on("error", reject);
  });
}

function requireJson({ headers }: IncomingMessage): void {
  const type = headers["content-type"] ?? "none";
  const encoding = headers["content-encoding"] ?? "identity";
  if (/^application\/json *(;|$)/i.test(type) && encoding === "identity") return;
  const detail = `the body has the type ${type.slice(0, 80)} and the encoding ${encoding.slice(0, 80)}: send application/json as it is`;
  throw new Refusal("unsupported-media-type", { detail });
}

function requireSize(length: number, mostBytes: number): void {
  if (length > mostBytes) throw tooLarge(mostBytes);
}

function tooLarge(mostBytes: number): Refusal {
  const detail = `the body has more than ${mostBytes} bytes: send a shorter one`;
  return new Refusal("too-large", { detail });
}

function parse(bytes: Buffer): JsonObject {
  const value = parsed(bytes);
  if (isJsonObject(value)) return value;
  throw new Refusal("bad-request", { detail: "the body is not a JSON object: send one" });
}

const decoder = new TextDecoder("utf-8", { fatal: true });

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    const detail = "the body is not JSON in UTF-8: send an object";
    throw new Refusal("bad-request", { detail, cause });
  }
}
