import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { CommandResult } from "./command-result";

const BIN = join(__dirname, "../../app/cli/bin/diem.js");
const POLL_MS = 10;

/** Where a process runs. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** An open file that takes the place of the pipe. */
  readonly stdout?: number;
}

/** The command as a process of its own. */
export class CommandProcess {
  private readonly child: ChildProcess;
  private readonly told = { stdout: "", stderr: "" };
  readonly ended: Promise<CommandResult>;

  constructor(args: readonly string[], { stdout, ...at }: ProcessOptions) {
    this.child = spawn(process.execPath, [BIN, ...args], {
      ...at,
      stdio: ["ignore", stdout ?? "pipe", "pipe"],
    });
    const { child, told } = this;
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream]?.setEncoding("utf8").on("data", (text: string) => (told[stream] += text));
    }
    this.ended = once(child, "close").then(
      ([code]) => new CommandResult(code as number | null, told.stdout, told.stderr),
    );
  }

  /** What it wrote so far. */
  get stdout(): string {
    return this.told.stdout;
  }

  get stderr(): string {
    return this.told.stderr;
  }

  /** Reads no more of its stdout, as `head` does. */
  closeStdout(): void {
    this.child.stdout?.destroy();
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /**
   * Waits until what it wrote satisfies a condition, and does something again and again meanwhile. Fails where the process
   * ends before.
   */
  async until(
    condition: (running: this) => boolean,
    meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    while (!condition(this)) {
      const { exitCode, signalCode } = this.child;
      if (exitCode !== null || signalCode !== null) {
        throw new Error(`the process ended first: ${this.stdout}${this.stderr}`);
      }
      await meanwhile();
      await new Promise((resume) => setTimeout(resume, POLL_MS));
    }
  }
}
