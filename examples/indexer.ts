import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type DiemClient, type FollowedBatch } from "@diem/sdk";
import { clientOf, type Network, type Say } from "./network";

/** What the indexer keeps: how far it is, and what it makes of the events. */
interface Index {
  /** Of the newest transaction that is in here; null before the first. */
  readonly signature: string | null;
  /** The newest number of each account that counts its events. */
  readonly sequences: Readonly<Record<string, string>>;
  /** How often each event happened. */
  readonly counts: Readonly<Record<string, number>>;
}

const EMPTY: Index = { signature: null, sequences: {}, counts: {} };

/**
 * Reads the market's events from where it was, up to the newest one, and goes on until `signal` aborts where
 * one is given.
 */
export async function indexEvents(
  network: Network,
  say: Say,
  signal?: AbortSignal,
): Promise<Index> {
  const client = await clientOf(network);
  const path = join(network.folder, "index.json");
  let index = await load(path);
  say(index.signature === null ? "from the beginning" : `on from ${index.signature}`);

  const [newest] = await client.history.transactions({ limit: 1 });
  if (signal !== undefined || (newest && newest.signature !== index.signature)) {
    await new Promise<void>((resolve) => {
      // Each transaction comes once and in order. Where this throws, the same one comes again.
      const take = async (batch: FollowedBatch) => {
        index = withBatch(index, batch);
        await save(path, index);
        for (const { name, data } of batch.events) say(`${data.stamp.timestamp} ${name}`);
        if (signal === undefined && batch.signature === newest?.signature) end();
      };
      const { signature, sequences } = index;
      const known = Object.entries(sequences).map(
        ([account, last]) => [account, BigInt(last)] as const,
      );
      const after = signature === null ? "start" : { signature, sequences: known };
      const onError = (error: unknown) => say(`trouble: ${String(error)}`);
      const stop = client.watch.transactions(take, { after, onError });
      const end = () => void stop().then(resolve);
      signal?.addEventListener("abort", end);
    });
  }
  say((await isComplete(client, index)) ? "nothing is missing" : "more has happened meanwhile");
  return index;
}

/** The events and how far they bring the index are one change, so that no crash comes between them. */
function withBatch(index: Index, { signature, events, sequences }: FollowedBatch): Index {
  const counts = { ...index.counts };
  for (const { name } of events) counts[name] = (counts[name] ?? 0) + 1;
  const reached = [...sequences].map(([account, last]) => [account, last.toString()]);
  const all = { ...index.sequences, ...(Object.fromEntries(reached) as Index["sequences"]) };
  return { signature, counts, sequences: all };
}

/** Whether the index has every event: each account counts its own, and says on chain how many there were. */
async function isComplete({ read }: DiemClient, { sequences }: Index): Promise<boolean> {
  const all = [await read.market(), ...(await read.providers()), ...(await read.channels())];
  return all.every(({ address, sequence }) => {
    const last = sequences[address.toBase58()];
    return sequence === BigInt(last ?? 0);
  });
}

async function load(path: string): Promise<Index> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  return text === null ? EMPTY : (JSON.parse(text) as Index);
}

async function save(path: string, index: Index): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.new`, JSON.stringify(index));
  await rename(`${path}.new`, path);
}
