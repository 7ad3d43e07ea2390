import type { PublicKey } from "@solana/web3.js";
import { binaryText } from "./bytes";

const ids = new WeakMap<PublicKey, string>();

/** An address as a key of a map: base58 takes long. */
export function keyId(address: PublicKey): string {
  const known = ids.get(address);
  if (known !== undefined) return known;
  const id = binaryText(address.toBytes());
  ids.set(address, id);
  return id;
}
