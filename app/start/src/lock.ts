import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";

import { StartError } from "./errors";

/**
 * Claims something for this process by a file, so that no second network writes what it writes. The claim of a
 * process that was killed is void.
 *
 * @param what - is claimed, as an error names it
 * @returns what gives it up
 * @throws StartError `InUse`
 */
export function lock(claim: string, what: string): () => void {
  const mine = `${claim}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    for (;;) {
      try {
        linkSync(mine, claim); // fails if there is one, and never shows one that is half written
        return () => rmSync(claim, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = holderOf(claim);
      if (holder !== null) {
        throw new StartError(
          "InUse",
          `${what} belongs to a local network that runs (process ${holder}): stop it, or name another --dir or --state`,
        );
      }
      rmSync(claim, { force: true });
    }
  } finally {
    rmSync(mine, { force: true });
  }
}

/** The living process that holds the claim; null if there is none. */
function holderOf(claim: string): number | null {
  let holder: number;
  try {
    holder = Number(readFileSync(claim, "utf8"));
  } catch {
    return null;
  }
  if (!Number.isSafeInteger(holder) || holder <= 0) return null;
  try {
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM" ? holder : null;
  }
}
