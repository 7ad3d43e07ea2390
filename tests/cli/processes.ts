import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { Ran } from "./ran";

const BIN = join(__dirname, "../../app/cli/bin/diem.js");
const POLL_MS = 10;

/** The command as a process of its own. */
export class Running {
  private readonly child;
  private readonly told = { stdout: "", stderr: "" };
  readonly ended: Promise<Ran>;

  constructor(
    args: readonly string[],
    at: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.child = spawn(process.execPath, [BIN, ...args], {
      ...at,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const { child, told } = this;
    for (const stream of ["stdout", "stderr"] as const) {
      child[stream].setEncoding("utf8").on("data", (text: string) => (told[stream] += text));
    }
    this.ended = once(child, "close").then(
      ([code]) => new Ran(code as number | null, told.stdout, told.stderr),
    );
  }

  /** What it wrote so far. */
  get stdout(): string {
    return this.told.stdout;
  }

  get stderr(): string {
    return this.told.stderr;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits until what it wrote satisfies a condition. Fails where the process ends before. */
  async until(condition: (running: this) => boolean): Promise<void> {
    while (!condition(this)) {
      const { exitCode, signalCode } = this.child;
      if (exitCode !== null || signalCode !== null) {
        throw new Error(`the process ended first: ${this.stdout}${this.stderr}`);
      }
      await new Promise((resume) => setTimeout(resume, POLL_MS));
    }
  }
}
