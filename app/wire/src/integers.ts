/** The largest u64. */
export const U64_MAX = (1n << 64n) - 1n;

/** The u64 that a text of digits alone writes, without a leading zero; null for anything else. */
export function u64Of(text: string): bigint | null {
  if (!/^(0|[1-9]\d{0,19})$/.test(text)) return null;
  const value = BigInt(text);
  return value > U64_MAX ? null : value;
}

/** The u32 that a text of digits alone writes, without a leading zero; null for anything else. */
export function u32Of(text: string): number | null {
  const value = u64Of(text);
  return value === null || value > 0xffff_ffffn ? null : Number(value);
}
