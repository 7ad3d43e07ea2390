import { requireFree } from "@diem/config";
import type { Connection } from "@solana/web3.js";
import type { IndexerConfig } from "./config/schema";
import { connectionOf, programsOf, requireProgram } from "./connection";
import { loadDerived } from "./fold/load";
import { reconcile } from "./reconcile/reconcile";
import { requireChain } from "./store/chain";
import { openDatabase } from "./store/database";
import type { Database } from "./store/tables";
import { ProgramStore } from "./store/program-store";

/** The result of checking one part. */
export interface Finding {
  readonly part: "database" | "chain" | "programs" | "listen" | "events" | "figures";
  readonly ok: boolean;
  /** What was found, and what to do if it is wrong. */
  readonly told: string;
}

/** Tests every part of a configuration, and compares the stored data with the chain. Never throws. */
export async function checkIndexer(
  config: IndexerConfig,
  connection: Connection = connectionOf(config),
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const trying = async (part: Finding["part"], check: () => Promise<string>) => {
    try {
      findings.push({ part, ok: true, told: await check() });
    } catch (error) {
      const told = error instanceof Error ? error.message : String(error);
      findings.push({ part, ok: false, told });
    }
  };
  let db: Database | undefined;
  const opened = () => {
    if (db !== undefined) return db;
    throw new Error("there is no database: see above");
  };
  await trying("database", async () => {
    db = await openDatabase(config.database);
    return "has the present schema";
  });
  await trying("chain", async () => {
    await requireChain(opened(), connection, "refuse");
    return `${config.chain.url} is the chain of the database`;
  });
  await trying("programs", async () => {
    for (const program of programsOf(config)) await requireProgram(connection, program);
    return programsOf(config).join(", ");
  });
  await trying("listen", () => requireFree(config.listen));
  await trying("events", () => checkEvents(opened(), config));
  await trying("figures", () => checkFigures(opened(), config, connection));
  await db?.destroy();
  return findings;
}

async function checkEvents(db: Database, config: IndexerConfig): Promise<string> {
  for (const program of programsOf(config)) {
    const { gaps } = await new ProgramStore(db, program).load();
    const [gap] = gaps;
    if (gap === undefined) continue;
    const numbers = `${String(gap.first)} to ${String(gap.last)}`;
    throw new Error(
      `the events ${numbers} of ${gap.account} are missing: run the indexer with a node that keeps its history`,
    );
  }
  const { count } = await db
    .selectFrom("events")
    .select(({ fn }) => fn.countAll().as("count"))
    .executeTakeFirstOrThrow();
  return `${String(count)} stored, and none missing by the numbers of their accounts`;
}

async function checkFigures(
  db: Database,
  config: IndexerConfig,
  connection: Connection,
): Promise<string> {
  let compared = 0;
  for (const program of programsOf(config)) {
    const { markets } = await loadDerived(db, program);
    for (const [market, state] of markets) {
      // nothing is followed meanwhile, so newer events are not a fault
      const input = { db, connection, program, market, state, storedTo: () => 0 };
      const { differences, compared: accounts } = await reconcile(input);
      const [first] = differences;
      if (first !== undefined) {
        const { figure, account, indexed, chain } = first;
        throw new Error(
          `${figure} of ${account} is ${indexed} here and ${chain} on chain: run \`diem indexer rebuild\``,
        );
      }
      compared += accounts;
    }
  }
  return `${String(compared)} accounts of the same event on chain have the same figures`;
}
