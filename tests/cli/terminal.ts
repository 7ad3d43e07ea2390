import { PassThrough } from "node:stream";
import type { Io, Output } from "@diem/cli";

/** What the user of a command does, and where. */
export interface TerminalOptions {
  readonly cwd: string;
  readonly home: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Answers to the questions on a terminal, in their order; without any there is no terminal. */
  readonly answers?: readonly string[];
  /** What happens in the world while the user thinks. */
  readonly beforeAnswer?: () => Promise<unknown>;
  /** Whether somebody watches stdout and stderr; true where there are answers. */
  readonly terminal?: boolean;
  readonly signal?: AbortSignal;
  /** Streams that take nothing, and the system's word for why. */
  readonly broken?: { readonly stdout?: string; readonly stderr?: string };
  /** Columns of stdout and stderr; default: not known. */
  readonly columns?: number;
}

/** A stand-in for the process around a command: remembers what was written, and answers questions. */
export class Terminal {
  readonly io: Io;
  stdout = "";
  stderr = "";

  constructor({ cwd, home, env = {}, answers, beforeAnswer, ...around }: TerminalOptions) {
    const { terminal = answers !== undefined, signal = new AbortController().signal } = around;
    const { broken = {}, columns } = around;
    const stdin = Object.assign(new PassThrough(), { isTTY: answers !== undefined });
    const left = [...(answers ?? [])];
    if (answers === undefined) stdin.end();
    const answer = async () => {
      await beforeAnswer?.();
      const text = left.shift();
      if (text === undefined) stdin.end();
      else stdin.write(`${text}\n`);
    };
    const onStderr = (text: string) => {
      this.stderr += text;
      if (text.includes("[y/N]")) {
        answer().catch((error: unknown) => stdin.destroy(error as Error));
      }
    };
    const onStdout = (text: string) => {
      this.stdout += text;
    };
    this.io = {
      cwd,
      home,
      env,
      stdin,
      stdout: { write: writer(onStdout, broken.stdout), isTTY: terminal, columns },
      stderr: { write: writer(onStderr, broken.stderr), isTTY: terminal, columns },
      signal,
    };
  }
}

/** Takes texts as streams do, or refuses all of them, as streams do: later, by the callback. */
function writer(take: (text: string) => void, fault: string | undefined): Output["write"] {
  return (text, done = () => undefined) => {
    if (fault !== undefined) {
      setImmediate(done, Object.assign(new Error(`write ${fault}`), { code: fault }));
      return;
    }
    take(text);
    done();
  };
}
