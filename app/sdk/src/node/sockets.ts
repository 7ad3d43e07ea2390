import type { Connection } from "@solana/web3.js";

/** web3.js has no public name for this. */
interface WithSocket {
  readonly _rpcWebSocket: { setAutoReconnect(again: boolean): void };
}

/**
 * Lets the WebSocket of a connection end that is not used any more. web3.js closes it soon after the last subscription; but
 * where the node is gone, it would connect again and again, and hold the process.
 *
 * @example
 * import { letSocketEnd } from "@diem/sdk/node";
 *
 * letSocketEnd(connection);
 */
export function letSocketEnd(connection: Connection): void {
  (connection as unknown as WithSocket)._rpcWebSocket.setAutoReconnect(false);
}
