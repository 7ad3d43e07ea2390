import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { type Connection, PublicKey } from "@solana/web3.js";
import type { Finding } from "../reviewed";

const SEED = "anchor:idl";
/** In front of the compressed JSON: the discriminator, the authority and the length. */
const AUTHORITY_AT = 8;
const LENGTH_AT = AUTHORITY_AT + 32;
const HEADER = LENGTH_AT + 4;

/** The published IDL and who may change it. */
export async function checkIdl(
  connection: Connection,
  {
    programId,
    path,
    authority,
  }: {
    readonly programId: PublicKey;
    /** Path of the IDL that was built. */
    readonly path: string;
    readonly authority: PublicKey;
  },
): Promise<Finding[]> {
  const [base] = PublicKey.findProgramAddressSync([], programId);
  const address = await PublicKey.createWithSeed(base, SEED, programId);
  const account = await connection.getAccountInfo(address);
  const same =
    account !== null && published(account.data) === canonical(readFileSync(path, "utf8"));
  return [
    {
      what: `IDL ${address.toBase58()}`,
      found: account === null ? "not published" : same ? "as built" : "another one",
      expected: "as built",
    },
    {
      what: "IDL: authority",
      found: account === null ? "not published" : authorityOf(account.data),
      expected: authority.toBase58(),
    },
  ];
}

function authorityOf(data: Buffer): string {
  return new PublicKey(data.subarray(AUTHORITY_AT, LENGTH_AT)).toBase58();
}

/** The published JSON, or what stands there instead. */
function published(data: Buffer): string {
  const length = data.readUInt32LE(LENGTH_AT);
  try {
    return canonical(inflateSync(data.subarray(HEADER, HEADER + length)).toString("utf8"));
  } catch (error) {
    return `unreadable: ${String(error)}`;
  }
}

/** Anchor writes it without the white space of the file, and the members of objects in an order of its own. */
function canonical(json: string): string {
  return JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
