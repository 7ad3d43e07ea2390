import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Connection, PublicKey } from "@solana/web3.js";
import type { Finding } from "../reviewed";

const LOADER = new PublicKey("BPFLoaderUpgradeab1e11111111111111111111111");
/** In front of the program's bytes: the kind, the slot, and the authority behind a byte that says whether there is one. */
const AUTHORITY_FLAG = 4 + 8;
const HEADER = AUTHORITY_FLAG + 1 + 32;

/** The program's bytes and upgrade authority, read from its data account. */
export async function checkProgram(
  connection: Connection,
  {
    programId,
    binary,
    authority,
  }: {
    readonly programId: PublicKey;
    /** Path of the compiled program. */
    readonly binary: string;
    /** Null for a program that can never be changed again. */
    readonly authority: PublicKey | null;
  },
): Promise<Finding[]> {
  const [dataAddress] = PublicKey.findProgramAddressSync([programId.toBuffer()], LOADER);
  const account = await connection.getAccountInfo(dataAddress);
  const built = hash(readFileSync(binary));
  const data = account?.data ?? Buffer.alloc(0);
  return [
    {
      what: `program ${programId.toBase58()}: hash`,
      found: account === null ? "not deployed" : hash(data.subarray(HEADER)),
      expected: built,
    },
    {
      what: "program: upgrade authority",
      found: account === null ? "not deployed" : authorityOf(data),
      expected: authority?.toBase58() ?? "none",
    },
  ];
}

/** As `solana-verify` has it: the room behind the program, which is zero, does not count. */
function hash(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return createHash("sha256").update(bytes.subarray(0, end)).digest("hex");
}

function authorityOf(data: Buffer): string {
  if (data[AUTHORITY_FLAG] === 0) return "none";
  return new PublicKey(data.subarray(AUTHORITY_FLAG + 1, HEADER)).toBase58();
}
