import { encodeInteger } from "../codec/primitives";

/** Throws an `AmountError` for what is no u64. */
export function requireU64(field: string, value: bigint): void {
  encodeInteger("u64", value, field);
}

/** Throws an `AmountError` for what is no u32. */
export function requireU32(field: string, value: number): void {
  encodeInteger("u32", value, field);
}

/** Throws an `AmountError` for what is no i64. */
export function requireI64(field: string, value: bigint): void {
  encodeInteger("i64", value, field);
}

/** The larger of two. */
export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

/** The smaller of two. */
export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
