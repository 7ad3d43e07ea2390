/** Figures that change when an epoch begins. @module */
import { max } from "../../integers";
import type { Scheduled } from "../../types";

export type { Scheduled } from "../../types";

interface InEpoch {
  readonly figure: Scheduled;
  readonly epoch: number;
}

/** The figure moved on to `epoch`; an earlier epoch changes nothing. The program's `Scheduled::advance`. */
export function advance({ figure, epoch }: InEpoch): Scheduled {
  const passed = epoch - figure.epoch;
  if (passed <= 0) return figure;
  const { current, next } = figure;
  return { previous: passed === 1 ? current : next, current: next, next, epoch };
}

/**
 * The figure in `epoch`, as far as it is known by now; null if `epoch` lies so far back that it is forgotten.
 * The program's `Scheduled::in_epoch`.
 */
export function inEpoch({ figure, epoch }: InEpoch): bigint | null {
  const back = figure.epoch - epoch;
  if (back < 0) return figure.next;
  if (back === 0) return figure.current;
  return back === 1 ? figure.previous : null;
}

/** The most that the figure is from its own epoch on. The program's `Scheduled::highest_ahead`. */
export function highestAhead({ current, next }: Scheduled): bigint {
  return max(current, next);
}
