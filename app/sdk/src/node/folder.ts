import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a folder, and those above it that are missing, also where others make the same at once. Node's own `recursive`
 * never ends if a system refuses a folder as if its parent were missing, as below /proc.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  if ((await missingAbove(path, mode)) === null) return;
  await makeFolder(dirname(path), mode);
  const missing = await missingAbove(path, mode);
  if (missing !== null) throw missing;
}

/** Makes the folder alone; returns the error where the one above it is missing. */
async function missingAbove(path: string, mode: number): Promise<Error | null> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") return error as Error;
    if (code !== "EEXIST" || !(await stat(path)).isDirectory()) throw error;
  }
  return null;
}
