import { expect } from "chai";

/** What a command that failed told scripts. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly next?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly code?: number;
  readonly signature?: string;
}

/** A command that has ended. */
export class CommandResult {
  constructor(
    readonly code: number | null,
    readonly stdout: string,
    readonly stderr: string,
  ) {}

  /** What it printed for scripts. Fails where it failed. */
  json<Result = Record<string, unknown>>(): Result {
    expect(this.code, this.stderr).to.equal(0);
    return JSON.parse(this.stdout) as Result;
  }

  /** The failure that it told scripts: the last line of stderr. */
  get error(): Failure {
    const last = this.stderr.trimEnd().split("\n").at(-1) ?? "";
    return (JSON.parse(last) as { error: Failure }).error;
  }
}

/** The command must have failed with this error, for scripts, and with this exit code. */
export function expectError(result: CommandResult, name: string, code: number): Failure {
  const told = `${result.stdout}${result.stderr}`;
  expect(result.code, told).to.equal(code);
  expect(result.stdout).to.equal("");
  expect(result.error.name, told).to.equal(name);
  return result.error;
}
