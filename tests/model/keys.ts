import { ed25519 } from "@noble/curves/ed25519";
import type { Keypair } from "@solana/web3.js";

const SEED_LENGTH = 32;

/** The signature of `bytes`; where `support/fast-keys` is loaded, as in tests, a native library makes it. */
export function signatureOf(bytes: Uint8Array, { secretKey }: Keypair): Uint8Array {
  return ed25519.sign(bytes, secretKey.subarray(0, SEED_LENGTH));
}
