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
export class Ran {
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
export function expectError(ran: Ran, name: string, code: number): Failure {
  const told = `${ran.stdout}${ran.stderr}`;
  expect(ran.code, told).to.equal(code);
  expect(ran.stdout).to.equal("");
  expect(ran.error.name, told).to.equal(name);
  return ran.error;
}
