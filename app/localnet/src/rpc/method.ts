import { PublicKey } from "@solana/web3.js";
import bs58 from "bs58";

import type { Bank } from "../core/bank";
import { invalidParams, JsonRpcError, RpcErrorCode } from "./errors";

/** A JSON-RPC method: the `result` member of a validator's answer to these parameters. */
export type Method = (bank: Bank, params: readonly unknown[]) => unknown;

export type Methods = Readonly<Record<string, Method>>;

/** An options object as it came off the wire: nothing is known of its members. */
export type Options = Readonly<Record<string, unknown>>;

export interface WithContext<T> {
  readonly context: { readonly slot: number };
  readonly value: T;
}

export function withContext<T>(bank: Bank, value: T): WithContext<T> {
  return { context: { slot: Number(bank.closedSlot) }, value };
}

export function optionsAt(params: readonly unknown[], index: number): Options {
  const value = params[index] ?? {};
  if (!isOptions(value)) throw invalidParams(`Invalid param ${index}: expected an object`);
  return value;
}

export function isOptions(value: unknown): value is Options {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function stringAt(params: readonly unknown[], index: number): string {
  const value = params[index];
  if (typeof value !== "string") throw invalidParams(`Invalid param ${index}: expected a string`);
  return value;
}

export function integerAt(params: readonly unknown[], index: number): number {
  const value = params[index];
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) {
    throw invalidParams(`Invalid param ${index}: expected an unsigned integer`);
  }
  return value;
}

export function stringsAt(params: readonly unknown[], index: number): readonly string[] {
  const value = params[index];
  if (!Array.isArray(value)) throw invalidParams(`Invalid param ${index}: expected an array`);
  return value.map((_, position) => stringAt(value, position));
}

export function addressAt(params: readonly unknown[], index: number): string {
  return parseAddress(stringAt(params, index));
}

/** @throws JsonRpcError when the text is not the base58 of 32 bytes */
export function parseAddress(text: unknown): string {
  if (typeof text !== "string") throw invalidParams("Invalid param: expected an address");
  try {
    return new PublicKey(text).toBase58();
  } catch {
    throw invalidParams("Invalid param: Invalid");
  }
}

export function signatureAt(params: readonly unknown[], index: number): string {
  const text = stringAt(params, index);
  if (bs58.decodeUnsafe(text)?.length !== 64) throw invalidParams("Invalid param: WrongSize");
  return text;
}

/** Refuses to answer from a state that is older than the caller has seen (`minContextSlot`). */
export function requireContextSlot(bank: Bank, params: readonly unknown[]): void {
  const options = params.at(-1);
  if (!isOptions(options) || typeof options.minContextSlot !== "number") return;
  const contextSlot = Number(bank.closedSlot);
  if (options.minContextSlot <= contextSlot) return;
  const message = "Minimum context slot has not been reached";
  throw new JsonRpcError(RpcErrorCode.MinContextSlotNotReached, message, { contextSlot });
}
