import type { ProblemCode } from "@diem/wire";

/** See {@link Refusal}. */
export interface RefusalInput {
  /** What is wrong, then what to do. */
  readonly detail: string;
  /** What a client needs to go on. */
  readonly members?: Readonly<Record<string, unknown>>;
  /** Headers that go with it. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Milliseconds for which its connection is delayed, because the refusal costs the gateway much and the client
   * nothing.
   */
  readonly delayMs?: number;
  /** Whether its connection is closed after it. Default: if the answer is delayed. */
  readonly closes?: boolean;
  readonly cause?: unknown;
}

/** A call that is not served. It is thrown, and answered as a problem with its code. */
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
