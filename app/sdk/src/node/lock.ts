import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { storeBusy } from "../errors/store-errors";
import { ownIdentity, type ProcessIdentity, runs } from "./process-identity";

const POLL_MS = 50;
/** How often a holder shows that it lives, and after how long without it one of another machine counts as dead. */
const BEAT_MS = 2_000;
const DEAD_AFTER_MS = 8_000;
/** Claims that are kept below the newest, so that no number is ever given twice. */
const KEPT = 8;
const MODE = 0o600;

/** See {@link lock}. */
export interface LockInput {
  /** Claims are files of this name, followed by a dot and a number. */
  readonly path: string;
  /** What is claimed, as an error names it. */
  readonly what: string;
  /** Milliseconds to wait for another process; default: none. */
  readonly waitMs?: number;
}

/** A lock that this process holds. */
export interface Lock {
  /** Higher than that of every holder before. */
  readonly number: number;
  /** Whether it is still held. Another process may have taken over from a process that was suspended for long. */
  held(): boolean;
  release(): Promise<void>;
}

interface Claim {
  readonly number: number;
  readonly file: string;
}

/**
 * Takes a lock for this process, with files that name the holder. The claim of a dead process is void, even if a later
 * process has the same process number, as in containers.
 *
 * Claims are numbered, and the highest number holds the lock. A number is taken by creating a hard link, which only one
 * process can do. No process replaces or removes another's claim before a higher one exists, so two processes can never
 * take over the same claim.
 *
 * @throws `StoreBusy`, which names the file, where another one still holds it after `waitMs`.
 *
 * @example
 * import { lock } from "@diem/sdk/node";
 * const held = await lock({ path: "/var/lib/shop/lock", what: "the shop's folder" });
 * await held.release();
 */
export async function lock({ path, what, waitMs = 0 }: LockInput): Promise<Lock> {
  const until = Date.now() + waitMs;
  const own = await ownIdentity();
  const draft = `${path}.${randomUUID()}.draft`;
  try {
    for (;;) {
      await writeFile(draft, JSON.stringify(own), { mode: MODE }); // its time is the folder's time of now
      const newest = await newestOf(path);
      const holder = newest === null ? null : await holderOf(newest, { own, draft });
      if (holder === null) {
        const number = (newest?.number ?? 0) + 1;
        const taken = await take(path, draft, number);
        if (taken !== null) return taken;
      } else {
        if (Date.now() >= until) throw storeBusy({ what, ...holder });
        await pause(POLL_MS);
      }
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** Takes a number; null if another process was faster. */
async function take(path: string, draft: string, number: number): Promise<Lock | null> {
  const file = `${path}.${String(number)}`;
  try {
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return null;
    throw error;
  }
  if ((await newestOf(path))?.number !== number) {
    await rm(file, { force: true }); // it came from a look at the claims that was long out of date
    return null;
  }
  for (const claim of await claimsOf(path)) {
    if (claim.number <= number - KEPT) await rm(claim.file, { force: true });
  }
  let beating = Promise.resolve();
  const beat = setInterval(() => {
    beating = touch(file);
  }, BEAT_MS).unref();
  const next = `${path}.${String(number + 1)}`;
  return {
    number,
    // the next number is taken by the next holder, and outlives this one's file
    held: () => existsSync(file) && !existsSync(next),
    release: async () => {
      clearInterval(beat);
      await beating;
      if ((await stat(file).catch(() => null)) === null) return; // the folder is gone
      const released = `${path}.${randomUUID()}.draft`;
      await writeFile(released, "", { mode: MODE });
      await rename(released, file); // the number stays taken, and is held by nobody
    },
  };
}

/** Writes the first byte again: the file's time is then the disk's, not that of this machine's clock. */
async function touch(file: string): Promise<void> {
  try {
    const handle = await open(file, "r+");
    try {
      await handle.write("{", 0);
    } finally {
      await handle.close();
    }
  } catch {
    return; // the folder is gone, or it will be seen at the next commit
  }
}

/** Who holds a claim; null if it was released, or its process has died. */
async function holderOf(
  { file }: Claim,
  { own, draft }: { own: ProcessIdentity; draft: string },
): Promise<{ pid: number; file: string } | null> {
  const text = await readFile(file, "utf8").catch(() => "");
  if (text === "") return null;
  const holder = identityIn(text);
  const { pid } = holder ?? { pid: 0 };
  const alive = holder === null ? null : await runs(holder, own);
  if (alive ?? (await beats(file, draft))) return { pid, file };
  return null;
}

function identityIn(text: string): ProcessIdentity | null {
  try {
    return JSON.parse(text) as ProcessIdentity;
  } catch {
    return null; // cut off as the machine lost power
  }
}

async function beats(file: string, draft: string): Promise<boolean> {
  const [now, last] = await Promise.all([draft, file].map((one) => stat(one).catch(() => null)));
  return now != null && last != null && now.mtimeMs - last.mtimeMs < DEAD_AFTER_MS;
}

async function newestOf(path: string): Promise<Claim | null> {
  const claims = await claimsOf(path);
  return claims.reduce<Claim | null>(
    (newest, claim) => (newest === null || claim.number > newest.number ? claim : newest),
    null,
  );
}

async function claimsOf(path: string): Promise<Claim[]> {
  const [folder, start] = [dirname(path), `${basename(path)}.`];
  return (await readdir(folder)).flatMap((name) => {
    const digits = name.startsWith(start) ? name.slice(start.length) : "";
    return /^\d{1,15}$/.test(digits) ? [{ number: Number(digits), file: join(folder, name) }] : [];
  });
}
