import type { MarketParams } from "../types";
import { emaBps, emaStep } from "./ema";
import type { ClosableRecord } from "./record";
import { utilisationBps } from "./usage";

/** Use over offered capacity, in basis points, rounded down. */
export interface Utilisation {
  /** Of the record's epoch, with what is reported so far; 0 for an epoch without a record. */
  readonly epochBps: number;
  /** Smoothed over the closed epochs: what the fee split and the reference price follow. */
  readonly emaBps: number;
  /** What the smoothed one would be if the record's epoch were the next to be closed, as reported so far. */
  readonly nextEmaBps: number;
}

/**
 * How much of the offered capacity is used. `record` is that of an epoch which is not closed, or null where it
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
  readonly record: Pick<ClosableRecord, "counted" | "capacity"> | null;
}): Utilisation {
  const epochBps =
    record === null ? 0 : utilisationBps({ served: record.counted, capacity: record.capacity });
  const weightBps = params.utilisationEmaBps;
  const next = emaStep({ ema, utilisationBps: epochBps, weightBps });
  return { epochBps, emaBps: emaBps(ema), nextEmaBps: emaBps(next) };
}
