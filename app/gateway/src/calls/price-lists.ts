import { hashToText, type PriceList, priceListBytes, priceListHash } from "@diem/wire";
import { Refusal } from "../refusal";

/** A price list with its hash and its published bytes. */
export interface PublishedPriceList {
  readonly hash: string;
  readonly list: PriceList;
  readonly text: string;
}

/** The price lists of a gateway, and the current one. */
export class PriceLists {
  readonly #lists = new Map<string, PublishedPriceList>();
  readonly #now: () => number;
  readonly #graceMs: number;
  #source: (() => string) | null = null;
  #current: string | null = null;
  #before: { readonly hash: string; readonly until: number } | null = null;

  /** A list that no longer counts is honoured for `graceMs` where a client asks for it by its hash. */
  constructor({ graceMs, now = () => performance.now() }: { graceMs: number; now?: () => number }) {
    this.#graceMs = graceMs;
    this.#now = now;
  }

  /** Adds a list. Throws a WireError `PriceListWrong`. */
  add(list: PriceList): PublishedPriceList {
    const hash = hashToText(priceListHash(list));
    const published = { hash, list, text: Buffer.from(priceListBytes(list)).toString() };
    this.#lists.set(hash, published);
    return published;
  }

  /** Takes from `source` which hash counts, whenever it is asked for. */
  follow(source: () => string): void {
    this.#source = source;
  }

  /** All lists, in the order in which they came. */
  get lists(): readonly PublishedPriceList[] {
    return [...this.#lists.values()];
  }

  /** A list by its hash; null for one that is not kept here. */
  find(hash: string): PublishedPriceList | null {
    return this.#lists.get(hash) ?? null;
  }

  /**
   * The list by which a call is charged: the one that the client accepts, or the one that counts.
   *
   * @throws Refusal `prices-changed`, or `chain-unavailable` where the list that counts is not there.
   */
  listFor(wanted: string | null): PublishedPriceList {
    const hash = this.#turned();
    const current = hash === null ? null : this.find(hash);
    if (current === null) {
      const detail =
        "the gateway does not have the price list that the chain names: tell the provider";
      throw new Refusal("chain-unavailable", { detail });
    }
    if (wanted === null || wanted === current.hash) return current;
    const before = this.#before;
    const honoured = before !== null && before.hash === wanted && this.#now() < before.until;
    const found = honoured ? this.find(wanted) : null;
    if (found !== null) return found;
    const detail = `the current price list is ${current.hash}: read it, and repeat the call if you accept its prices`;
    throw new Refusal("prices-changed", { detail, members: { wanted, current: current.hash } });
  }

  /** The hash that counts now; the one before is honoured from here on where it has changed. */
  #turned(): string | null {
    const hash = this.#source?.() ?? null;
    if (hash !== this.#current && this.#current !== null) {
      this.#before = { hash: this.#current, until: this.#now() + this.#graceMs };
    }
    this.#current = hash;
    return hash;
  }
}
