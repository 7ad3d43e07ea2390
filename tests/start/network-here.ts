import { setTimeout as pause } from "node:timers/promises";

import { startCommand } from "../../app/start/dist/command";

/** What the command prints with `--output json` when it is ready. */
export interface Ready {
  readonly url: string;
  readonly market: string;
  readonly wallets: Record<string, { readonly address: string; readonly keypair: string }>;
  readonly env: string;
  readonly resumed: boolean;
  readonly indexer: { readonly url: string };
}

/** `npm start` within the process of the test. */
export class NetworkHere {
  /** All that it has written. */
  readonly output = { stdout: "", stderr: "" };
  private readonly ending = new AbortController();
  /** Whether it has ended, or was refused. */
  ended = false;
  private readonly done: Promise<void>;

  constructor(cwd: string, args: readonly string[]) {
    const command = startCommand({
      ...{ cwd, signal: this.ending.signal },
      stdout: { write: (text) => (this.output.stdout += text) },
      stderr: { write: (text) => (this.output.stderr += text) },
    });
    this.done = command
      .exitOverride()
      .configureOutput({ writeErr: (text) => (this.output.stderr += text) })
      .parseAsync(args, { from: "user" })
      .then(() => undefined)
      .finally(() => (this.ended = true));
    // a refusal is reported by ready() and end()
    this.done.catch(() => undefined);
  }

  /** What it reports; throws what it was refused with. */
  async ready(): Promise<Ready> {
    while (!this.output.stdout.includes("\n") && !this.ended) await pause(20);
    if (this.ended) await this.done;
    return JSON.parse(this.output.stdout) as Ready;
  }

  /** Ends it as Ctrl-C does. */
  async end(): Promise<void> {
    this.ending.abort();
    await this.done;
  }
}
