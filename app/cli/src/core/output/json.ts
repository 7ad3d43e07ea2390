import { PublicKey } from "@solana/web3.js";

/**
 * A value as scripts read it: bigints in decimal, addresses in base58, bytes in hexadecimal. Numbers would lose the digits
 * of an amount beyond 2^53.
 */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof PublicKey) return value.toBase58();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) =>
      entry === undefined ? [] : [[key, toJson(entry)]],
    ),
  );
}
