import type { Bank } from "./core/bank";

export interface Pace {
  /** Milliseconds from block to block; a cluster's 400 by default. */
  readonly slotMs?: number;
}

const SLOT_MS = 400;

/**
 * Closes a block every `slotMs` and lets the chain's time follow the wall clock.
 * @returns what ends it
 */
export function pace(bank: Bank, { slotMs = SLOT_MS }: Pace): () => void {
  // A chain that is ahead, because its clock was moved or the wall clock was set back, stays ahead.
  let ahead = 0n;
  const tick = () => {
    const wall = BigInt(Math.floor(Date.now() / 1_000));
    if (bank.now > wall + ahead) ahead = bank.now - wall;
    bank.produceBlock(wall + ahead);
  };
  bank.sharesBlocks = true;
  tick();
  const ticks = setInterval(tick, slotMs);
  return () => {
    clearInterval(ticks);
    bank.produceBlock();
    bank.sharesBlocks = false;
  };
}
