import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PublicKey } from "@solana/web3.js";
import { accounts } from "@diem/sdk";
import { format } from "prettier";

const FOLDER = join(__dirname, "../fixtures/accounts");

/** Every type of account that the program stores, by the names of the IDL, and the SDK's reader of it. */
export const READERS = {
  Market: accounts.market,
  StakePosition: accounts.position,
  UnstakeTicket: accounts.ticket,
  Provider: accounts.provider,
  BondTicket: accounts.bondTicket,
  Channel: accounts.channel,
  EpochRecord: accounts.epochRecord,
} as const;

export type StoredType = keyof typeof READERS;
export const STORED_TYPES = Object.keys(READERS) as StoredType[];

/** An account as a chain held it. */
export interface HeldAccount {
  readonly address: string;
  readonly owner: string;
  readonly lamports: number;
  readonly base64: string;
}

/** A stored account of one type, and what its bytes say. */
export interface StoredAccount extends HeldAccount {
  readonly made: string;
  readonly version: number;
  readonly fields: Plain;
}

/** What the stored accounts need around them to be worked on. */
export interface Surroundings {
  readonly made: string;
  readonly now: string;
  readonly slot: string;
  /** Seeds of the test's signers, base64. */
  readonly keys: Readonly<Record<string, string>>;
  readonly accounts: readonly HeldAccount[];
}

export type Plain = string | number | boolean | null | readonly Plain[] | { [name: string]: Plain };

/** A decoded value as JSON holds it, without loss: whole numbers of 64 bits and more as text, bytes as hex. */
export function plain(value: unknown): Plain {
  if (typeof value === "bigint") return value.toString();
  if (value instanceof PublicKey) return value.toBase58();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
  }
  return value as string | number | boolean | null;
}

const pathOf = (name: string) => join(FOLDER, `${name}.json`);

export function readStored(type: StoredType): StoredAccount {
  return JSON.parse(readFileSync(pathOf(type), "utf8")) as StoredAccount;
}

export function readSurroundings(): Surroundings {
  return JSON.parse(readFileSync(pathOf("surroundings"), "utf8")) as Surroundings;
}

export async function write(
  name: StoredType | "surroundings",
  content: StoredAccount | Surroundings,
): Promise<void> {
  writeFileSync(
    pathOf(name),
    await format(JSON.stringify(content), { parser: "json", printWidth: 100 }),
  );
}
