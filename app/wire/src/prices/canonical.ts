import { sha256 } from "@noble/hashes/sha2";
import canonicalize from "canonicalize";
import { WireError } from "../errors";
import { checkPriceList } from "./check";
import { MAX_PRICE_LIST_BYTES, type PriceList } from "./price-list";

const HASH_LENGTH = 32;

/**
 * The bytes of a price list that are hashed and published: canonical JSON (RFC 8785) in UTF-8.
 *
 * @throws WireError `PriceListWrong`.
 */
export function priceListBytes(list: PriceList): Uint8Array {
  const text = canonicalize(checkPriceList(list));
  if (text === undefined) throw new TypeError("a price list is an object");
  return new TextEncoder().encode(text);
}

/**
 * The sha256 of a price list's canonical bytes: what the provider puts on chain as `price_list_hash`.
 *
 * @throws WireError `PriceListWrong`.
 */
export function priceListHash(list: PriceList): Uint8Array {
  return sha256(priceListBytes(list));
}

/**
 * Reads the published bytes of a price list, whose hash the chain has.
 *
 * @throws WireError `PriceListHashWrong`, `PriceListNotCanonical` or `PriceListWrong`.
 *
 * @example
 * const { priceListHash } = await client.read.provider(provider);
 * const prices = wire.readPriceList(new Uint8Array(await response.arrayBuffer()), priceListHash);
 */
export function readPriceList(bytes: Uint8Array, hash: Uint8Array): PriceList {
  if (bytes.length > MAX_PRICE_LIST_BYTES) {
    const message = `the price list has ${bytes.length} bytes, more than ${MAX_PRICE_LIST_BYTES}: publish a shorter one`;
    throw new WireError("PriceListWrong", message);
  }
  const found = sha256(bytes);
  if (!sameBytes(found, hash)) {
    const message = `the price list's hash is ${hashToText(found)}, and the provider's is ${hashToText(hash)}: ask for that one`;
    throw new WireError("PriceListHashWrong", message);
  }
  const list = checkPriceList(parse(bytes));
  if (sameBytes(priceListBytes(list), bytes)) return list;
  const message =
    "the price list is not in canonical form: publish the bytes that priceListBytes gives";
  throw new WireError("PriceListNotCanonical", message);
}

/** A hash as headers and URLs have it: 64 hexadecimal digits, small letters. */
export function hashToText(hash: Uint8Array): string {
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Reads what {@link hashToText} wrote.
 *
 * @throws WireError `PricesWrong`.
 */
export function hashFromText(text: string): Uint8Array {
  if (/^[0-9a-f]{64}$/.test(text)) {
    const pairs = Array.from({ length: HASH_LENGTH }, (_, at) => text.slice(2 * at, 2 * at + 2));
    return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
  }
  const message = "a price list's hash has 64 hexadecimal digits, small letters: write it so";
  throw new WireError("PricesWrong", message);
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const message =
      "the price list is not JSON in UTF-8: publish the bytes that priceListBytes gives";
    throw new WireError("PriceListNotCanonical", message, { cause });
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
