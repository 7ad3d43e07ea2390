import type { transactions } from "@diem/sdk";
import { useMemo, useSyncExternalStore } from "react";
import { keep, readKeptJson } from "../data/kept";
import { useNetwork } from "../network/network";

/** A transaction that went out, and whose outcome this browser does not know yet. */
export interface Sent extends transactions.SentTransaction {
  /** What the user did. */
  readonly title: string;
  /** Who signed it. */
  readonly owner: string;
}

const KEY = "diem:sent:";
const listeners = new Set<() => void>();
/** Signatures that a dialog of this tab waits for. */
const awaited = new Set<string>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // of other tabs
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

function isSent(value: unknown): value is Sent {
  const { signature, title, owner } = (value ?? {}) as Partial<Record<keyof Sent, unknown>>;
  return [signature, title, owner].every((one) => typeof one === "string");
}

function stored(key: string): readonly Sent[] {
  const kept = readKeptJson(key);
  return Array.isArray(kept) ? (kept as readonly unknown[]).filter(isSent) : [];
}

/**
 * Transactions of this browser in the market with an unknown outcome. They are stored before they are sent, so that
 * closing a page loses none.
 */
export function useSent(): {
  /** All but those that a dialog of this tab waits for. */
  readonly left: readonly Sent[];
  /** Stores a transaction that a dialog waits for. */
  readonly keep: (one: Sent) => void;
  /** Records that no dialog waits for it any more. */
  readonly leave: (signature: string) => void;
  /** Records that its outcome is known. */
  readonly forget: (signature: string) => void;
} {
  const key = KEY + useNetwork().client.market.market.toBase58();
  const text = useSyncExternalStore(subscribe, () =>
    JSON.stringify(stored(key).filter(({ signature }) => !awaited.has(signature))),
  );
  const left = useMemo(() => JSON.parse(text) as readonly Sent[], [text]);
  const actions = useMemo(() => {
    const leave = (signature: string) => {
      awaited.delete(signature);
      tell();
    };
    return {
      keep: (one: Sent) => {
        awaited.add(one.signature);
        keep(key, JSON.stringify([...stored(key), one]));
        tell();
      },
      leave,
      forget: (gone: string) => {
        const rest = stored(key).filter(({ signature }) => signature !== gone);
        keep(key, JSON.stringify(rest));
        leave(gone);
      },
    };
  }, [key]);
  return { left, ...actions };
}
