import { type WebSocket, WebSocketServer } from "ws";

import type { PubSub } from "../rpc/pubsub";
import { isLocalOrigin } from "./origins";
import { Subscriber } from "./subscriber";

const MAX_MESSAGE_BYTES = 64 * 1024;
/** A connection that answers no ping for that long is dead: its other end was cut off. */
const PING_INTERVAL_MS = 30_000;

/** Serves the subscription methods over WebSockets, on a port of its own. */
export function createSocketServer(
  pubsub: PubSub,
  { host, port }: { host: string; port: number },
): WebSocketServer {
  const server = new WebSocketServer({
    host,
    port,
    maxPayload: MAX_MESSAGE_BYTES,
    verifyClient: ({ origin }: { origin?: string }) => isLocalOrigin(origin),
  });
  const answered = new WeakSet<WebSocket>();
  server.on("connection", (socket) => {
    answered.add(socket);
    socket.on("pong", () => answered.add(socket));
    new Subscriber(socket, pubsub);
  });
  // Not before it listens: one that cannot is never closed either.
  server.once("listening", () => {
    const pings = setInterval(() => {
      for (const socket of server.clients) {
        if (!answered.delete(socket)) socket.terminate();
        else socket.ping();
      }
    }, PING_INTERVAL_MS);
    server.once("close", () => clearInterval(pings));
  });
  return server;
}
