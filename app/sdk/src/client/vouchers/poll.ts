import type { Stop } from "../watch";
import type { SyncOptions } from "./market";

const POLL_MS = 30_000;
const RETRY_MS = 1_000;

/** Repeats a function until it is stopped, with a shorter pause after a failure. The first call is after the pause. */
export function poll(
  task: () => Promise<void>,
  { pollMs = POLL_MS, onError = () => undefined }: Pick<SyncOptions, "pollMs" | "onError">,
): Stop {
  let stopped = false;
  let timer: unknown;
  let running = Promise.resolve();
  const schedule = (ms: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = run();
    }, ms);
    (timer as { unref?: () => void }).unref?.(); // a program that has nothing else to do may end
  };
  const run = async () => {
    try {
      await task();
      schedule(pollMs);
    } catch (error) {
      onError(error);
      schedule(Math.min(RETRY_MS, pollMs));
    }
  };
  schedule(pollMs);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
