import { PROGRAM_ID } from "@diem/sdk";
import { Connection, PublicKey } from "@solana/web3.js";
import type { IndexerConfig } from "./config/schema";
import { IndexerError } from "./errors";

/** The connection to the chain. */
export function connectionOf({ chain: { url, wsUrl } }: Pick<IndexerConfig, "chain">): Connection {
  const wsEndpoint = wsUrl === undefined ? {} : { wsEndpoint: wsUrl };
  return new Connection(url, { commitment: "confirmed", ...wsEndpoint });
}

/** Addresses of the programs that are followed. */
export function programsOf({ programs }: Pick<IndexerConfig, "programs">): readonly string[] {
  return programs ?? [PROGRAM_ID.toBase58()];
}

/** Throws IndexerError `ProgramMissing` if the chain has no such program. */
export async function requireProgram(connection: Connection, program: string): Promise<void> {
  const account = await connection.getAccountInfo(new PublicKey(program));
  if (account?.executable === true) return;
  const message = `the chain has no program ${program}: check the address, and that the node is of the right cluster`;
  throw new IndexerError("ProgramMissing", message);
}
