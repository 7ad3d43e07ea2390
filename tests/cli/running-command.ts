import type { CommandResult } from "./command-result";

const POLL_MS = 10;

/** A command that goes on while a test acts. */
export abstract class RunningCommand {
  abstract readonly ended: Promise<CommandResult>;
  /** What it wrote so far. */
  abstract get stdout(): string;
  abstract get stderr(): string;
  abstract get over(): boolean;

  /**
   * Waits until what it wrote satisfies a condition, and does something again and again meanwhile. Fails where the command
   * ends before.
   */
  async until(
    condition: (running: RunningCommand) => boolean,
    meanwhile: () => Promise<unknown> = () => Promise.resolve(),
  ): Promise<void> {
    while (!condition(this)) {
      if (this.over) throw new Error(`the command ended first: ${this.stdout}${this.stderr}`);
      await meanwhile();
      await new Promise((resume) => setTimeout(resume, POLL_MS));
    }
  }
}
