const DIGITS = Array.from(
  new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
);
/** What no digit has. */
const NO_DIGIT = 64;
/** The value of each character below 128. */
const VALUES = new Uint8Array(128).fill(NO_DIGIT);
DIGITS.forEach((digit, value) => (VALUES[digit] = value));

/** Bytes whose number is a multiple of three, in base64url. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const digits: number[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    digits.push(a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63);
  }
  return String.fromCharCode(...digits.map((digit) => DIGITS[digit] ?? 0));
}

/** What {@link encodeBase64Url} wrote; null for any other character. */
export function decodeBase64Url(text: string): Uint8Array | null {
  const bytes = new Uint8Array((text.length / 4) * 3);
  let [group, seen, to] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const value = VALUES[text.charCodeAt(at)] ?? NO_DIGIT;
    group = (group << 6) | value;
    seen |= value;
    if (at % 4 !== 3) continue;
    bytes[to++] = group >> 16;
    bytes[to++] = group >> 8;
    bytes[to++] = group;
  }
  return (seen & NO_DIGIT) === 0 ? bytes : null;
}
