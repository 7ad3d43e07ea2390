import { randomUUID } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** What a write leaves behind where the process dies in the middle of it. */
export const UNFINISHED = ".unfinished";

/** Readable and writable by the owner alone: whoever can write a ledger's figures decides what is signed next. */
const MODE = 0o600;

/**
 * Puts `text` in place of a file. After it resolves the new text outlives a crash; before, the old one is whole.
 * Both the data and the folder's entry must reach the disk for that.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}${UNFINISHED}`;
  try {
    const file = await open(unfinished, "wx", MODE);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Removes a file; after it resolves the file stays away. */
export async function removeDurably(path: string): Promise<void> {
  await rm(path, { force: true });
  await syncFolder(dirname(path));
}

/** Removes what interrupted writes left. */
export async function removeUnfinished(folder: string, files: readonly string[]): Promise<void> {
  const left = files.filter((file) => file.endsWith(UNFINISHED));
  for (const file of left) await rm(join(folder, file), { force: true });
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return; // folders cannot be opened there
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
