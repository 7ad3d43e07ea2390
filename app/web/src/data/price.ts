import type { quotes } from "@diem/sdk";
import { parseAmount } from "@diem/sdk";
import { useMemo, useSyncExternalStore } from "react";
import { keep, readKept } from "./kept";

const KEY = "diem:vvv-per-diem";
const DECIMALS = 9;

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The user's price of a DIEM in VVV. No market price is on chain, and the page asks no other server. */
export interface Price {
  /** As it was written, such as `2.5`; empty where none is given. */
  readonly text: string;
  readonly vvvPerDiem: quotes.PriceRatio | null;
  /** Throws a `DiemError` for what is no amount; an empty text takes the price away. */
  readonly set: (text: string) => void;
}

function ratioOf(text: string): quotes.PriceRatio | null {
  const numerator = parseAmount(text, { symbol: "VVV", decimals: DECIMALS });
  return numerator === 0n ? null : { numerator, denominator: 10n ** BigInt(DECIMALS) };
}

function stored(): string {
  const text = readKept(KEY) ?? "";
  try {
    ratioOf(text);
    return text;
  } catch {
    return "";
  }
}

function set(text: string): void {
  if (text !== "") ratioOf(text);
  keep(KEY, text);
  for (const listener of listeners) listener();
}

/** The price of a DIEM in VVV, by which what is paid in DIEM is valued. */
export function usePrice(): Price {
  const text = useSyncExternalStore(subscribe, stored);
  const vvvPerDiem = useMemo(() => (text === "" ? null : ratioOf(text)), [text]);
  return { text, vvvPerDiem, set };
}
