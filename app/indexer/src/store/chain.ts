import type { Connection } from "@solana/web3.js";
import { IndexerError } from "../errors";
import type { Database } from "./tables";

const GENESIS = "genesis";

/** Tables with what was read from a chain. */
const TABLES = [
  "cursors",
  "sequences",
  "events",
  "mentions",
  "states",
  "usage",
  "snapshots",
  "gaps",
] as const;

/**
 * Checks that the database belongs to the connection's chain, and records the chain. A database of another chain, or of
 * a history that the node does not know, is emptied if `onReset` says so.
 *
 * @returns whether it was emptied
 * @throws IndexerError `ChainReset` for a database of another chain, `HistoryLost` if the node does not know what is
 * stored; what the connection throws.
 */
export async function requireChain(
  db: Database,
  connection: Connection,
  onReset: "refuse" | "rebuild",
): Promise<boolean> {
  const genesis = await connection.getGenesisHash();
  const stored = await db
    .selectFrom("meta")
    .select("value")
    .where("key", "=", GENESIS)
    .executeTakeFirst();
  if (stored?.value === genesis) {
    const lost = await lostHistory(db, connection);
    if (lost === null) return false;
    if (onReset === "refuse") throw lost;
  } else if (stored !== undefined && onReset === "refuse") {
    throw new IndexerError(
      "ChainReset",
      `the database is of the chain ${stored.value}, and the node's is ${genesis}: use a node of the database's chain, use another database, or rebuild it with \`diem indexer rebuild --from-chain\``,
    );
  }
  await empty(db, genesis);
  return stored !== undefined;
}

/** Empties a database, and notes of which chain it is. */
export async function empty(db: Database, genesis: string): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const table of TABLES) await transaction.deleteFrom(table).execute();
    await transaction
      .insertInto("meta")
      .values({ key: GENESIS, value: genesis })
      .onConflict((conflict) => conflict.column("key").doUpdateSet({ value: genesis }))
      .execute();
  });
}

/** A node that does not know the newest transaction would list all of its history as new, or lack what lies between. */
async function lostHistory(db: Database, connection: Connection): Promise<IndexerError | null> {
  const cursors = await db.selectFrom("cursors").select(["program", "signature"]).execute();
  for (const { program, signature } of cursors) {
    const options = { searchTransactionHistory: true };
    const { value } = await connection.getSignatureStatus(signature, options);
    if (value !== null) continue;
    return new IndexerError(
      "HistoryLost",
      `the node does not know the transaction ${signature}, the newest that is stored of ${program}: use a node with the complete history, or rebuild with \`diem indexer rebuild --from-chain\``,
    );
  }
  return null;
}
