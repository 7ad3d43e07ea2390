import { useSyncExternalStore } from "react";

/** A reading of the chain's clock, and its time by a clock of this machine that nobody can set. */
interface Reading {
  readonly seconds: bigint;
  readonly atMs: number;
}

let reading: Reading | null = null;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Takes the time of the chain, in unix seconds, as it was just read. */
export function setChainTime(seconds: bigint): void {
  reading = { seconds, atMs: performance.now() };
  for (const listener of listeners) listener();
}

/** Unix seconds of the chain, carried on since it was last read; null until it was. */
export function chainTime(): bigint | null {
  if (reading === null) return null;
  return reading.seconds + BigInt(Math.floor((performance.now() - reading.atMs) / 1000));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const one of listeners) one();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Unix seconds of the chain, every second anew: used by timers instead of this machine's clock. */
export function useChainTime(): bigint | null {
  return useSyncExternalStore(subscribe, chainTime);
}
