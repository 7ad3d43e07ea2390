import { run } from "@diem/cli";
import { CommandResult } from "./command-result";
import { RunningCommand } from "./running-command";
import { Terminal, type TerminalOptions } from "./terminal";

/** The command in this process. */
export class CommandHere extends RunningCommand {
  private readonly terminal: Terminal;
  private readonly ctrlC = new AbortController();
  readonly ended: Promise<CommandResult>;
  over = false;

  constructor(args: readonly string[], { signal, ...options }: TerminalOptions) {
    super();
    const signals = signal === undefined ? [this.ctrlC.signal] : [signal, this.ctrlC.signal];
    this.terminal = new Terminal({ ...options, signal: AbortSignal.any(signals) });
    this.ended = run(args, this.terminal.io).then((code) => {
      this.over = true;
      return new CommandResult(code, this.stdout, this.stderr);
    });
  }

  get stdout(): string {
    return this.terminal.stdout;
  }

  get stderr(): string {
    return this.terminal.stderr;
  }

  /** Stops it, as SIGINT and SIGTERM do. */
  interrupt(): void {
    this.ctrlC.abort();
  }
}
