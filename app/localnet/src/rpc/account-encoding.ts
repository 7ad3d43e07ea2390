import bs58 from "bs58";

import type { AccountStore, ChainAccount } from "../core/accounts";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";
import { invalidType, isOptions, type Options, unknownVariant } from "./method";
import { RENT_EXEMPT_EPOCH } from "./json";
import { parseNonceData, parseSysvarData } from "./sysvar-data";
import { parseTokenAccountData } from "./token-data";
import { zstdFrame } from "./zstd";

const ENCODINGS = ["binary", "base58", "base64", "jsonParsed", "base64+zstd"];
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
  const parsed = encoding === "jsonParsed" ? parseData(account, accounts) : null;
  if (parsed) return parsed;
  const data = slice(account.data, options.dataSlice);
  if (encoding === "base64" || encoding === "jsonParsed") return [toBase64(data), "base64"];
  if (encoding === "base64+zstd") return [toBase64(zstdFrame(data)), encoding];
  if (encoding === "base58" || encoding === "binary") {
    if (data.length > MAX_BASE58_BYTES) {
      throw new JsonRpcError(
        RpcErrorCode.InvalidRequest,
        `Encoded binary (base 58) data should be less than ${MAX_BASE58_BYTES} bytes, please use Base64 encoding.`,
      );
    }
    return encoding === "binary" ? bs58.encode(data) : [bs58.encode(data), encoding];
  }
  if (typeof encoding !== "string") throw invalidType(encoding, "string or map");
  throw unknownVariant(encoding, ENCODINGS);
}

function parseData(account: ChainAccount, accounts: AccountStore): unknown {
  return (
    parseTokenAccountData(account, accounts) ?? parseSysvarData(account) ?? parseNonceData(account)
  );
}

function slice(data: Uint8Array, dataSlice: unknown): Uint8Array {
  if (!isOptions(dataSlice)) return data;
  const { offset, length } = dataSlice;
  for (const [name, value] of Object.entries({ offset, length })) {
    if (value === undefined) throw invalidParams(`Invalid params: missing field \`${name}\`.`);
    if (!Number.isSafeInteger(value) || Number(value) < 0) throw invalidType(value, "usize");
  }
  return data.subarray(Number(offset), Number(offset) + Number(length));
}

function toBase64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}
