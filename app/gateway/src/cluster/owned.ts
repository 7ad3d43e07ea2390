import { Signal } from "./signal";

/** A partition that this gateway owns, and its open calls. */
export class OwnedPartition {
  #active = 0;
  #lost = false;
  /** While it is about to be given away, it takes no more calls. */
  leaving = false;

  constructor(
    readonly partition: number,
    readonly fence: number,
    private readonly changed: Signal,
  ) {}

  get active(): number {
    return this.#active;
  }

  /** Whether another gateway may have it by now. */
  get lost(): boolean {
    return this.#lost;
  }

  enter(): void {
    this.#active += 1;
  }

  exit(): void {
    this.#active -= 1;
    if (this.#active === 0) this.changed.tell();
  }

  lose(): void {
    this.#lost = true;
    this.changed.tell();
  }
}
