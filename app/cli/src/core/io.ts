/** Called when a write has ended, with an error if it failed. */
export type Written = (error?: Error | null) => void;

/** A stream that a command writes to. */
export interface Output {
  /** Takes a text, and calls `done` once it is written, or with what kept it from being written. */
  write(text: string, done?: Written): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

/** Where answers come from. */
export interface Input extends NodeJS.ReadableStream {
  readonly isTTY?: boolean | undefined;
}

/** Everything that a command uses of its process. */
export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** The user's home directory, for `~` and the Solana CLI's configuration. */
  readonly home: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}
