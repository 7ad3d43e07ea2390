import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Keypair } from "@solana/web3.js";
import { CommandHere } from "./command-here";
import { CommandProcess, type ProcessOptions } from "./command-process";
import type { CommandResult } from "./command-result";
import type { TerminalOptions } from "./terminal";

/** Columns in which no line and no table is too long. */
export const WIDE = { columns: 400 } as const;

export type RunOptions = Partial<Omit<TerminalOptions, "home">>;

/** Somebody with a home directory who runs commands. */
export class User {
  /** Removed with everything in it by {@link leave}. */
  readonly home = mkdtempSync(join(tmpdir(), "diem-cli-"));
  private wallets = 0;
  private readonly processes: CommandProcess[] = [];
  private readonly here: CommandHere[] = [];

  /** `env` is what the user has set. */
  constructor(readonly env: NodeJS.ProcessEnv) {}

  /** A file in the home directory, and its path. */
  file(name: string, content: string): string {
    const path = join(this.home, name);
    writeFileSync(path, content);
    return path;
  }

  /** Writes a key as `solana-keygen` does, and returns the file's path. */
  walletFile({ secretKey }: Keypair): string {
    this.wallets += 1;
    return this.file(`wallet-${this.wallets}.json`, JSON.stringify([...secretKey]));
  }

  /** Runs a command line in this process. */
  run(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    return this.begun(args, options).ended;
  }

  /** Begins a command line that goes on in this process, until {@link leave} at the latest. */
  start(...args: string[]): CommandHere {
    const running = this.begun(args, {});
    this.here.push(running);
    return running;
  }

  private begun(args: readonly string[], options: RunOptions): CommandHere {
    const { home } = this;
    const env = { ...this.env, ...options.env };
    return new CommandHere(args, { cwd: home, home, ...options, env });
  }

  /** Runs a command of a wallet, for scripts: unasked, with JSON for its result. */
  as({ keypair }: { readonly keypair: Keypair }): (...args: string[]) => Promise<CommandResult> {
    const wallet = this.walletFile(keypair);
    return (...args) => this.run([...args, "--yes", "--output", "json", "--keypair", wallet]);
  }

  /** Runs the command as a process of its own, until {@link leave} at the latest. */
  spawn(...args: string[]): CommandProcess {
    return this.started(args, {});
  }

  /** Like {@link spawn}, with an open file for stdout. */
  spawnInto(stdout: number, ...args: string[]): CommandProcess {
    return this.started(args, { stdout });
  }

  /** Like {@link spawn}, with another file before the command. */
  spawnAfter(preload: string, ...args: string[]): CommandProcess {
    return this.started(args, { preload });
  }

  private started(
    args: readonly string[],
    more: Pick<ProcessOptions, "stdout" | "preload">,
  ): CommandProcess {
    const { home } = this;
    const env = { PATH: process.env.PATH, HOME: home, ...this.env };
    const running = new CommandProcess(args, { cwd: home, env, ...more });
    this.processes.push(running);
    return running;
  }

  /** Ends what a test that failed left running. */
  async leave(): Promise<void> {
    for (const running of this.here) running.interrupt();
    for (const running of this.processes) running.kill("SIGKILL");
    await Promise.all([...this.here, ...this.processes].map(({ ended }) => ended));
    rmSync(this.home, { recursive: true });
  }
}
