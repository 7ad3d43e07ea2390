import type { Connection } from "@solana/web3.js";

/** Messages that are being sent over a connection or have landed, the oldest first. */
const claims = new WeakMap<Connection, Set<string>>();
/** Their blockhashes are valid for a minute and a half. */
const MAX_CLAIMED = 256;

/**
 * Claims a message for a transaction of its own: a chain takes the same bytes once, so that a second transaction with them
 * would be the first one. Null if the same one is sent or was sent over this connection; else what gives the claim up.
 */
export function claim(connection: Connection, message: Uint8Array): (() => void) | null {
  const claimed = claims.get(connection) ?? new Set();
  claims.set(connection, claimed);
  const key = String.fromCharCode(...message);
  if (claimed.has(key)) return null;
  claimed.add(key);
  const [oldest] = claimed.size > MAX_CLAIMED ? claimed : [];
  if (oldest !== undefined) claimed.delete(oldest);
  return () => claimed.delete(key);
}
