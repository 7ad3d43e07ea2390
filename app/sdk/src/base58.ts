const ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Digits of a number in another base, both least digit first. */
function convert(digits: Iterable<number>, from: number, to: number): number[] {
  const result: number[] = [];
  for (const digit of digits) {
    let carry = digit;
    for (let index = 0; index < result.length; index++) {
      carry += (result[index] ?? 0) * from;
      result[index] = carry % to;
      carry = Math.floor(carry / to);
    }
    for (; carry > 0; carry = Math.floor(carry / to)) result.push(carry % to);
  }
  return result;
}

function leading(items: ArrayLike<unknown>, zero: unknown): number {
  let count = 0;
  while (count < items.length && items[count] === zero) count++;
  return count;
}

/** Bytes as base58 text. */
export function encodeBase58(bytes: Uint8Array): string {
  const digits = convert(bytes, 256, 58).reverse();
  return "1".repeat(leading(bytes, 0)) + digits.map((digit) => ALPHABET.charAt(digit)).join("");
}

/** The bytes of base58 text. Throws a `RangeError` for any other character. */
export function decodeBase58(text: string): Uint8Array {
  const digits = Array.from(text, (character) => {
    const digit = ALPHABET.indexOf(character);
    if (digit < 0) throw new RangeError(`${character} is no character of base58`);
    return digit;
  });
  const zeros = new Array<number>(leading(text, "1")).fill(0);
  return Uint8Array.from([...zeros, ...convert(digits, 58, 256).reverse()]);
}
