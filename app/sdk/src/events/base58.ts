import { Buffer } from "buffer";

const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/** Digit of each character code; -1 where it is none. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  ALPHABET.indexOf(String.fromCharCode(code)),
);
/** Digits that are read as one number: 58^8 fits the whole numbers of a double. */
const CHUNK = 8;
const BASE = BigInt(58 ** CHUNK);

/**
 * Bytes of a text in base58. The usual libraries go over all bytes for each character, which takes most of the time
 * where the history of a program is read; here the engine's own big integers do.
 *
 * @throws RangeError for a character that is none of base58.
 */
export function fromBase58(text: string): Uint8Array {
  let value = 0n;
  for (let start = 0; start < text.length; start += CHUNK) {
    const end = Math.min(start + CHUNK, text.length);
    let part = 0;
    for (let at = start; at < end; at += 1) part = part * 58 + digitAt(text, at);
    const factor = end - start === CHUNK ? BASE : BigInt(58 ** (end - start));
    value = value * factor + BigInt(part);
  }
  const hex = value === 0n ? "" : value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex");
  let zeros = 0;
  while (text.charAt(zeros) === "1") zeros += 1;
  const whole = new Uint8Array(zeros + bytes.length);
  whole.set(bytes, zeros);
  return whole;
}

function digitAt(text: string, at: number): number {
  const digit = DIGITS[text.charCodeAt(at)];
  if (digit !== undefined && digit >= 0) return digit;
  throw new RangeError(`"${text.charAt(at)}" is not a base58 character`);
}
