import { type CliError, EXIT, type Session } from "../../core";
import { Backoff } from "./backoff";
import type { Log } from "./log";
import { pause } from "./pause";

/** What asking again does not change. */
const LASTING = ["MarketNotFound", "NotAMarket", "WrongCluster", "NotAnRpc"];

/** Whether a failure may be gone the next time: the node is down, busy, or cut off. */
export function mayPass({ exitCode, name }: CliError): boolean {
  return exitCode === EXIT.network && !LASTING.includes(name);
}

/** Does something that reads the chain, again and again while the node does not answer; null once it is to stop. */
export async function patiently<Result>(
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
      const told = session.failure(error);
      if (!mayPass(told)) throw told;
      const waitMs = backoff.next();
      log.waiting(told, waitMs);
      await pause(waitMs, stop);
    }
  }
  return null;
}
