import { createPrivateKey, type KeyObject } from "node:crypto";
import type { Keypair } from "@solana/web3.js";

/** What stands before the 32 bytes of an ed25519 key in PKCS #8. */
const PKCS8_HEADER = Buffer.from("302e020100300506032b657004220420", "hex");
const SEED_LENGTH = 32;

const made = new WeakMap<Keypair, KeyObject>();

/** The key for node's own signing, which is many times faster than one in JavaScript. */
export function keyOf(keypair: Keypair): KeyObject {
  const known = made.get(keypair);
  if (known !== undefined) return known;
  const seed = keypair.secretKey.subarray(0, SEED_LENGTH);
  const der = Buffer.concat([PKCS8_HEADER, seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  made.set(keypair, key);
  return key;
}
