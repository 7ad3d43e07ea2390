import { DIEM_DECIMALS } from "../constants";
import { type Decimal, readDecimal, scaled, writeDecimal } from "./decimal";

// Every figure of a file is a string that carries its unit, so that a reviewer needs no table, and a figure in the
// place of another is refused.

const CREDIT_DECIMALS = 6;
const PERCENT_DECIMALS = 2;
const FACTOR_DECIMALS = 4;
const U32_MAX = 4_294_967_295;

/** Longest first: what is written is the longest that divides. */
const SPANS = [
  ["d", 86_400n],
  ["h", 3_600n],
  ["m", 60n],
  ["s", 1n],
] as const;

/** How one kind of figure is read: null for anything else. */
export interface Readable<Value> {
  /** What to write in the place of anything else. */
  readonly expected: string;
  readonly read: (text: string) => Value | null;
}

/** How one kind of figure is read and written. */
export interface Figure<Value> extends Readable<Value> {
  readonly write: (value: bigint | number) => string;
}

function before(unit: RegExp, text: string): Decimal | null {
  return unit.test(text) ? readDecimal(text.replace(unit, "")) : null;
}

function scaledBefore(unit: RegExp, decimals: number, text: string): bigint | null {
  const figure = before(unit, text);
  return figure === null ? null : scaled(figure, decimals);
}

/** Seconds. */
export const duration: Figure<bigint> = {
  expected:
    'a whole number of days, hours, minutes or seconds, such as "7d", "36h", "90m" or "60s"',
  read: (text) => {
    const [matched, count = "", unit] = /^(0|[1-9]\d*)([dhms])$/.exec(text) ?? [];
    const [, secs] = SPANS.find(([name]) => name === unit) ?? [];
    return matched === undefined || secs === undefined ? null : BigInt(count) * secs;
  },
  write: (value) => {
    const whole = BigInt(value);
    const divides = ([, span]: (typeof SPANS)[number]) => whole !== 0n && whole % span === 0n;
    const [unit, secs] = SPANS.find(divides) ?? ["s", 1n];
    return `${whole / secs}${unit}`;
  },
};

function bps(unit: RegExp, decimals: number, text: string): number | null {
  const value = scaledBefore(unit, decimals, text);
  return value === null ? null : Number(value);
}

/** A number of epochs, under a name that says so. */
export const epochs: Figure<number> = {
  expected: 'a whole number of epochs, such as "30"',
  read: (text) => {
    const count = /^(0|[1-9]\d*)$/.test(text) ? Number(text) : null;
    return count !== null && count <= U32_MAX ? count : null;
  },
  write: (value) => value.toString(),
};

/** Basis points. */
export const percentage: Figure<number> = {
  expected: 'a percentage with at most two decimals, such as "5%" or "0.5%"',
  read: (text) => bps(/%$/, PERCENT_DECIMALS, text),
  write: (value) => `${writeDecimal(BigInt(value), PERCENT_DECIMALS)}%`,
};

/** Basis points of one, as a plain number. */
export const factor: Figure<number> = {
  expected: 'a number with at most four decimals, such as "2" or "1.5"',
  read: (text) => bps(/$/, FACTOR_DECIMALS, text),
  write: (value) => writeDecimal(BigInt(value), FACTOR_DECIMALS),
};

/** DIEM base units. */
export const diem: Figure<bigint> = {
  expected: 'an amount of DIEM with at most nine decimals, such as "0.1 DIEM"',
  read: (text) => scaledBefore(/ DIEM$/, DIEM_DECIMALS, text),
  write: (value) => `${writeDecimal(BigInt(value), DIEM_DECIMALS)} DIEM`,
};

/** Micro-credits. */
export const credits: Figure<bigint> = {
  expected: 'credits with at most six decimals, such as "1 credit" or "2.5 credits"',
  read: (text) => scaledBefore(/ credits?$/, CREDIT_DECIMALS, text),
  write: (value) => {
    const text = writeDecimal(BigInt(value), CREDIT_DECIMALS);
    return `${text} ${text === "1" ? "credit" : "credits"}`;
  },
};

/** Whole VVV: only the mint says how many decimals it has. */
export const vvv: Readable<Decimal> = {
  expected: 'an amount of VVV, such as "90 VVV"',
  read: (text) => before(/ VVV$/, text),
};

export function writeVvv(units: bigint | number, decimals: number): string {
  return `${writeDecimal(BigInt(units), decimals)} VVV`;
}
