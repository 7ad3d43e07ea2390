import type { DiemError } from "../../errors/diem-error";
import { storeConflict } from "../../errors/store-errors";
import type { Change, Store } from "./store";
import { afterTurn } from "./turn";

/** What is under a key at the moment of a commit. */
type Current = () => string | null;

interface Turn {
  readonly current: Map<string, Current>;
  readonly done: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers what changes within one turn of the event loop into one commit, and has one commit under way at a time.
 * What a commit failed to write goes along with the next one.
 */
export class Writer {
  readonly #store: Store;
  readonly #expected: readonly Change[] | undefined;
  #closed: DiemError | null = null;
  #next: Turn | null = null;
  #failed: ReadonlyMap<string, Current> = new Map<string, Current>();
  #running = false;

  /** `expected` is what each commit expects of the store: see `Batch`. */
  constructor(store: Store, expected?: readonly Change[]) {
    this.#store = store;
    this.#expected = expected;
  }

  /** Stops writing the entries that `under` names: commits that still wait reject with `StoreConflict`. */
  close(under: string): void {
    this.#closed = storeConflict(under);
  }

  /** Resolves once the store has what `current` says by then; rejects with what the store throws. */
  write(key: string, current: Current): Promise<void> {
    this.#next ??= this.#turn();
    this.#next.current.set(key, current);
    return this.#next.done;
  }

  #turn(): Turn {
    let settle: Pick<Turn, "resolve" | "reject"> | undefined;
    const done = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    done.catch(() => undefined); // a write that nobody waits for fails the next one that somebody does
    if (!this.#running) afterTurn(() => void this.#run());
    return { current: new Map(), done, ...(settle as NonNullable<typeof settle>) };
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let turn = this.#next; turn !== null; turn = this.#next) {
      this.#next = null;
      await this.#commit(turn);
      // what this commit kept waiting, and what comes in the same turn, goes into the next one
      await new Promise<void>(afterTurn);
    }
    this.#running = false;
  }

  async #commit({ current: fresh, resolve, reject }: Turn): Promise<void> {
    const current = new Map([...this.#failed, ...fresh]);
    this.#failed = new Map();
    try {
      if (this.#closed !== null) throw this.#closed;
      const changes = [...current].map(([key, valueOf]) => ({ key, value: valueOf() }));
      const expected = this.#expected;
      await this.#store.commit(expected === undefined ? { changes } : { changes, expected });
      resolve();
    } catch (error) {
      this.#failed = current;
      reject(error);
    }
  }
}
