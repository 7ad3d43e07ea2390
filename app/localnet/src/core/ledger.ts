import type { ChainAccount } from "./accounts";
import { packEntry, unpackEntry } from "./entries";
import type { Balances, LedgerEntry } from "./ledger-entry";
import { memoOf } from "./memo";
import { isTokenProgram } from "./token-programs";

/** Transactions that the ledger remembers, at about 3 kB each; the oldest ones make room. */
export const LEDGER_CAPACITY = 20_000;
/** The newest ones, which clients ask for, are kept as objects as well. */
const KEPT_WHOLE = 200;

/** @param accounts - where to read them: the chain, or what a simulation leaves of it */
export function balancesOf(
  keys: readonly string[],
  accounts: { get(address: string): ChainAccount | null },
): Balances {
  const tokens = new Map<number, ChainAccount>();
  const lamports = keys.map((key, index) => {
    const account = accounts.get(key);
    if (account && isTokenProgram(account.owner)) tokens.set(index, account);
    return account?.lamports ?? 0n;
  });
  return { lamports, tokens };
}

/** What is said of a transaction without a look at its parts. */
export interface LedgerRecord extends Pick<LedgerEntry, "slot" | "blockTime" | "err"> {
  readonly signature: string;
  readonly memo: string | null;
  /** Its place among all transactions since genesis, from 1. */
  readonly ordinal: number;
}

/** A transaction as the ledger holds it: the newest ones whole, all others packed. */
interface Held extends LedgerRecord {
  readonly keys: readonly string[];
  content: LedgerEntry | Uint8Array;
}

/** The transactions of the chain, by signature and by address. */
export class Ledger {
  private readonly bySignature = new Map<string, Held>();
  private readonly byAddress = new Map<string, Held[]>();
  /** Those that are whole, oldest first. */
  private readonly whole: Held[] = [];
  private firstWhole = 0n;

  /** @param landed - transactions that landed in an earlier run */
  constructor(private landed = 0) {}

  /** Transactions since genesis, forgotten ones included. */
  get transactionCount(): number {
    return this.landed;
  }

  /** From this slot on no transaction was forgotten. */
  get firstWholeSlot(): bigint {
    return this.firstWhole;
  }

  /** The newest transactions, packed, oldest of them first. */
  newest(count: number): readonly Uint8Array[] {
    return [...this.bySignature.values()].slice(-count).map(({ content }) => packed(content));
  }

  /** @param bytes - the entry as {@link packEntry} packs it, where somebody has done that already */
  add(entry: LedgerEntry, bytes?: Uint8Array): void {
    this.landed += 1;
    const { slot, blockTime, err, transaction } = entry;
    const { signature, keys } = transaction;
    const record = { signature, slot, blockTime, err, memo: memoOf(transaction), keys };
    const held: Held = { ...record, ordinal: this.landed, content: bytes ?? entry };
    this.bySignature.set(signature, held);
    for (const key of keys) {
      const mentions = this.byAddress.get(key);
      if (mentions) mentions.push(held);
      else this.byAddress.set(key, [held]);
    }
    if (bytes === undefined) this.whole.push(held);
    if (this.whole.length > KEPT_WHOLE) {
      for (const one of this.whole.splice(0, KEPT_WHOLE / 2)) one.content = packed(one.content);
    }
    if (this.bySignature.size > LEDGER_CAPACITY) this.forgetOldest();
  }

  get(signature: string): LedgerEntry | undefined {
    const held = this.bySignature.get(signature);
    if (!held) return undefined;
    return held.content instanceof Uint8Array ? unpackEntry(held.content) : held.content;
  }

  /** What is said of the transaction at once; `undefined` for one that is not known. */
  record(signature: string): LedgerRecord | undefined {
    return this.bySignature.get(signature);
  }

  /** The transactions that name the address, oldest first. */
  mentioning(address: string): readonly LedgerRecord[] {
    return this.byAddress.get(address) ?? [];
  }

  private forgetOldest(): void {
    for (const [signature, { slot, keys }] of this.bySignature) {
      this.firstWhole = slot + 1n;
      this.bySignature.delete(signature);
      for (const key of keys) {
        const mentions = this.byAddress.get(key);
        mentions?.shift();
        if (mentions?.length === 0) this.byAddress.delete(key);
      }
      return;
    }
  }
}

function packed(content: LedgerEntry | Uint8Array): Uint8Array {
  return content instanceof Uint8Array ? content : packEntry(content);
}
