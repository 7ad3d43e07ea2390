import { PublicKey } from "@solana/web3.js";
import type { Readable } from "./figures";
import type { DiemError } from "../errors/diem-error";
import { invalidMarketFile } from "../errors/market-file-errors";

/** Reads what stands at `path`. */
export type Reader<Value> = (value: unknown, path: string) => Value;

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value);
}

/** A refusal that names the place, what is there, and what to write. */
export function refused(
  value: unknown,
  path: string,
  expected: string,
): DiemError<"InvalidMarketFile"> {
  return invalidMarketFile({ path, problem: `is ${shown(value)}`, next: `write ${expected}` });
}

/** An object whose entries are all known. */
export function object(
  value: unknown,
  path: string,
  known: readonly string[],
): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refused(value, path, `an object with ${known.join(", ")}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw invalidMarketFile({
      path: path === "file" ? unknown : `${path}.${unknown}`,
      problem: "is unknown",
      next: `remove it, or write one of ${known.join(", ")}`,
    });
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A string that is one kind of figure. */
export function figure<Value>({ read, expected }: Readable<Value>): Reader<Value> {
  return (value, path) => {
    const found = typeof value === "string" ? read(value) : null;
    if (found === null) throw refused(value, path, expected);
    return found;
  };
}

/** Text of `least` to `most` bytes of UTF-8. */
export function text(least: number, most: number): Reader<string> {
  const size = (value: string) => new TextEncoder().encode(value).length;
  return figure({
    expected: `text of ${least} to ${most} bytes`,
    read: (value) => (size(value) < least || size(value) > most ? null : value),
  });
}

/** An address in base58. */
export function address(value: string): PublicKey | null {
  try {
    return new PublicKey(value);
  } catch {
    return null;
  }
}
