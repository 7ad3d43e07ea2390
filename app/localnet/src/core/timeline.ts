/** Moments that a timeline remembers: half a day of a clock that runs. */
const CAPACITY = 100_000;

export interface Moment {
  readonly slot: bigint;
  /** Unix seconds. */
  readonly time: bigint;
}

/**
 * The block time of every slot that was closed. Where time moves only when it is told to, the
 * history is a few straight lines: only their ends are kept.
 */
export class Timeline {
  private readonly moments: Moment[];

  /** @param moments - the first one, or those of an earlier run, oldest first: at least one */
  constructor(moments: readonly Moment[]) {
    this.moments = [...moments];
  }

  get firstSlot(): bigint {
    return this.at(0).slot;
  }

  get lastSlot(): bigint {
    return this.at(this.moments.length - 1).slot;
  }

  /** Records that `slot`, later than every slot before it, was closed at `time` (unix seconds). */
  close(slot: bigint, time: bigint): void {
    const length = this.moments.length;
    if (length > 1 && this.at(length - 1).time === time && this.at(length - 2).time === time) {
      this.moments.pop();
    }
    this.moments.push({ slot, time });
    if (this.moments.length > 2 * CAPACITY) this.moments.splice(0, CAPACITY);
  }

  /** The newest ends of its lines, oldest of them first. */
  newest(count: number): readonly Moment[] {
    return this.moments.slice(-count);
  }

  /**
   * The block time of a closed slot, in unix seconds; slots that a clock move skipped get the time
   * on the straight line between its ends. `undefined` for a slot that was never closed.
   */
  timeOf(slot: bigint): bigint | undefined {
    if (slot < this.firstSlot || slot > this.lastSlot) return undefined;
    let low = 0;
    let high = this.moments.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle).slot < slot) low = middle + 1;
      else high = middle;
    }
    const after = this.at(low);
    if (after.slot === slot) return after.time;
    const before = this.at(low - 1);
    const share = (after.time - before.time) * (slot - before.slot);
    return before.time + share / (after.slot - before.slot);
  }

  private at(index: number): Moment {
    const moment = this.moments[index];
    if (!moment) throw new RangeError(`no moment ${index}`);
    return moment;
  }
}
