import { type CliError, formatDuration, formatTime, type Session } from "../../core";
import type { KeeperTask } from "./tasks";

/** The outcome of a task: sent and confirmed, refused, too expensive, or found due in a dry run. */
export type TaskOutcome = "done" | "refused" | "held" | "due" | "expired" | "unknown";

/** Messages of a running keeper: one line each on stdout, for people or for scripts. */
export class Log {
  constructor(private readonly session: Session) {}

  /** The outcome of a task. */
  task(
    { kind, reason }: KeeperTask,
    outcome: TaskOutcome,
    {
      signature,
      error,
    }: { readonly signature?: string | undefined; readonly error?: CliError } = {},
  ): void {
    const detail = error === undefined ? "" : `: ${error.message} [${error.name}]`;
    const tail = signature === undefined ? "" : `  ${signature}`;
    this.line(`${outcome}  ${kind}: ${reason}${detail}${tail}`, {
      task: kind,
      reason,
      outcome,
      signature,
      error: error && { name: error.name, message: error.message, next: error.next },
    });
  }

  /** What a keeper does besides its tasks: it waits, pauses, goes on, or stops. */
  event(event: string, what: string, more: object = {}): void {
    this.line(`${event}  ${what}`, { event, what, ...more });
  }

  /** The node does not answer, and is asked again. */
  waiting({ name, message }: CliError, waitMs: number): void {
    const wait = formatDuration(BigInt(Math.ceil(waitMs / 1_000)));
    this.event("waiting", `${message} [${name}]: again in ${wait}`, { error: { name, message } });
  }

  private line(text: string, json: object): void {
    const time = formatTime(BigInt(Math.floor(Date.now() / 1_000)));
    this.session.printer.printLine({ text: [`${time}  ${text}`], json: { time, ...json } });
  }
}
