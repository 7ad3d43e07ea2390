import type { ProblemCode } from "@diem/wire";

/** See {@link Refusal}. */
export interface RefusalInput {
  /** What is wrong, then what to do. */
  readonly detail: string;
  /** What a client needs to go on. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Headers that go with it. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds for which its connection waits for it: it costs much to find out and nothing to bring about. */
  readonly delayMs?: number;
  /** Whether its connection is closed after it; where it is delayed, unless given. */
  readonly closes?: boolean;
  readonly cause?: unknown;
}

/** A call that is not served: thrown on the way, and answered as a problem of its code. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly members: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly delayMs: number;
  readonly closes: boolean;

  constructor(
    readonly code: ProblemCode,
    { detail, members = {}, headers = {}, delayMs = 0, closes = delayMs > 0, cause }: RefusalInput,
  ) {
    super(detail, { cause });
    this.members = members;
    this.headers = headers;
    this.delayMs = delayMs;
    this.closes = closes;
  }
}
