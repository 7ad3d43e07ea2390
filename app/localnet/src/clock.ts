import type { Bank } from "./core/bank";

/** Thrown when the clock would not advance or would go back, which no chain does. */
export class ClockError extends Error {
  override readonly name = "ClockError";
}

/**
 * The chain's clock. It stops until it is moved, so a test controls every second. Transactions advance the slot number
 * but not the time.
 */
export class ChainClock {
  constructor(private readonly bank: Bank) {}

  /** Unix seconds, as the Clock sysvar says. */
  now(): bigint {
    return this.bank.now;
  }

  /** The slot in which the next transaction runs, as the Clock sysvar says. */
  slot(): bigint {
    return this.bank.openedSlot;
  }

  /**
   * Moves the time to `timestamp` (unix seconds) and the slot with it, as {@link advance} does.
   * The present moment is allowed and changes nothing.
   * @throws ClockError when the timestamp is in the chain's past
   */
  set(timestamp: bigint): void {
    const seconds = timestamp - this.now();
    if (seconds < 0n) {
      throw new ClockError(
        `the clock runs forward only: it is ${this.now()}, asked for ${timestamp}`,
      );
    }
    if (seconds > 0n) this.advance(seconds);
  }

  /**
   * Moves the time by `seconds` and the slot by 2.5 a second, rounded down. The slots are skipped,
   * not filled with blocks: blockhashes handed out before stay valid.
   * @throws ClockError when `seconds` is not positive
   */
  advance(seconds: bigint): void {
    if (seconds <= 0n) throw new ClockError(`cannot advance the clock by ${seconds} seconds`);
    this.bank.moveTo(this.slot() + (seconds * 5n) / 2n, this.now() + seconds);
  }

  /**
   * Skips to `slot` without moving the time. The present slot is allowed and changes nothing.
   * @throws ClockError when the slot is in the chain's past
   */
  warpToSlot(slot: bigint): void {
    if (slot < this.slot()) {
      throw new ClockError(`slots run forward only: it is ${this.slot()}, asked for ${slot}`);
    }
    if (slot > this.slot()) this.bank.moveTo(slot, this.now());
  }
}
