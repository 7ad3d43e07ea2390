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
  /** Whether all is read from the chain anew, from its first slot on, and not only made of the events that are stored. */
  readonly fromChain?: boolean;
  /** The way to the chain; made from the configuration unless given. */
  readonly connection?: Connection;
}

/** What making tables anew came to. */
export interface RebuildReport {
  readonly before: TableHashes;
  readonly after: TableHashes;
  /** Whether all tables are what they were. */
  readonly same: boolean;
}

/**
 * Makes the tables anew. From the events that are stored, what follows from them is replaced in one transaction; from
 * the chain, the database is emptied first.
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
