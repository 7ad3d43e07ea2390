import { setTimeout as pause } from "node:timers/promises";
import type { Connection } from "@solana/web3.js";

interface Following {
  readonly _rpcWebSocket: { close(): void; setAutoReconnect(again: boolean): void };
  readonly _subscriptionsByHash: object;
}

/**
 * Closes a connection's WebSocket, before its server ends. web3.js would try to connect again for ever, once the server is gone. And
 * it goes round in circles for ever where a socket is closed before its last subscription is taken back, which it does after
 * `confirmTransaction` has returned.
 */
export async function hangUp(connection: Connection): Promise<void> {
  const following = connection as unknown as Following;
  while (Object.keys(following._subscriptionsByHash).length > 0) await pause(10);
  // its server may end before it has answered, which counts as a loss of the connection
  following._rpcWebSocket.setAutoReconnect(false);
  following._rpcWebSocket.close();
}
