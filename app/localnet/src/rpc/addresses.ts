import bs58 from "bs58";

import { invalidParams } from "./errors";

const ADDRESS_SIZE = 32;
const SIGNATURE_SIZE = 64;
// Longest base58 texts of that many bytes.
const MAX_ADDRESS_LENGTH = 44;
const MAX_SIGNATURE_LENGTH = 88;

/** What is wrong with a text that should be base58 of so many bytes, in Agave's words; `undefined` if nothing is. */
function faultOf(text: string, size: number, maxLength: number): string | undefined {
  const bytes = text.length <= maxLength ? bs58.decodeUnsafe(text) : new Uint8Array();
  if (!bytes) return "Invalid";
  return bytes.length === size ? undefined : "WrongSize";
}

export function isAddress(text: string): boolean {
  return faultOf(text, ADDRESS_SIZE, MAX_ADDRESS_LENGTH) === undefined;
}

export function isSignature(text: string): boolean {
  return faultOf(text, SIGNATURE_SIZE, MAX_SIGNATURE_LENGTH) === undefined;
}

/** @throws JsonRpcError when the text is not the base58 of 32 bytes */
export function requireAddress(text: string): void {
  const fault = faultOf(text, ADDRESS_SIZE, MAX_ADDRESS_LENGTH);
  if (fault !== undefined) throw invalidParams(`Invalid param: ${fault}`);
}

/** @throws JsonRpcError when the text is not the base58 of 64 bytes */
export function requireSignature(text: string): void {
  const fault = faultOf(text, SIGNATURE_SIZE, MAX_SIGNATURE_LENGTH);
  if (fault !== undefined) throw invalidParams(`Invalid param: ${fault}`);
}

/** A blockhash is written like an address, but a validator says less about one that is none. */
export function requireBlockhash(text: string): void {
  const fault = faultOf(text, ADDRESS_SIZE, MAX_ADDRESS_LENGTH);
  if (fault !== undefined) throw invalidParams(fault);
}
