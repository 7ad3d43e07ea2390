import bs58 from "bs58";

import type { AccountStore, ChainAccount } from "../core/accounts";
import { invalidParams } from "./errors";
import { isOptions, type Options } from "./method";
import { parseTokenAccountData } from "./token-data";

/** The rent epoch of every rent-exempt account; JSON keeps only a double's precision of it. */
const RENT_EXEMPT_EPOCH = Number(2n ** 64n - 1n);
const MAX_BASE58_BYTES = 128;

/** Encodes an account as the options `encoding` and `dataSlice` ask. */
export function encodeAccount(account: ChainAccount, options: Options, accounts: AccountStore) {
  return {
    lamports: Number(account.lamports),
    data: encodeData(account, options, accounts),
    owner: account.owner,
    executable: account.executable,
    rentEpoch: RENT_EXEMPT_EPOCH,
    space: account.data.length,
  };
}

function encodeData(account: ChainAccount, options: Options, accounts: AccountStore): unknown {
  const encoding = options.encoding ?? "binary";
  if (encoding === "jsonParsed") {
    return parseTokenAccountData(account, accounts) ?? [toBase64(account.data), "base64"];
  }
  const data = slice(account.data, options.dataSlice);
  if (encoding === "base64") return [toBase64(data), encoding];
  if (encoding === "base58" || encoding === "binary") {
    if (data.length > MAX_BASE58_BYTES) {
      throw invalidParams(
        `Encoded binary (base 58) data should be less than ${MAX_BASE58_BYTES} bytes, please use Base64 encoding.`,
      );
    }
    return encoding === "binary" ? bs58.encode(data) : [bs58.encode(data), encoding];
  }
  throw invalidParams(`Invalid params: unsupported encoding ${JSON.stringify(encoding)}`);
}

function slice(data: Uint8Array, dataSlice: unknown): Uint8Array {
  if (!isOptions(dataSlice)) return data;
  const { offset, length } = dataSlice;
  if (typeof offset !== "number" || typeof length !== "number") {
    throw invalidParams("Invalid params: dataSlice needs offset and length");
  }
  return data.subarray(offset, offset + length);
}

function toBase64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}
