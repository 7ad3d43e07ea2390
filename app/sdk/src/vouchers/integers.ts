import { invalidAmount } from "../errors/amount-errors";

const U32_MAX = 2 ** 32 - 1;
/** The largest u64. */
export const U64_MAX = 2n ** 64n - 1n;
const I64_MAX = 2n ** 63n - 1n;

/** Throws `InvalidAmount` for what is no u64. */
export function requireU64(field: string, value: bigint): void {
  if (typeof value === "bigint" && value >= 0n && value <= U64_MAX) return;
  throw invalidAmount({ field, value, type: "u64" });
}

/** Throws `InvalidAmount` for what is no u32. */
export function requireU32(field: string, value: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= U32_MAX) return;
  throw invalidAmount({ field, value, type: "u32" });
}

/** Throws `InvalidAmount` for what is no i64. */
export function requireI64(field: string, value: bigint): void {
  if (typeof value === "bigint" && value >= -I64_MAX - 1n && value <= I64_MAX) return;
  throw invalidAmount({ field, value, type: "i64" });
}

/** The larger of two. */
export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** The smaller of two. */
export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
