/** As many taken items may stay in front of the others as there are others, and so many besides. */
const SLACK = 1_024;

/**
 * What came first leaves first. A map or a set would do, but looks through the places of all that it lost since it last
 * grew whenever it is asked for its first entry.
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
