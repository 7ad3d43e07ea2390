import { Connection } from "@solana/web3.js";
import type { GatewayConfig } from "../config/schema";

/** What a connection is called that the node had closed, which is seen as the next request is written to it. */
const CLOSED: ReadonlySet<unknown> = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"]);

/** The way to the chain's node. */
export function connectionOf({ url, wsUrl }: GatewayConfig["chain"]): Connection {
  const wsEndpoint = wsUrl === undefined ? {} : { wsEndpoint: wsUrl };
  return new Connection(url, { commitment: "confirmed", fetch: fetchAgain, ...wsEndpoint });
}

/**
 * Asks once more where a connection that was kept open is closed by now. A read may be asked twice, and a transaction that
 * is sent twice is one.
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
