import { invalidAmount } from "../errors/amount-errors";

/** The integer types of the IDL, and their bits. */
export const BITS = { u8: 8, u16: 16, u32: 32, u64: 64, i64: 64, u128: 128 } as const;
/** The name of an integer type. */
export type IntegerType = keyof typeof BITS;

/** Types up to this are a `number`, wider ones a bigint. */
const MAX_NUMBER_BITS = 32;

function fits(type: IntegerType, value: bigint): boolean {
  const cut = type === "i64" ? BigInt.asIntN(64, value) : BigInt.asUintN(BITS[type], value);
  return cut === value;
}

/** The value as a bigint. Throws `InvalidAmount` for what does not fit the type; `field` says where it was given. */
export function requireInteger(type: IntegerType, value: unknown, field: string): bigint {
  const whole = BITS[type] <= MAX_NUMBER_BITS ? Number.isInteger(value) : typeof value === "bigint";
  const exact = whole ? BigInt(value as number | bigint) : null;
  if (exact !== null && fits(type, exact)) return exact;
  throw invalidAmount({ field, value, type });
}
