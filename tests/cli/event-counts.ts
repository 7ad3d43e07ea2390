import type { Connection } from "@solana/web3.js";
import { events, PROGRAM_ID } from "@diem/sdk";

/** How often each event of the program happened on a chain, and under "failed" how many transactions did. */
export async function eventCounts(connection: Connection): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const { signature, err } of await connection.getSignaturesForAddress(PROGRAM_ID)) {
    if (err !== null) add("failed");
    else for (const { name } of await events.fetch(connection, signature)) add(name);
  }
  return counts;
}
