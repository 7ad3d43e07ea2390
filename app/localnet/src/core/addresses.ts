import bs58 from "bs58";

// Base58 costs tens of microseconds, and a chain meets the same addresses again and again.
/** Addresses of which the text is remembered; then it begins anew. */
const CAPACITY = 50_000;
const textOf = new Map<string, string>();
const bytesOf = new Map<string, Uint8Array>();

export function encodeAddress(bytes: Uint8Array): string {
  const key = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  let text = textOf.get(key);
  if (text === undefined) {
    text = bs58.encode(bytes);
    if (textOf.size >= CAPACITY) textOf.clear();
    textOf.set(key, text);
  }
  return text;
}

export function decodeAddress(text: string): Uint8Array {
  let bytes = bytesOf.get(text);
  if (bytes === undefined) {
    bytes = bs58.decode(text);
    if (bytesOf.size >= CAPACITY) bytesOf.clear();
    bytesOf.set(text, bytes);
  }
  return bytes;
}
