import type { MarketParams } from "../types";
import { emaBps, emaFloor, utilisationSample } from "./math/utilisation";
import type { ClosableRecord } from "./record";
import { utilisationBpsFloor } from "./math/utilisation";

/** Counted use over offered capacity, in basis points, rounded down. */
export interface Utilisation {
  /** Of the record's epoch, with what is reported so far; 0 for an epoch without a record. */
  readonly epochBps: number;
  /** Smoothed over the closed epochs; for show alone, no rule follows it. */
  readonly emaBps: number;
  /** What the smoothed one would be if the record's epoch were the next to be closed, as reported so far. */
  readonly nextEmaBps: number;
}

/**
 * How much of the offered capacity is used. `record` is that of an epoch which is not closed, or null if it
 * has none; the epochs before it should be rolled: see `rollPreview`.
 *
 * @example
 * const { emaBps, epochBps } = quotes.utilisation({ market, record });
 */
export function utilisation({
  market: { utilisationEma: ema, params },
  record,
}: {
  readonly market: {
    readonly utilisationEma: bigint;
    readonly params: Pick<MarketParams, "utilisationEmaBps">;
  };
  readonly record: Pick<ClosableRecord, "used" | "capacity"> | null;
}): Utilisation {
  const epochBps =
    record === null ? 0 : utilisationBpsFloor({ served: record.used, capacity: record.capacity });
  const weightBps = params.utilisationEmaBps;
  const next = emaFloor({ ema, sample: utilisationSample(epochBps), weightBps });
  return { epochBps, emaBps: emaBps(ema), nextEmaBps: emaBps(next) };
}
