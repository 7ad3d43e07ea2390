/** Exit codes. */
export const EXIT = {
  done: 0,
  /** The chain or the program refused. */
  refused: 1,
  /** Arguments, amounts, keys, or a confirmation that is missing. */
  usage: 2,
  /** No answer, the wrong cluster, or no market there. */
  network: 3,
  /** The shells' exit code of Ctrl-C. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The parts of a failure for the user. */
export interface ErrorDetails {
  /** As a program would look for it, for example `KeypairMissing`. */
  readonly name: string;
  readonly message: string;
  /** What to do about it. */
  readonly next?: string | undefined;
  /** Of the transaction that it is about. */
  readonly signature?: string | undefined;
  readonly cause?: unknown;
}

/** A failure that a command explains itself. */
export class CliError extends Error {
  override readonly name: string;
  readonly next: string | undefined;
  readonly signature: string | undefined;

  constructor(
    readonly exitCode: ExitCode,
    { name, message, next, signature, cause }: ErrorDetails,
  ) {
    super(message, { cause });
    this.name = name;
    this.next = next;
    this.signature = signature;
  }
}

/** The command was used wrongly: nothing was sent. */
export class UsageError extends CliError {
  constructor(details: ErrorDetails) {
    super(EXIT.usage, details);
  }
}

/** The cluster does not answer, or is not the right one. */
export class NetworkError extends CliError {
  constructor(details: ErrorDetails) {
    super(EXIT.network, details);
  }
}

/** A refusal by the chain that was foreseen before anything was sent. */
export class RefusedError extends CliError {
  constructor(details: ErrorDetails) {
    super(EXIT.refused, details);
  }
}

/** Ctrl-C. */
export class InterruptedError extends CliError {
  constructor(details: Partial<Omit<ErrorDetails, "name">> = {}) {
    super(EXIT.interrupted, { name: "Interrupted", message: "interrupted", ...details });
  }
}
