import { setTimeout as sleep } from "node:timers/promises";

/** Waits, unless the signal aborts. */
export async function delay(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) throw error;
  });
}
