import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProgramHistory, PROGRAM_ID } from "@diem/sdk";
import type { ConfirmedSignatureInfo, Connection } from "@solana/web3.js";
import { ProgramFollower } from "../../app/indexer/dist/follow/program-follower";
import { openDatabase } from "../../app/indexer/dist/store/database";
import { pageOf, record, type Recording, replay } from "./recording";

/** How often the history is read into a new database. */
const ROUNDS = 20;
const EPOCHS = 150;

interface Measured {
  readonly events: number;
  /** Of one processor. */
  readonly seconds: number;
}

const rate = ({ events: all, seconds }: Measured) => Math.round(all / seconds);

async function main(): Promise<void> {
  const recording = await record(EPOCHS);
  const parsed = await parse(recording);
  await fill(parsed); // what is compiled and remembered for the first time
  const decoded = await rounds(() => fill(parsed));
  const whole = await rounds(() => fill(replay(recording).connection));
  const { connection, requests } = replay(recording);
  const { events: count } = await fill(connection);
  const asked = [...requests.values()].reduce((sum, one) => sum + one, 0);
  const lines = [
    ["events", String(count)],
    ["transactions", String(recording.transactions)],
    ["requests an event", (asked / count).toFixed(2)],
    ["events/s, decoded and stored", String(rate(decoded))],
    ["events/s, with what web3.js parses of each answer", String(rate(whole))],
  ];
  for (const [name, value] of lines) console.log(`${String(name).padEnd(52)} ${String(value)}`);
}

async function rounds(round: () => Promise<Measured>): Promise<Measured> {
  let [all, seconds] = [0, 0];
  for (let nth = 0; nth < ROUNDS; nth += 1) {
    const one = await round();
    all += one.events;
    seconds += one.seconds;
  }
  return { events: all, seconds };
}

/** A connection whose transactions are parsed already. */
async function parse(recording: Recording): Promise<Connection> {
  const { connection } = replay(recording);
  const listed: ConfirmedSignatureInfo[] = [];
  for await (const page of new ProgramHistory({ connection }).pages({})) listed.push(...page);
  const transactions = new Map<string, unknown>();
  for (const { signature } of listed) {
    const options = { maxSupportedTransactionVersion: 0 };
    transactions.set(signature, await connection.getTransaction(signature, options));
  }
  const getTransaction = (signature: string) => Promise.resolve(transactions.get(signature));
  const getSignaturesForAddress = (_address: unknown, range: { before?: string }) =>
    Promise.resolve(pageOf(listed, range));
  return Object.assign(connection, { getTransaction, getSignaturesForAddress });
}

/** Reads the whole history into a new SQLite file. */
async function fill(connection: Connection): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "diem-bench-"));
  const db = await openDatabase(join(folder, "indexer.db"));
  let stored = 0;
  const began = process.cpuUsage();
  let follower: ProgramFollower | undefined;
  await new Promise<void>((resolve, reject) => {
    ProgramFollower.start({
      ...{ db, connection, program: PROGRAM_ID.toBase58(), pollMs: 60_000, notified: false },
      onStored: (entries) => (stored += entries.length),
      onCaughtUp: () => resolve(),
      onTrouble: reject,
      onFailed: reject,
    }).then((started) => (follower = started), reject);
  });
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1_000_000;
  await follower?.stop();
  await db.destroy();
  await rm(folder, { recursive: true });
  return { events: stored, seconds };
}

void main();
