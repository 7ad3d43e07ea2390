import type { Logger } from "pino";
import type { IndexerConfig } from "../config/schema";
import type { MarketState } from "../fold/market";
import type { Hub } from "../hub";
import type { Metrics } from "../metrics";
import type { ProgramIndex } from "../program-index";
import type { Database } from "../store/tables";
import { Problem } from "./problem";

/** The data behind the routes. */
export interface Context {
  readonly config: IndexerConfig;
  readonly db: Database;
  readonly hub: Hub;
  readonly indexes: readonly ProgramIndex[];
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** A market, and the index that it is in. */
export interface Found {
  readonly index: ProgramIndex;
  readonly state: MarketState;
}

/** The market of an address. Throws a Problem `NotFound`. */
export function findMarket({ indexes }: Context, address: string): Found {
  for (const index of indexes) {
    const state = index.markets.get(address);
    if (state !== undefined) return { index, state };
  }
  throw new Problem("NotFound", `there is no market ${address}: GET /v1/markets lists the markets`);
}

/** The position of the index that is farthest behind. */
export function progressOf({ indexes }: Pick<Context, "indexes">) {
  const all = indexes.map(({ progress }) => progress);
  const lag = (progress: (typeof all)[number]) => progress.head - progress.slot;
  const behind = all.reduce((worst, one) => (lag(one) > lag(worst) ? one : worst));
  const unread = all.some(({ seconds }) => seconds === null);
  const seconds = unread ? null : Math.max(...all.map((one) => one.seconds ?? 0));
  return { slot: behind.slot, head: behind.head, lagSlots: lag(behind), lagSeconds: seconds };
}
