/** A balance that is released evenly over time. @module */

/** `remaining` tokens, released evenly over the epochs that are left. */
export interface Stream {
  remaining: number;
  left: number;
}

/** What a stream releases within the next epoch. */
export function releasedInEpoch({ remaining, left }: Stream): number {
  return left <= 1 ? remaining : remaining / left;
}

/** Moves a stream on by an epoch, and says what it released. */
export function release(stream: Stream): number {
  const released = releasedInEpoch(stream);
  stream.remaining -= released;
  stream.left = Math.max(stream.left - 1, 0);
  return released;
}

/** Adds `amount` over `duration` epochs: the time left becomes the mean, weighted by the amounts. */
export function topUp(stream: Stream, amount: number, duration: number): void {
  if (amount === 0) return;
  const total = stream.remaining + amount;
  stream.left = (stream.left * stream.remaining + duration * amount) / total;
  stream.remaining = total;
}
