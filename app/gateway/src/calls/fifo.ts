/** Taken items stay in front until there are more of them than remaining items plus this many. */
const SLACK = 1_024;

/**
 * A first-in, first-out queue. A map or a set would work, but to find its first entry it scans all entries that were
 * deleted since it last grew.
 */
export class Fifo<Item> {
  #items: (Item | undefined)[] = [];
  #head = 0;

  get first(): Item | undefined {
    return this.#items[this.#head];
  }

  push(item: Item): void {
    this.#items.push(item);
  }

  /** Takes the first one away. */
  shift(): Item | undefined {
    const item = this.first;
    if (item === undefined) return undefined;
    this.#items[this.#head] = undefined;
    this.#head += 1;
    if (2 * this.#head > this.#items.length + SLACK) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
