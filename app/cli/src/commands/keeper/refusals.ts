import { createHash } from "node:crypto";
import { type Connection, PublicKey } from "@solana/web3.js";
import type { KeeperTask } from "./tasks";

/** When a refused task is tried again even though nothing seems to have changed. */
const FIRST_MS = 60_000;
const CAP_MS = 3_600_000;

interface Held {
  /** Contents of the accounts that the task would write, at its refusal. */
  readonly state: string;
  readonly until: number;
  readonly waitMs: number;
}

/**
 * Tasks that the program refused, for example because another keeper was faster. They are skipped until an account that
 * they would write changes, because the same state gives the same refusal. The clock may matter too, so they are also
 * tried again after increasing pauses.
 */
export class Refusals {
  private readonly held = new Map<string, Held>();

  constructor(
    private readonly connection: Connection,
    private readonly payer: PublicKey,
  ) {}

  async hold(task: KeeperTask): Promise<void> {
    const id = idOf(task);
    const before = this.held.get(id)?.waitMs ?? FIRST_MS / 2;
    const waitMs = Math.min(before * 2, CAP_MS);
    this.held.set(id, { state: await this.stateOf(task), until: Date.now() + waitMs, waitMs });
  }

  /** Whether a task is skipped. */
  async holds(task: KeeperTask): Promise<boolean> {
    const held = this.held.get(idOf(task));
    if (held === undefined || Date.now() >= held.until) return false;
    if (held.state === (await this.stateOf(task))) return true;
    this.held.delete(idOf(task));
    return false;
  }

  /** Forgets all but what is still due. */
  keep(tasks: readonly KeeperTask[]): void {
    const due = new Set(tasks.map(idOf));
    for (const id of this.held.keys()) if (!due.has(id)) this.held.delete(id);
  }

  private async stateOf({ instructions }: KeeperTask): Promise<string> {
    const written = instructions
      .flatMap(({ keys }) => keys)
      .filter(({ isWritable, pubkey }) => isWritable && !pubkey.equals(this.payer))
      .map(({ pubkey }) => pubkey.toBase58());
    const addresses = [...new Set(written)].sort();
    const hash = createHash("sha256");
    for (const { data } of await this.read(addresses)) hash.update(data).update("|");
    return hash.digest("hex");
  }

  /** One task's accounts fit one request: its transaction has fewer than a hundred. */
  private async read(addresses: readonly string[]): Promise<{ readonly data: Uint8Array }[]> {
    const keys = addresses.map((address) => new PublicKey(address));
    const infos = await this.connection.getMultipleAccountsInfo(keys);
    return infos.map((info) => ({ data: info?.data ?? Uint8Array.of() }));
  }
}

function idOf({ kind, instructions }: KeeperTask): string {
  const parts = instructions.map(({ data, keys }) => [
    data.toString("base64"),
    ...keys.map(({ pubkey }) => pubkey.toBase58()),
  ]);
  return `${kind}:${JSON.stringify(parts)}`;
}
