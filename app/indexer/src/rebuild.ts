import type { Connection } from "@solana/web3.js";
import type { IndexerConfig } from "./config/schema";
import { connectionOf, programsOf, requireProgram } from "./connection";
import { rebuildDerived } from "./fold/load";
import { ProgramFollower } from "./follow/program-follower";
import { empty } from "./store/chain";
import { openDatabase } from "./store/database";
import type { Database } from "./store/tables";
import { hashTables, type TableHashes } from "./store/hash";

/** See {@link rebuild}. */
export interface RebuildOptions {
  /** Whether everything is read again from the chain, from its first slot on. Otherwise the stored events are used. */
  readonly fromChain?: boolean;
  /** The connection to the chain. Default: made from the configuration. */
  readonly connection?: Connection;
}

/** The result of rebuilding tables. */
export interface RebuildReport {
  readonly before: TableHashes;
  readonly after: TableHashes;
  /** Whether all tables are equal to the old ones. */
  readonly same: boolean;
}

/**
 * Rebuilds the tables. From stored events, the derived tables are replaced in one transaction. From the chain, the
 * database is emptied first.
 *
 * @throws IndexerError; what the connection and the database throw.
 */
export async function rebuild(
  config: IndexerConfig,
  { fromChain = false, connection = connectionOf(config) }: RebuildOptions = {},
): Promise<RebuildReport> {
  const programs = programsOf(config);
  if (fromChain) for (const program of programs) await requireProgram(connection, program);
  const db = await openDatabase(config.database);
  try {
    const before = await hashTables(db);
    if (fromChain) await readAnew({ db, connection, programs });
    else await deriveAnew(db, programs);
    const after = await hashTables(db);
    const tables = Object.keys(before) as (keyof TableHashes)[];
    return { before, after, same: tables.every((table) => before[table] === after[table]) };
  } finally {
    await db.destroy();
  }
}

async function deriveAnew(db: Database, programs: readonly string[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const program of programs) await rebuildDerived(transaction, program);
  });
}

interface ReadInput {
  readonly db: Database;
  readonly connection: Connection;
  readonly programs: readonly string[];
}

async function readAnew({ db, connection, programs }: ReadInput): Promise<void> {
  await empty(db, await connection.getGenesisHash());
  for (const program of programs) await readWhole({ db, connection, program });
}

/** Reads a program's history up to what is final now. */
async function readWhole(
  input: Omit<ReadInput, "programs"> & { readonly program: string },
): Promise<void> {
  let follower: ProgramFollower | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      ProgramFollower.start({
        ...input,
        ...{ pollMs: 1_000, notified: false },
        onStored: () => undefined,
        onCaughtUp: () => resolve(),
        onTrouble: () => undefined,
        onFailed: reject,
      }).then((started) => (follower = started), reject);
    });
  } finally {
    await follower?.stop();
  }
}
