import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { vouchers } from "@diem/sdk";

/**
 * Keeps a ledger's figures in a folder, one file an entry. An entry is on the disk, whole, before `set` resolves: the
 * ledgers hand out signatures on the strength of it. One process alone may use a folder at a time.
 */
export async function fileStore(folder: string): Promise<vouchers.Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = (key: string) => join(folder, `${encodeURIComponent(key)}.json`);
  return {
    get: (key) =>
      readFile(path(key), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      }),
    set: async (key, value) => {
      const unfinished = `${path(key)}.new`;
      const file = await open(unfinished, "w", 0o600);
      try {
        await file.writeFile(value);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path(key));
      await syncFolder(folder);
    },
    delete: (key) => rm(path(key), { force: true }),
    keys: async () =>
      (await readdir(folder))
        .filter((name) => name.endsWith(".json"))
        .map((name) => decodeURIComponent(name.slice(0, -".json".length))),
  };
}

/** A new name is safe only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
