import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { isJsonObject, type JsonObject } from "../requests/json-object";
import {
  type Answer,
  chatAnswer,
  completionAnswer,
  embeddingAnswer,
  responseAnswer,
} from "./answers";
import { BUILTIN_MODEL } from "./model";

const ANSWERS: Readonly<Record<string, (body: JsonObject) => Answer>> = {
  "/v1/chat/completions": chatAnswer,
  "/v1/completions": completionAnswer,
  "/v1/responses": responseAnswer,
  "/v1/embeddings": embeddingAnswer,
};

/** See {@link startBuiltin}. */
export interface BuiltinInput {
  /** Default: a free port. */
  readonly port?: number;
  /** Milliseconds between two events of a stream. Default: 0. */
  readonly eventMs?: number;
}

/** The built-in server while it runs. */
export interface Builtin {
  /** Base of its API: it ends in `/v1`. */
  readonly url: string;
  /** Calls that it is answering. */
  readonly open: number;
  close(): Promise<void>;
}

/**
 * Starts a small server of the OpenAI API in this process, for trying a gateway out: its model says what it is, repeats the
 * prompt, and counts words as tokens.
 */
export async function startBuiltin({ port = 0, eventMs = 0 }: BuiltinInput = {}): Promise<Builtin> {
  const state = { open: 0 };
  const server = createServer((request, response) => {
    state.open += 1;
    response.on("close", () => (state.open -= 1));
    // a client that leaves is no failure of the server
    void answer(request, response, eventMs).catch(() => response.destroy());
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    get open() {
      return state.open;
    },
    close: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, eventMs: number) {
  const { url = "/", method } = request;
  const say = (status: number, value: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  if (method === "GET" && url === "/v1/models") {
    say(200, { object: "list", data: [{ id: BUILTIN_MODEL, object: "model", owned_by: "diem" }] });
    return;
  }
  const of = ANSWERS[url];
  const body: unknown = of === undefined ? null : await json(request).catch(() => null);
  if (of === undefined || !isJsonObject(body)) {
    const message = of === undefined ? `there is no ${url}` : "the body is not a JSON object";
    say(of === undefined ? 404 : 400, { error: { message, type: "invalid_request_error" } });
    return;
  }
  const found = of(body);
  if ("json" in found) {
    say(200, found.json);
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of found.events) {
    if (response.destroyed) return;
    if (!response.write(event)) await once(response, "drain");
    if (eventMs > 0) await pause(eventMs);
  }
  response.end();
}
