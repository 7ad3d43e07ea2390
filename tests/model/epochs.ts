import { U32_MAX } from "./integers";
import { refuse } from "./refusal";
import type { Scheduled } from "./state";

interface Clock {
  readonly genesisTs: bigint;
  readonly epochSecs: bigint;
}

/** The epoch that runs at `ts`; 0 before the genesis. */
export function epochAt({ genesisTs, epochSecs }: Clock, ts: bigint): number {
  if (ts < genesisTs) return 0;
  const epoch = (ts - genesisTs) / epochSecs;
  return epoch > U32_MAX ? refuse("MathOverflow") : Number(epoch);
}

/** The first second of an epoch. */
export function startOf({ genesisTs, epochSecs }: Clock, epoch: number): bigint {
  return genesisTs + BigInt(epoch) * epochSecs;
}

/** A figure that has not changed yet. */
export const scheduled = (figure = 0n): Scheduled => ({
  ...{ previous: figure, current: figure, next: figure, epoch: 0 },
});

/** Moves a figure on to `epoch`; an earlier one changes nothing. */
export function advance(figure: Scheduled, epoch: number): void {
  if (epoch <= figure.epoch) return;
  figure.previous = epoch === figure.epoch + 1 ? figure.current : figure.next;
  figure.current = figure.next;
  figure.epoch = epoch;
}

/** The figure in `epoch`; `null` where it is forgotten. */
export function inEpoch(figure: Scheduled, epoch: number): bigint | null {
  if (epoch > figure.epoch) return figure.next;
  if (epoch === figure.epoch) return figure.current;
  return epoch === figure.epoch - 1 ? figure.previous : null;
}
