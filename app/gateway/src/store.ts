import type { vouchers } from "@diem/sdk";
import { type FileStore, openFileStore } from "@diem/sdk/node";

/** A commit that failed. */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";

  constructor(cause: unknown) {
    super(`the store cannot be written (${String(cause)}): make room on its disk`, { cause });
  }
}

/** How long nothing is taken after a commit that failed. */
const PAUSE_MS = 1_000;

/** Where a gateway keeps vouchers and use: tells failures of the disk apart, and whether it works. */
export class GatewayStore implements vouchers.Store {
  #failedAt = -Infinity;

  private constructor(
    private readonly files: FileStore,
    private readonly onFailure: (failure: StoreFailure) => void,
  ) {}

  /** @throws DiemError `StoreBusy` where another process has it open, `DamagedState`. */
  static async open(
    folder: string,
    onFailure: (failure: StoreFailure) => void,
  ): Promise<GatewayStore> {
    return new GatewayStore(await openFileStore({ folder }), onFailure);
  }

  /** Whether the last commit did not fail, or long enough ago to try another one. */
  get usable(): boolean {
    return performance.now() - this.#failedAt > PAUSE_MS;
  }

  get(key: string): Promise<string | null> {
    return this.files.get(key);
  }

  entries(prefix: string): AsyncIterable<vouchers.Entry> {
    return this.files.entries(prefix);
  }

  async commit(batch: vouchers.Batch): Promise<void> {
    try {
      await this.files.commit(batch);
      this.#failedAt = -Infinity;
    } catch (cause) {
      this.#failedAt = performance.now();
      const failure = new StoreFailure(cause);
      this.onFailure(failure);
      throw failure;
    }
  }

  close(): Promise<void> {
    return this.files.close();
  }
}
