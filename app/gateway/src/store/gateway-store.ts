import { errors, type vouchers } from "@diem/sdk";

/** A commit that failed. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";

  constructor(cause: unknown) {
    super(`the store cannot be written (${String(cause)}): look after its disk or database`, {
      cause,
    });
  }
}

/** Milliseconds after a failed commit in which no call is accepted. */
const PAUSE_MS = 1_000;

/** The store of vouchers and use. It distinguishes failures of the disk or database, and reports whether it works. */
export class GatewayStore implements vouchers.Store {
  #failedAt = -Infinity;

  /** `lost` is told of the leases that are another gateway's by now. */
  constructor(
    private readonly kept: vouchers.Store,
    private readonly on: {
      readonly failure: (failure: StoreFailure) => void;
      readonly lost: (leases: readonly vouchers.Change[]) => void;
    },
  ) {}

  /** Whether the last commit succeeded, or failed long enough ago to try again. */
  get usable(): boolean {
    return performance.now() - this.#failedAt > PAUSE_MS;
  }

  get(key: string): Promise<string | null> {
    return this.kept.get(key);
  }

  entries(prefix: string): AsyncIterable<vouchers.StoreEntry> {
    return this.kept.entries(prefix);
  }

  async commit(batch: vouchers.Batch): Promise<void> {
    try {
      await this.kept.commit(batch);
      this.#failedAt = -Infinity;
    } catch (cause) {
      // another gateway has the partition: the store works
      if (errors.isDiemError(cause, "StoreConflict") && batch.expected !== undefined) {
        this.on.lost(batch.expected);
        throw cause;
      }
      this.#failedAt = performance.now();
      const failure = new StoreFailure(cause);
      this.on.failure(failure);
      throw failure;
    }
  }
}
