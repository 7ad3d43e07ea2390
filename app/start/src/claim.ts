import { errors } from "@diem/sdk";
import { lock } from "@diem/sdk/node";

import { StartError } from "./errors";

/**
 * Takes a lock by a file, so that no second network writes the same files.
 *
 * @param what - is claimed, as an error names it
 * @returns what gives it up
 * @throws StartError `InUse`, which names the file
 */
export async function claim(path: string, what: string): Promise<() => Promise<void>> {
  try {
    const held = await lock({ path, what });
    return () => held.release();
  } catch (cause) {
    if (!errors.isDiemError(cause, "StoreBusy")) throw cause;
    const { file, pid } = cause.context;
    throw new StartError(
      "InUse",
      `${what} is used by a running local network (process ${String(pid)}, as ${file} says): stop it, or choose another --dir or --state`,
      { cause },
    );
  }
}
