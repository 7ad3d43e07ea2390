import bs58 from "bs58";

import type { AccountStore, ChainAccount } from "../core/accounts";
import { JsonRpcError, RpcErrorCode } from "./errors";
import { RENT_EXEMPT_EPOCH } from "./json";
import type { AccountConfig } from "./params/configs";
import { parseNonceData, parseSysvarData } from "./sysvar-data";
import { parseTokenAccountData } from "./token-data";
import { zstdFrame } from "./zstd";

const MAX_BASE58_BYTES = 128;
/** Replaces data that is too long in a notification, because there is no request to refuse. */
const TOO_LONG = "error: data too large for bs58 encoding";

/** How an account is shown. */
export type AccountView = Pick<AccountConfig, "encoding" | "dataSlice">;

/**
 * An account as an answer shows it.
 * @throws JsonRpcError for data that is too long for base58
 */
export function encodeAccount(account: ChainAccount, view: AccountView, accounts: AccountStore) {
  const { encoding = "binary" } = view;
  const parsed = encoding === "jsonParsed" && parseData(account, accounts);
  const inBase58 = encoding === "binary" || encoding === "base58";
  if (!parsed && inBase58 && slice(account.data, view).length > MAX_BASE58_BYTES) {
    throw new JsonRpcError(
      RpcErrorCode.InvalidRequest,
      `Encoded binary (base 58) data should be less than ${MAX_BASE58_BYTES} bytes, please use Base64 encoding.`,
    );
  }
  return encode(account, view, accounts);
}

/**
 * An account as a notification shows it: whole, as a validator does not apply `dataSlice` there, and with a text
 * instead of data that is too long for base58.
 */
export function encodeNotified(
  account: ChainAccount,
  { encoding }: AccountView,
  accounts: AccountStore,
) {
  return encode(account, encoding === undefined ? {} : { encoding }, accounts);
}

function encode(account: ChainAccount, view: AccountView, accounts: AccountStore) {
  return {
    lamports: Number(account.lamports),
    data: encodeData(account, view, accounts),
    owner: account.owner,
    executable: account.executable,
    rentEpoch: RENT_EXEMPT_EPOCH,
    space: account.data.length,
  };
}

function encodeData(account: ChainAccount, view: AccountView, accounts: AccountStore): unknown {
  const { encoding = "binary" } = view;
  const data = slice(account.data, view);
  switch (encoding) {
    case "jsonParsed":
      return parseData(account, accounts) ?? [toBase64(data), "base64"];
    case "base64":
      return [toBase64(data), encoding];
    case "base64+zstd":
      return [toBase64(zstdFrame(data)), encoding];
    case "base58":
      return [toBase58(data), encoding];
    case "binary":
      return toBase58(data);
  }
}

function parseData(account: ChainAccount, accounts: AccountStore): unknown {
  return (
    parseTokenAccountData(account, accounts) ?? parseSysvarData(account) ?? parseNonceData(account)
  );
}

function slice(data: Uint8Array, { dataSlice }: AccountView): Uint8Array {
  if (!dataSlice) return data;
  return data.subarray(dataSlice.offset, dataSlice.offset + dataSlice.length);
}

function toBase58(data: Uint8Array): string {
  return data.length > MAX_BASE58_BYTES ? TOO_LONG : bs58.encode(data);
}

function toBase64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64");
}
