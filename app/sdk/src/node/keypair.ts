import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import type { Keypair } from "@solana/web3.js";
import { voucherRefused } from "../errors/voucher-errors";

const SECRET_BYTES = 64;
const HALF = 32;

/**
 * The keypair of a secret key as `solana-keygen` writes it: 32 bytes of a seed, then the public key. It is the same as
 * `Keypair.fromSecretKey` of web3.js, whose first check takes 60 ms of JavaScript.
 *
 * @throws `UnusableKey` for bytes that are no key, or whose halves are of different keys.
 *
 * @example
 * import { keypairFromSecretKey } from "@diem/sdk/node";
 *
 * const keypair = keypairFromSecretKey(secretKey);
 */
export function keypairFromSecretKey(secretKey: Uint8Array): Keypair {
  if (secretKey.length !== SECRET_BYTES) {
    throw unusable(`a secret key has ${SECRET_BYTES} bytes, not ${secretKey.length}`);
  }
  const [seed, publicKey] = [secretKey.subarray(0, HALF), secretKey.subarray(HALF)];
  // the public half is not read from here: it follows from the seed
  const jwk = { kty: "OKP", crv: "Ed25519", d: base64Url(seed), x: base64Url(publicKey) };
  const derived = publicBytes(createPrivateKey({ key: jwk, format: "jwk" }));
  if (!derived.equals(publicKey)) throw unusable("the public key is another key's");
  return unchecked(secretKey);
}

/** A new keypair, without the 60 ms of JavaScript that the first `Keypair.generate` of web3.js takes. */
export function generateKeypair(): Keypair {
  const { privateKey } = generateKeyPairSync("ed25519");
  const { d = "" } = privateKey.export({ format: "jwk" });
  return unchecked(Buffer.concat([Buffer.from(d, "base64url"), publicBytes(privateKey)]));
}

function unusable(reason: string) {
  return voucherRefused("UnusableKey", { reason, next: "take a key that solana-keygen wrote" });
}

function unchecked(secretKey: Uint8Array): Keypair {
  // loaded here: files and locks need none of it
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would make this function async
  const web3 = require("@solana/web3.js") as typeof import("@solana/web3.js");
  return web3.Keypair.fromSecretKey(Uint8Array.from(secretKey), { skipValidation: true });
}

function publicBytes(privateKey: KeyObject): Buffer {
  const { x = "" } = createPublicKey(privateKey).export({ format: "jwk" });
  return Buffer.from(x, "base64url");
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64url");
}
