import { PublicKey } from "@solana/web3.js";
import { requireInteger } from "../../codec/integers";
import type { Figures } from "../usage";
import { voucherRefused } from "../../errors/voucher-errors";

/** Layout version of what the ledgers store. */
const VERSION = 1;

/** Members of a stored object. */
export type Members = Readonly<Record<string, unknown>>;

/** What an entry is made of. Integers are decimal text: JSON has none beyond 2^53. */
export type Plain =
  string | boolean | null | readonly Plain[] | { readonly [member: string]: Plain };

/** Text for a store. */
export function writeEntry(members: Readonly<Record<string, Plain>>): string {
  return JSON.stringify({ version: VERSION, ...members });
}

/** Figures as {@link writeEntry} takes them. */
export function plainFigures({ quota, diem }: Figures): Plain {
  return { quota: String(quota), diem: String(diem) };
}

/** Reads figures of a stored object. */
export function figuresOf(members: Members, name: string): Figures {
  const figures = membersOf(members[name]);
  return { quota: u64Of(figures, "quota"), diem: u64Of(figures, "diem") };
}

/**
 * Reads an entry of a store with `read`, which throws if no ledger can have written it.
 *
 * @throws `DamagedState`: nothing is guessed, as a figure read too low would be signed or
 * served again.
 */
export function readEntry<State>(
  key: string,
  text: string,
  read: (members: Members) => State,
): State {
  try {
    const members = membersOf(JSON.parse(text));
    requireTrue(members.version === VERSION, `version is not ${String(VERSION)}`);
    return read(members);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw voucherRefused("DamagedState", {
      reason: `the store's entry ${key} is damaged (${reason})`,
      next: "restore a backup of it, or delete it and restore from the other side's voucher and the chain",
      cause,
    });
  }
}

/** Throws at a broken law of a stored state. */
export function requireTrue(holds: boolean, otherwise: string): void {
  if (!holds) throw new TypeError(otherwise);
}

/** The members of a stored object. */
export function membersOf(value: unknown): Members {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Members;
  throw new TypeError("a part is not an object");
}

/** The items of a stored list. */
export function listOf(members: Members, name: string): readonly unknown[] {
  const value = members[name];
  if (Array.isArray(value)) return value;
  throw new TypeError(`${name} is not a list`);
}

export function textOf(members: Members, name: string): string {
  const value = members[name];
  if (typeof value === "string") return value;
  throw new TypeError(`${name} is not text`);
}

export function keyOf(members: Members, name: string): PublicKey {
  return new PublicKey(textOf(members, name));
}

export function u32Of(members: Members, name: string): number {
  const value = Number(integerOf(members, name));
  requireInteger("u32", value, name);
  return value;
}

export function u64Of(members: Members, name: string): bigint {
  return requireInteger("u64", integerOf(members, name), name);
}

export function i64Of(members: Members, name: string): bigint {
  return requireInteger("i64", integerOf(members, name), name);
}

/** `BigInt` alone would read an empty text as zero. */
function integerOf(members: Members, name: string): bigint {
  const text = textOf(members, name);
  requireTrue(/^-?\d{1,20}$/.test(text), `${name} is not a decimal integer`);
  return BigInt(text);
}
