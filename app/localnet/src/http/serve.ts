import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import type { WebSocketServer } from "ws";

import type { EmbeddedChain } from "../chain";
import { createRequestServer } from "./requests";
import { createSocketServer } from "./websockets";

export interface ServeConfig {
  /** Where HTTP is answered; WebSockets are on the next port. 0, the default, finds a free pair. */
  readonly port?: number;
  /** The interface to listen on: this machine alone (127.0.0.1) by default. */
  readonly host?: string;
}

/** A chain that answers over the network. */
export interface Endpoint {
  /** The JSON-RPC URL, as web3.js's `Connection` takes it. */
  readonly url: string;
  /** The WebSocket URL, which clients derive from {@link Endpoint.url} by themselves. */
  readonly wsUrl: string;
  /** Stops listening and ends every connection at once. */
  close(): Promise<void>;
}

/** Thrown when another program listens where the chain should. */
export class PortInUseError extends Error {
  override readonly name = "PortInUseError";

  constructor(readonly port: number) {
    super(
      `port ${port} is in use, perhaps by a validator or another local network: ` +
        "stop that, or choose another port",
    );
  }
}

const LAST_PORT = 65_535;
const ATTEMPTS = 50;

/**
 * Answers a validator's JSON-RPC methods over HTTP, and its subscriptions over WebSockets on the
 * next port, so that any Solana client can use the chain. Browser pages may, when they are served
 * from this machine.
 *
 * @throws PortInUseError when one of the two ports is taken
 * @throws RangeError for a port that leaves no room for the WebSockets'
 *
 * @example
 * const endpoint = await serve(EmbeddedChain.start(), { port: 8899 });
 * const connection = new Connection(endpoint.url, "confirmed");
 */
export async function serve(
  chain: EmbeddedChain,
  { port = 0, host = "127.0.0.1" }: ServeConfig = {},
): Promise<Endpoint> {
  if (!Number.isInteger(port) || port < 0 || port >= LAST_PORT) {
    throw new RangeError(`port ${port} is none of 1 to ${LAST_PORT - 1}`);
  }
  const { requests, sockets } =
    port === 0 ? await listenAnywhere(chain, host) : await listen(chain, { host, port });
  const authority = host.includes(":") ? `[${host}]` : host;
  return {
    url: `http://${authority}:${portOf(requests)}`,
    wsUrl: `ws://${authority}:${portOf(requests) + 1}`,
    close: async () => {
      const closed = [once(requests, "close"), once(sockets, "close")];
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      requests.close();
      requests.closeAllConnections();
      await Promise.all(closed);
    },
  };
}

interface Listening {
  readonly requests: Server;
  readonly sockets: WebSocketServer;
}

/** A free port may have a neighbour that is taken: then another one is tried. */
async function listenAnywhere(chain: EmbeddedChain, host: string): Promise<Listening> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listen(chain, { host, port: 0 });
    } catch (error) {
      if (!(error instanceof PortInUseError) || attempt === ATTEMPTS) throw error;
    }
  }
}

async function listen(
  { rpc, pubsub }: EmbeddedChain,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  const requests = createRequestServer(rpc);
  requests.listen({ host, port });
  await listening(requests, port);
  const next = portOf(requests) + 1;
  try {
    if (next > LAST_PORT) throw new PortInUseError(next);
    const sockets = createSocketServer(pubsub, { host, port: next });
    await listening(sockets, next);
    return { requests, sockets };
  } catch (error) {
    requests.close();
    throw error;
  }
}

/** @throws PortInUseError when the port is taken */
async function listening(server: Server | WebSocketServer, port: number): Promise<void> {
  try {
    await once(server, "listening");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === "EADDRINUSE" ? new PortInUseError(port) : error;
  }
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
