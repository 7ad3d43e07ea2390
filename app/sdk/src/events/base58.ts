const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const DIGITS = new Map([...ALPHABET].map((character, digit) => [character, digit]));
/** Digits that are read as one number: 58^8 fits the whole numbers of a double. */
const CHUNK = 8;

/**
 * Bytes of a text in base58. The usual libraries go over all bytes for each character, which takes most of the time
 * where the history of a program is read; here the engine's own big integers do.
 *
 * @throws RangeError for a character that is none of base58.
 */
export function fromBase58(text: string): Uint8Array {
  let value = 0n;
  for (let start = 0; start < text.length; start += CHUNK) {
    const chunk = text.slice(start, start + CHUNK);
    let part = 0;
    for (const character of chunk) part = part * 58 + digitOf(character);
    value = value * BigInt(58 ** chunk.length) + BigInt(part);
  }
  const zeros = text.length - text.replace(/^1+/, "").length;
  const hex = value === 0n ? "" : value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  const bytes = new Uint8Array(zeros + even.length / 2);
  for (let at = 0; at < even.length; at += 2) {
    bytes[zeros + at / 2] = Number.parseInt(even.slice(at, at + 2), 16);
  }
  return bytes;
}

function digitOf(character: string): number {
  const digit = DIGITS.get(character);
  if (digit === undefined) throw new RangeError(`"${character}" is no character of base58`);
  return digit;
}
