import { ed25519 as curve } from "@noble/curves/ed25519";
import type { Ed25519 } from "./ed25519-interface";
import { sameBytes } from "./bytes";

const { Point } = curve;
const ORDER = Point.Fn.ORDER;
const NONCE_LENGTH = 32;

/** In JavaScript alone, for browsers. */
export const nobleEd25519: Ed25519 = {
  verify: ({ key, message, signature }) => {
    const nonce = signature.subarray(0, NONCE_LENGTH);
    const s = integerOf(signature.subarray(NONCE_LENGTH));
    if (s >= ORDER) return false;
    let point: InstanceType<typeof Point>;
    try {
      point = Point.fromBytes(key);
    } catch {
      return false; // no point of the curve
    }
    const digest = curve.CURVE.hash(Uint8Array.from([...nonce, ...key, ...message]));
    const challenge = integerOf(digest) % ORDER;
    // noble's own `verify` multiplies by the cofactor, which the chain does not
    const expected = Point.BASE.multiplyUnsafe(s).subtract(point.multiplyUnsafe(challenge));
    return sameBytes(expected.toBytes(), nonce);
  },
  signer: (seed) => (message) => curve.sign(message, seed),
};

/** Bytes with the lowest first. */
function integerOf(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}
