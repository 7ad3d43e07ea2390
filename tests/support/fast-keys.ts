// Loaded in front of every run of the tests (`--require`), of which a quarter was curve arithmetic and base58 in JavaScript.
// web3.js makes its signatures and public keys by libsodium or, where its binary is not installed, by node:crypto, in a thirtieth
// of the time or less, writes a message without layouts, derives an address once, and remembers the base58 of what it wrote or
// read. Ed25519 leaves no choice in a signature, nor do seeds in an address, so all of them are the same bytes.
import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { createRequire } from "node:module";
import type { ed25519 } from "@noble/curves/ed25519";

/** What is used of `sodium-native`. OpenSSL takes twice as long to sign, and twenty times to read a new key. */
interface Sodium {
  crypto_sign_seed_keypair(publicKey: Buffer, secretKey: Buffer, seed: Buffer): void;
  crypto_sign_detached(signature: Buffer, message: Buffer, secretKey: Buffer): void;
}

const requireHere = createRequire(__filename);

function libsodium(): Sodium | null {
  try {
    return requireHere("sodium-native") as Sodium;
  } catch {
    return null;
  }
}

const PUBLIC_KEY_BYTES = 32;
const SECRET_KEY_BYTES = 64;
const SIGNATURE_BYTES = 64;

/** Both keys of each seed. */
const pairs = new Map<string, { readonly publicKey: Buffer; readonly secretKey: Buffer }>();

function pairOf(sodium: Sodium, seed: Uint8Array) {
  const id = Buffer.from(seed).toString("latin1");
  const known = pairs.get(id);
  if (known !== undefined) return known;
  const pair = {
    publicKey: Buffer.alloc(PUBLIC_KEY_BYTES),
    secretKey: Buffer.alloc(SECRET_KEY_BYTES),
  };
  sodium.crypto_sign_seed_keypair(pair.publicKey, pair.secretKey, Buffer.from(seed));
  pairs.set(id, pair);
  return pair;
}

/** What web3.js uses of its own library for curves. */
type Curve = Pick<typeof ed25519, "sign" | "getPublicKey">;

const bySodium = (sodium: Sodium): Curve => ({
  sign: (message, seed) => {
    const signature = Buffer.alloc(SIGNATURE_BYTES);
    const { secretKey } = pairOf(sodium, bytes(seed));
    sodium.crypto_sign_detached(signature, Buffer.from(bytes(message)), secretKey);
    return Uint8Array.from(signature);
  },
  getPublicKey: (seed) => Uint8Array.from(pairOf(sodium, bytes(seed)).publicKey),
});

/** What comes before the bytes of a private key in DER (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

const keys = new Map<string, KeyObject>();

function keyOf(seed: Uint8Array): KeyObject {
  const id = Buffer.from(seed).toString("latin1");
  const known = keys.get(id);
  if (known !== undefined) return known;
  const der = Buffer.concat([PKCS8, seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  keys.set(id, key);
  return key;
}

const byNode: Curve = {
  sign: (message, seed) => Uint8Array.from(sign(null, bytes(message), keyOf(bytes(seed)))),
  getPublicKey: (seed) => {
    const der = createPublicKey(keyOf(bytes(seed))).export({ format: "der", type: "spki" });
    return Uint8Array.from(der.subarray(-PUBLIC_KEY_BYTES));
  },
};

const curves = requireHere("@noble/curves/ed25519") as { ed25519: typeof ed25519 };
const sodium = libsodium();
curves.ed25519 = { ...curves.ed25519, ...(sodium === null ? byNode : bySodium(sodium)) };

/** web3.js gives no hexadecimal text. */
function bytes(value: string | Uint8Array): Uint8Array {
  if (typeof value === "string") throw new TypeError("bytes are expected");
  return value;
}

/** Texts that are remembered; then it begins anew. */
const TEXTS = 10_000;

/** web3.js's own base58, which it reads and writes by once for each message, key and instruction. */
const base58 = createRequire(requireHere.resolve("@solana/web3.js"))("bs58") as {
  encode: (bytes: Uint8Array | number[]) => string;
  decode: (text: string) => Buffer;
};
const { encode, decode } = base58;
const textOf = new Map<string, string>();
const bytesOf = new Map<string, string>();

function remember(bytes: string, text: string): void {
  if (textOf.size >= TEXTS) {
    textOf.clear();
    bytesOf.clear();
  }
  textOf.set(bytes, text);
  bytesOf.set(text, bytes);
}

base58.encode = (bytes) => {
  const key = Buffer.from(bytes).toString("latin1");
  const known = textOf.get(key);
  if (known !== undefined) return known;
  const text = encode(bytes);
  remember(key, text);
  return text;
};
base58.decode = (text) => {
  const known = bytesOf.get(text);
  if (known !== undefined) return Buffer.from(known, "latin1");
  const bytes = decode(text);
  remember(bytes.toString("latin1"), text);
  return bytes;
};

// web3.js takes them from its module when it is loaded
requireHere("./fast-addresses");
requireHere("./fast-messages");
