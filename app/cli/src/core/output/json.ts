import { PublicKey } from "@solana/web3.js";

/** Basis points: some of them, such as a yearly return, have no upper bound. */
const BASIS_POINTS = /Bps$/;

/**
 * A value as scripts read it: bigints in decimal, addresses in base58, bytes in hexadecimal. Numbers would lose the digits
 * of an amount beyond 2^53, so a figure that may pass it is a text, and so are all figures of its kind.
 */
export function toJson(value: unknown, key = ""): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return BASIS_POINTS.test(key) ? value.toString() : value;
  if (value instanceof PublicKey) return value.toBase58();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map((entry) => toJson(entry, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, entry]) =>
      entry === undefined ? [] : [[name, toJson(entry, name)]],
    ),
  );
}
