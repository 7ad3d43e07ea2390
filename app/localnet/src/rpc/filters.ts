import bs58 from "bs58";

import type { ChainAccount } from "../core/accounts";
import { invalidParams } from "./errors";
import { isOptions } from "./method";
import { isTokenAccount } from "./token-data";

export type AccountFilter = (account: ChainAccount) => boolean;

const MAX_FILTERS = 4;

/** The `filters` option of getProgramAccounts and programSubscribe as one predicate. */
export function parseFilters(filters: unknown): AccountFilter {
  if (filters === undefined || filters === null) return () => true;
  if (!Array.isArray(filters)) throw invalidParams("Invalid params: filters must be an array");
  if (filters.length > MAX_FILTERS) {
    throw invalidParams(`Too many filters provided; max ${MAX_FILTERS}`);
  }
  const predicates = filters.map(parseFilter);
  return (account) => predicates.every((predicate) => predicate(account));
}

/** Holds for accounts whose data has `bytes` at `offset`. */
export function memcmp(offset: number, bytes: Uint8Array): AccountFilter {
  return ({ data }) =>
    offset + bytes.length <= data.length &&
    bytes.every((byte, index) => data[offset + index] === byte);
}

function parseFilter(filter: unknown): AccountFilter {
  if (filter === "tokenAccountState") return isTokenAccount;
  if (isOptions(filter)) {
    const { dataSize, memcmp: comparison } = filter;
    if (typeof dataSize === "number") return ({ data }) => data.length === dataSize;
    if (isOptions(comparison) && typeof comparison.offset === "number") {
      return memcmp(comparison.offset, decodeBytes(comparison.bytes, comparison.encoding));
    }
  }
  throw invalidParams(`Invalid params: unknown filter ${JSON.stringify(filter)}`);
}

function decodeBytes(bytes: unknown, encoding: unknown): Uint8Array {
  if (Array.isArray(bytes)) return Uint8Array.from(bytes as number[]);
  if (typeof bytes !== "string") throw invalidParams("Invalid param: memcmp needs bytes");
  if (encoding === "base64") return Buffer.from(bytes, "base64");
  const decoded = bs58.decodeUnsafe(bytes);
  if (!decoded) throw invalidParams("Invalid param: memcmp bytes are not base58");
  return decoded;
}
