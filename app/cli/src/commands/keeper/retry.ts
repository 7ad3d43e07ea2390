import { type CliError, EXIT, type Session } from "../../core";
import { Backoff } from "./backoff";
import type { Log } from "./log";
import { delay } from "./delay";

/** Errors that a retry cannot fix. */
const LASTING = ["MarketNotFound", "NotAMarket", "WrongCluster", "NotAnRpc"];

/** Whether a failure may be gone the next time: the node is down, busy, or cut off. */
function isTransient({ exitCode, name }: CliError): boolean {
  return exitCode === EXIT.network && !LASTING.includes(name);
}

/**
 * Runs a function that reads the chain, and repeats it while the node does not answer; null after the signal aborts.
 */
export async function retryWhileUnreachable<Result>(
  {
    session,
    log,
    stop,
  }: { readonly session: Session; readonly log: Log; readonly stop: AbortSignal },
  work: () => Promise<Result>,
): Promise<Result | null> {
  const backoff = new Backoff();
  while (!stop.aborted) {
    try {
      return await work();
    } catch (error) {
      const failure = session.failure(error);
      if (!isTransient(failure)) throw failure;
      const waitMs = backoff.next();
      log.waiting(failure, waitMs);
      await delay(waitMs, stop);
    }
  }
  return null;
}
