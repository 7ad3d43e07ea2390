import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { CommandResult } from "./command-result";
import { RunningCommand } from "./running-command";

const BIN = join(__dirname, "../../app/cli/bin/diem.js");

/** Where a process runs. */
export interface ProcessOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** An open file that takes the place of the pipe. */
  readonly stdout?: number;
  /** A file that is loaded in front of the command. */
  readonly preload?: string;
}

/** The command as a process of its own. */
export class CommandProcess extends RunningCommand {
  private readonly child: ChildProcess;
  private readonly told = { stdout: "", stderr: "" };
  readonly ended: Promise<CommandResult>;

  constructor(args: readonly string[], { stdout, preload, ...at }: ProcessOptions) {
    super();
    const before = preload === undefined ? [] : ["--require", preload];
    this.child = spawn(process.execPath, [...before, BIN, ...args], {
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

  get stdout(): string {
    return this.told.stdout;
  }

  get stderr(): string {
    return this.told.stderr;
  }

  get over(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Reads no more of its stdout, as `head` does. */
  closeStdout(): void {
    this.child.stdout?.destroy();
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
