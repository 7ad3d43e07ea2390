/** The rent epoch of every rent-exempt account, 2^64 - 1, as near as a number comes to it. */
export const RENT_EXEMPT_EPOCH = 2 ** 64;

/** How JSON.stringify writes it. No string can hold this text: there, a quote stands behind a backslash. */
const ROUNDED = `"rentEpoch":${RENT_EXEMPT_EPOCH}`;
const EXACT = `"rentEpoch":${2n ** 64n - 1n}`;

/** An answer as text, with the one number in full that JavaScript has to round: Rust reads it as a u64. */
export function toJson(answer: unknown): string {
  return JSON.stringify(answer).replaceAll(ROUNDED, EXACT);
}
