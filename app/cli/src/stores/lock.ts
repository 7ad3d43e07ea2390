import { randomUUID } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StoreBusyError } from "./errors";

/** `lock.<pid>.<id>`, with what else tells the process apart from a later one of the same number. */
const LOCK = /^lock\.(\d+)\.([0-9a-f-]{36})$/;
const POLL_MS = 50;

/** Locks of this process. */
const held = new Set<string>();

/**
 * Takes a folder for this process, and returns what gives it back. Locks of processes that died are removed.
 *
 * Everyone first puts a lock of its own into the folder and then looks for others: of two who come at once, at least
 * one sees the other. A lock is never replaced, so none can be taken over by two.
 *
 * @throws StoreBusyError where another one still holds the folder after `waitMs`.
 */
export async function lock(folder: string, waitMs: number): Promise<() => Promise<void>> {
  const until = Date.now() + waitMs;
  for (;;) {
    const release = await placeLock(folder);
    const holder = await otherHolder(folder);
    if (holder === null) return release;
    await release();
    if (Date.now() >= until) throw new StoreBusyError({ folder, pid: holder });
    await wait(POLL_MS * (1 + Math.random())); // two who gave way to each other must not meet again
  }
}

async function placeLock(folder: string): Promise<() => Promise<void>> {
  const id = randomUUID();
  const name = `lock.${String(process.pid)}.${id}`;
  const written = join(folder, `placing.${id}`);
  held.add(id);
  try {
    await writeFile(written, await startOf(process.pid), { mode: 0o600 });
    await rename(written, join(folder, name)); // nobody reads a lock that is half written
  } catch (error) {
    held.delete(id);
    throw error;
  }
  return async () => {
    await rm(join(folder, name), { force: true });
    held.delete(id);
  };
}

/** The process of another lock that still lives. */
async function otherHolder(folder: string): Promise<number | null> {
  const own: string[] = [];
  for (const file of await readdir(folder)) {
    const [, digits, id] = LOCK.exec(file) ?? [];
    if (digits === undefined || id === undefined) continue;
    const pid = Number(digits);
    if (pid === process.pid && held.has(id)) own.push(id);
    else if (await lives(pid, join(folder, file))) return pid;
    else await rm(join(folder, file), { force: true });
  }
  return own.length > 1 ? process.pid : null;
}

/** Whether the process that placed a lock still runs. A later process of the same number started at another time. */
async function lives(pid: number, path: string): Promise<boolean> {
  if (pid === process.pid) return false; // this process knows its own
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const started = await readFile(path, "utf8").catch(() => "");
  const now = await startOf(pid);
  return started === "" || now === "" || started === now;
}

/** When a process started, in ticks since the machine did, where the system tells (Linux); else empty. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, "utf8").catch(() => "");
  // the second field is the program's name in brackets, which may hold anything
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
