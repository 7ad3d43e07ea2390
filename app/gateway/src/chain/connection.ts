import { Connection } from "@solana/web3.js";
import type { GatewayConfig } from "../config/schema";

/** Error codes of a connection that the node had closed, which shows when the next request is written. */
const CLOSED: ReadonlySet<unknown> = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);

/** The connection to the chain's node. */
export function connectionOf({ url, wsUrl }: GatewayConfig["chain"]): Connection {
  const wsEndpoint = wsUrl === undefined ? {} : { wsEndpoint: wsUrl };
  return new Connection(url, { commitment: "confirmed", fetch: fetchAgain, ...wsEndpoint });
}

/**
 * Repeats a request if its kept-alive connection was already closed. Reads may be repeated, and a transaction that is
 * sent twice counts once.
 */
const fetchAgain: typeof fetch = async (target, init) => {
  try {
    return await fetch(target, init);
  } catch (error) {
    const { cause } = error as Error;
    if (!CLOSED.has((cause as NodeJS.ErrnoException | undefined)?.code)) throw error;
    return fetch(target, init);
  }
};
