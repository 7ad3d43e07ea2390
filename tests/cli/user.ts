import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Keypair } from "@solana/web3.js";
import { run } from "@diem/cli";
import { CommandProcess } from "./command-process";
import { CommandResult } from "./command-result";
import { type TerminalOptions, Terminal } from "./terminal";

/** Columns in which no line and no table is too long. */
export const WIDE = { columns: 400 } as const;

export type RunOptions = Partial<Omit<TerminalOptions, "home">>;

/** Somebody with a home directory who runs commands. */
export class User {
  /** Removed with everything in it by {@link leave}. */
  readonly home = mkdtempSync(join(tmpdir(), "diem-cli-"));
  private wallets = 0;
  private readonly running: CommandProcess[] = [];

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
  async run(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
    const { home } = this;
    const env = { ...this.env, ...options.env };
    const terminal = new Terminal({ cwd: home, home, ...options, env });
    const code = await run(args, terminal.io);
    return new CommandResult(code, terminal.stdout, terminal.stderr);
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

  private started(args: readonly string[], more: { readonly stdout?: number }): CommandProcess {
    const { home } = this;
    const env = { PATH: process.env.PATH, HOME: home, ...this.env };
    const running = new CommandProcess(args, { cwd: home, env, ...more });
    this.running.push(running);
    return running;
  }

  /** Ends what a test that failed left running. */
  async leave(): Promise<void> {
    for (const running of this.running) running.kill("SIGKILL");
    await Promise.all(this.running.map(({ ended }) => ended));
    rmSync(this.home, { recursive: true });
  }
}
