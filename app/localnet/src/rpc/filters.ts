import type { ChainAccount } from "../core/accounts";
import { invalidParams } from "./errors";
import type { Comparison, Filter } from "./params/filters";
import { decodeBase58, decodeBase64, TextFault } from "./text";
import { isTokenAccount } from "./token-data";

export type AccountFilter = (account: ChainAccount) => boolean;

const MAX_FILTERS = 4;
const MAX_COMPARED_BYTES = 128;
/** Longest texts that can hold so many bytes. */
const MAX_TEXT = { base58: 175, base64: 172 } as const;

/**
 * The `filters` option of getProgramAccounts and programSubscribe as one predicate.
 * @throws JsonRpcError for too many of them, and for bytes that cannot be compared
 */
export function predicateOf(filters: readonly Filter[] = []): AccountFilter {
  if (filters.length > MAX_FILTERS) {
    throw invalidParams(`Too many filters provided; max ${MAX_FILTERS}`);
  }
  const predicates = filters.map(predicate);
  return (account) => predicates.every((holds) => holds(account));
}

/** Holds for accounts whose data has `bytes` at `offset`. */
export function memcmp(offset: number, bytes: Uint8Array): AccountFilter {
  return ({ data }) =>
    offset + bytes.length <= data.length &&
    bytes.every((byte, index) => data[offset + index] === byte);
}

function predicate(filter: Filter): AccountFilter {
  switch (filter.tag) {
    case "dataSize":
      return ({ data }) => data.length === filter.value;
    case "memcmp":
      return memcmp(filter.value.offset, bytesOf(filter.value));
    case "tokenAccountState":
      return isTokenAccount;
  }
}

function bytesOf({ bytes, encoding }: Comparison): Uint8Array {
  const decoded = typeof bytes === "string" ? decode(bytes, encoding) : Uint8Array.from(bytes);
  if (decoded.length > MAX_COMPARED_BYTES) throw tooLarge();
  return decoded;
}

/** As Agave has it, a text that is to be `bytes` is base58. */
function decode(text: string, encoding: Comparison["encoding"]): Uint8Array {
  const inBase64 = encoding === "base64";
  if (text.length > MAX_TEXT[inBase64 ? "base64" : "base58"]) throw tooLarge();
  const decoded = inBase64 ? decodeBase64(text) : decodeBase58(text);
  if (!(decoded instanceof TextFault)) return decoded;
  const kind = inBase64 ? "Base64DecodeError" : "Base58DecodeError";
  throw invalidParams(`Invalid param: ${kind}(${decoded.reason})`);
}

function tooLarge() {
  return invalidParams("Invalid param: DataTooLarge");
}
