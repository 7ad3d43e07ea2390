import { type Connection, VersionedTransaction } from "@solana/web3.js";
import type { Keypair } from "@solana/web3.js";
import { transactions } from "@diem/sdk";
import type { Call } from "./meter";

/** Requests that are under way at a time. */
const IN_FLIGHT = 64;
/** Most signatures that one status request takes. */
const STATUSES = 256;
const POLL_MS = 200;
/** Without a trace for so long, a transaction is sent again; and in the end given up. */
const RESEND_MS = 2_000;
const GIVE_UP_MS = 50_000;

/** What became of transactions that were sent all at once. */
export interface Landing {
  readonly sent: number;
  readonly failures: readonly string[];
  readonly resent: number;
  /** From the first sending until the last was confirmed. */
  readonly ms: number;
  /** Transactions by the slot in which they landed. */
  readonly bySlot: ReadonlyMap<number, number>;
}

/** Each signed by its payer, who alone must sign. */
export async function signAll(
  connection: Connection,
  calls: readonly Call[],
  computeUnitLimit: number,
): Promise<VersionedTransaction[]> {
  const { blockhash } = await connection.getLatestBlockhash();
  const sign = async ({ payer, instructions }: { payer: Keypair } & Call) => {
    const order = { connection, payer: payer.publicKey, instructions, blockhash, computeUnitLimit };
    const transaction = await transactions.build(order);
    transaction.sign([payer]);
    return transaction;
  };
  return Promise.all(calls.map(sign));
}

/** Sends all of them as fast as the node takes them, and follows each until it is confirmed. */
export async function sendAll(
  connection: Connection,
  signed: readonly VersionedTransaction[],
): Promise<Landing> {
  const started = Date.now();
  const send = (bytes: Uint8Array) =>
    connection.sendRawTransaction(bytes, { skipPreflight: true, maxRetries: 0 });
  const waiting = new Map<string, { readonly bytes: Uint8Array; sentAt: number }>();
  const queue = signed.map((transaction) => transaction.serialize());
  const sender = async () => {
    for (let bytes = queue.shift(); bytes !== undefined; bytes = queue.shift()) {
      waiting.set(await send(bytes), { bytes, sentAt: Date.now() });
    }
  };
  const sending = Promise.all(Array.from({ length: IN_FLIGHT }, sender));
  const bySlot = new Map<number, number>();
  const failures: string[] = [];
  let resent = 0;
  let ms = 0;
  for (let landed = 0; landed < signed.length;) {
    await new Promise((resume) => setTimeout(resume, POLL_MS));
    const asked = [...waiting.keys()].slice(0, STATUSES);
    const { value } = await connection.getSignatureStatuses(asked);
    for (const [index, signature] of asked.entries()) {
      const entry = waiting.get(signature);
      if (entry === undefined) continue;
      const status = value[index] ?? null;
      waiting.delete(signature);
      if (status !== null && status.confirmationStatus !== "processed") {
        landed += 1;
        ms = Date.now() - started;
        bySlot.set(status.slot, (bySlot.get(status.slot) ?? 0) + 1);
        if (status.err !== null) failures.push(JSON.stringify(status.err));
        continue;
      }
      if (status === null && Date.now() - entry.sentAt > RESEND_MS) {
        resent += 1;
        entry.sentAt = Date.now();
        await send(entry.bytes);
      }
      waiting.set(signature, entry); // last in line
    }
    if (Date.now() - started > GIVE_UP_MS) {
      for (const signature of waiting.keys()) failures.push(`${signature} never landed`);
      break;
    }
  }
  await sending;
  return { sent: signed.length, failures, resent, ms, bySlot };
}
