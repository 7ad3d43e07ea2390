import { Buffer } from "node:buffer";
import { writeSync } from "node:fs";
import { type FileHandle, open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { applyBatch, requireExpected } from "../vouchers/store/memory";
import type { Batch, StoreEntry, Store } from "../vouchers/store/store";
import { storeConflict } from "../errors/store-errors";
import { voucherRefused } from "../errors/voucher-errors";
import { writeDurably } from "./durable";
import { makeFolder } from "./folder";
import { HEADER, lineOf, readJournal } from "./journal";
import { type Lock, lock } from "./lock";

/** The journal grows to this size, and to so many times what it holds, before it is written anew. */
const COMPACT_FROM = 1_048_576;
const COMPACT_RATIO = 4;
const JOURNAL = "entries.journal";

/** See {@link openFileStore}. */
export interface FileStoreInput {
  /** Made if it is missing, for the user alone. */
  readonly folder: string;
  /** Milliseconds to wait for another process; default: 10,000. */
  readonly waitMs?: number;
}

/** A store in a folder, which this process holds until it closes it. */
export interface FileStore extends Store {
  /** Ends what is under way and gives the folder free. */
  close(): Promise<void>;
}

/**
 * Opens the store that a folder holds: one file to which each commit appends a line, on the disk before the commit
 * resolves. One process alone can have it open.
 *
 * @throws `StoreBusy` if another process holds it, `DamagedState` if the file is not as it was
 * written; what the file system throws.
 *
 * @example
 * import { openFileStore } from "@diem/sdk/node";
 * const store = await openFileStore({ folder: "/var/lib/shop/vouchers" });
 * const ledger = await vouchers.ProviderLedger.open({ store, clusterTag, clock: market });
 */
export async function openFileStore({
  folder,
  waitMs = 10_000,
}: FileStoreInput): Promise<FileStore> {
  await makeFolder(folder, 0o700);
  const held = await lock({ path: join(folder, "lock"), what: `the store ${folder}`, waitMs });
  try {
    return await Journal.open(folder, held);
  } catch (error) {
    await held.release();
    throw error;
  }
}

/** Works with the store of a folder, and closes it. Throws as {@link openFileStore}, and what `work` throws. */
export async function withFileStore<Result>(
  input: FileStoreInput,
  work: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = await openFileStore(input);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

class Journal implements FileStore {
  readonly #path: string;
  readonly #lock: Lock;
  readonly #entries: Map<string, string>;
  #file: FileHandle;
  /** Bytes of the journal that are good. */
  #length: number;
  /** Whether bytes may follow them. */
  #cutOff = false;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    path: string,
    { file, held, entries, length }: { file: FileHandle; held: Lock } & Loaded,
  ) {
    this.#path = path;
    this.#file = file;
    this.#lock = held;
    this.#entries = entries;
    this.#length = length;
  }

  static async open(folder: string, held: Lock): Promise<Journal> {
    const path = join(folder, JOURNAL);
    for (const name of await readdir(folder)) {
      if (name.endsWith(".unfinished")) await rm(join(folder, name), { force: true });
    }
    const loaded = await load(path);
    const file = await open(path, "r+");
    await file.truncate(loaded.length);
    return new Journal(path, { file, held, ...loaded });
  }

  get(key: string): Promise<string | null> {
    return Promise.resolve(this.#entries.get(key) ?? null);
  }

  async *entries(prefix: string): AsyncGenerator<StoreEntry> {
    const found = [...this.#entries].filter(([key]) => key.startsWith(prefix));
    for (const entry of found) yield await Promise.resolve(entry);
  }

  commit(batch: Batch): Promise<void> {
    return this.#queue(() => this.#commit(batch));
  }

  close(): Promise<void> {
    return this.#queue(async () => {
      await this.#file.close();
      await this.#lock.release();
    });
  }

  #queue(task: () => Promise<void>): Promise<void> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #commit(batch: Batch): Promise<void> {
    requireExpected(batch.expected ?? [], (key) => this.#entries.get(key) ?? null);
    if (!this.#lock.held()) throw storeConflict(this.#path);
    // a line that is cut off must not stand before a whole one
    if (this.#cutOff) await this.#file.truncate(this.#length);
    const line = Buffer.from(lineOf(batch.changes));
    this.#cutOff = true;
    writeAll(this.#file, line, this.#length);
    await this.#file.datasync();
    this.#cutOff = false;
    this.#length += line.length;
    applyBatch(this.#entries, batch);
    if (this.#length > COMPACT_FROM) await this.#compact();
  }

  async #compact(): Promise<void> {
    const text = journalOf(this.#entries);
    const length = Buffer.byteLength(text);
    if (this.#length < COMPACT_RATIO * length) return;
    await writeDurably(this.#path, text);
    const file = await open(this.#path, "r+");
    await this.#file.close();
    this.#file = file;
    this.#length = length;
  }
}

/**
 * A synchronous write into the system's memory is faster than passing it to another thread. A disk that is nearly full
 * accepts only a part.
 */
function writeAll({ fd }: FileHandle, bytes: Uint8Array, position: number): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(fd, bytes, written, bytes.length - written, position + written);
  }
}

interface Loaded {
  readonly entries: Map<string, string>;
  readonly length: number;
}

async function load(path: string): Promise<Loaded> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  const read = readJournal(bytes ?? new Uint8Array());
  if ("fault" in read) {
    throw voucherRefused("DamagedState", {
      reason: `the store's file ${path} is damaged at ${read.fault}`,
      next: "restore a backup of it, or move it away and restore from the other side's vouchers and the chain",
    });
  }
  if (read.length > 0) return read;
  await writeDurably(path, HEADER);
  return { entries: new Map(), length: HEADER.length };
}

function journalOf(entries: ReadonlyMap<string, string>): string {
  const lines = [...entries].map(([key, value]) => lineOf([{ key, value }]));
  return [HEADER, ...lines].join("");
}
