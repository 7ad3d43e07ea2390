const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));

/** Bytes whose number is a multiple of three, in base64url. */
export function encodeBase64Url(bytes: Uint8Array): string {
  const digits: number[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    digits.push(a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63);
  }
  return String.fromCharCode(...digits.map((digit) => DIGITS.charCodeAt(digit)));
}

/** What {@link encodeBase64Url} wrote; null for any other character. */
export function decodeBase64Url(text: string): Uint8Array | null {
  const bytes = new Uint8Array((text.length / 4) * 3);
  for (let at = 0, to = 0; at < text.length; at += 4, to += 3) {
    let group = 0;
    for (let index = at; index < at + 4; index += 1) {
      const value = VALUES.get(text.charCodeAt(index));
      if (value === undefined) return null;
      group = (group << 6) | value;
    }
    bytes[to] = group >> 16;
    bytes[to + 1] = (group >> 8) & 255;
    bytes[to + 2] = group & 255;
  }
  return bytes;
}
