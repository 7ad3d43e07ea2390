import { ProgramHistory } from "@diem/sdk";
import { type Connection, PublicKey } from "@solana/web3.js";
import type { Database } from "../store/tables";
import type { Gap } from "../store/program-store";
import type { Taken } from "./sequencer";

/** Pages of an account's history that are searched, a thousand transactions each. */
const PAGES = 20;

/** See {@link findMissing}. */
export interface Missing {
  readonly db: Database;
  readonly connection: Connection;
  readonly program: string;
  readonly gap: Gap;
}

/**
 * Transactions of an account that are not stored, the oldest first: its own history is a separate list, so it may
 * contain what the program's list lacks.
 */
export async function findMissing({ db, connection, program, gap }: Missing): Promise<Taken[]> {
  const history = new ProgramHistory({
    ...{ connection, programId: new PublicKey(program), commitment: "finalized" },
    address: new PublicKey(gap.account),
  });
  const found: Taken[] = [];
  let pages = 0;
  for await (const page of history.pages({})) {
    const stored = await storedOf(
      db,
      program,
      page.map(({ signature }) => signature),
    );
    const unknown = page.filter(({ signature }) => !stored.has(signature));
    for await (const batch of history.read(unknown)) {
      if (batch.events.length > 0) found.push(batch);
    }
    pages += 1;
    if (pages === PAGES) break;
  }
  return found.reverse();
}

async function storedOf(
  db: Database,
  program: string,
  signatures: readonly string[],
): Promise<ReadonlySet<string>> {
  if (signatures.length === 0) return new Set();
  const rows = await db
    .selectFrom("events")
    .select("signature")
    .distinct()
    .where("program", "=", program)
    .where("signature", "in", signatures)
    .execute();
  return new Set(rows.map(({ signature }) => signature));
}
