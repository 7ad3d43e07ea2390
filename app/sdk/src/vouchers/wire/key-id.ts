import type { PublicKey } from "@solana/web3.js";

/** An address as a key of a map: base58 takes long. */
export function keyId(address: PublicKey): string {
  return String.fromCharCode(...address.toBytes());
}
