import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { vouchers } from "@diem/sdk";
import { removeDurably, removeUnfinished, writeDurably } from "./durable";
import { lock } from "./lock";
import { fileOf, keyOf } from "./names";

/** How long somebody else may work with a store before a command gives up. */
const WAIT_MS = 10_000;

/** How to open a store. */
export interface StoreInput {
  readonly folder: string;
  /** Milliseconds to wait for another process; 10,000 unless given. */
  readonly waitMs?: number;
}

/**
 * Works with the store that a folder holds, one entry a file, and with nobody else in it meanwhile. The folder is made
 * where it is missing.
 *
 * @throws StoreBusyError where another process holds the folder; whatever `work` and the file system throw.
 */
export async function withStore<Result>(
  { folder, waitMs = WAIT_MS }: StoreInput,
  work: (store: vouchers.Store) => Promise<Result>,
): Promise<Result> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lock(folder, waitMs);
  try {
    await removeUnfinished(folder, await readdir(folder));
    return await work(storeIn(folder));
  } finally {
    await release();
  }
}

function storeIn(folder: string): vouchers.Store {
  const path = (key: string) => join(folder, fileOf(key));
  return {
    get: (key) => readFile(path(key), "utf8").catch(missing),
    set: (key, value) => writeDurably(path(key), value),
    delete: (key) => removeDurably(path(key)),
    keys: async () => (await readdir(folder)).flatMap((file) => keyOf(file) ?? []),
  };
}

function missing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
