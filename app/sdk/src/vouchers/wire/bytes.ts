/** Bytes in hexadecimal. */
export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A character for each byte, as a key of a map. */
export function binaryText(bytes: Uint8Array): string {
  // spreading bytes takes seven times as long
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
