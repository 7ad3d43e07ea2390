import type { vouchers } from "@diem/sdk";

/** What is used of `sodium-native`. */
interface Sodium {
  crypto_sign_verify_detached(
    signature: Uint8Array,
    message: Uint8Array,
    publicKey: Uint8Array,
  ): boolean;
}

/**
 * Ed25519 of libsodium, which takes half the time of OpenSSL's; null where its binary is not installed. The version is
 * pinned: libsodium has changed its equation before, and tests compare this version's results with the chain's.
 */
export function nativeEd25519(): vouchers.VerifyEd25519 | null {
  let sodium: Sodium;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an optional dependency, and only where it is needed
    sodium = require("sodium-native") as Sodium;
  } catch {
    return null;
  }
  return ({ key, message, signature }) =>
    sodium.crypto_sign_verify_detached(signature, message, key);
}
