import type { ChainAccount } from "../core/accounts";
import { invalidParams } from "./errors";
import { invalidType, isOptions, unknownVariant } from "./method";
import { decodeBase58, decodeBase64, TextFault } from "./text";
import { isTokenAccount } from "./token-data";

export type AccountFilter = (account: ChainAccount) => boolean;

const FILTERS = ["dataSize", "memcmp", "tokenAccountState"];
const MAX_FILTERS = 4;
const MAX_COMPARED_BYTES = 128;

/** The `filters` option of getProgramAccounts and programSubscribe as one predicate. */
export function parseFilters(filters: unknown): AccountFilter {
  if (filters === undefined || filters === null) return () => true;
  if (!Array.isArray(filters)) throw invalidType(filters, "a sequence");
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
  if (!isOptions(filter)) throw unknownVariant(String(filter), FILTERS);
  const { dataSize, memcmp: comparison } = filter;
  if (dataSize !== undefined) {
    if (typeof dataSize !== "number") throw invalidType(dataSize, "u64");
    return ({ data }) => data.length === dataSize;
  }
  if (!isOptions(comparison)) throw unknownVariant(Object.keys(filter).join(), FILTERS);
  const { offset, bytes, encoding } = comparison;
  if (offset === undefined) throw missingField("offset");
  if (typeof offset !== "number") throw invalidType(offset, "usize");
  if (bytes === undefined) throw missingField("bytes");
  return memcmp(offset, decodeBytes(bytes, encoding));
}

function decodeBytes(bytes: unknown, encoding: unknown): Uint8Array {
  const decoded = Array.isArray(bytes)
    ? Uint8Array.from(bytes as number[])
    : decodeText(bytes, encoding ?? "base58");
  if (decoded.length > MAX_COMPARED_BYTES) throw invalidParams("Invalid param: DataTooLarge");
  return decoded;
}

function decodeText(text: unknown, encoding: unknown): Uint8Array {
  if (typeof text !== "string") throw invalidType(text, "a string");
  if (encoding !== "base58" && encoding !== "base64") {
    throw unknownVariant(String(encoding), ["base58", "base64", "bytes"]);
  }
  const decoded = encoding === "base64" ? decodeBase64(text) : decodeBase58(text);
  if (!(decoded instanceof TextFault)) return decoded;
  const kind = encoding === "base64" ? "Base64DecodeError" : "Base58DecodeError";
  throw invalidParams(`Invalid param: ${kind}(${decoded.reason})`);
}

function missingField(name: string) {
  return invalidParams(`Invalid params: missing field \`${name}\`.`);
}
