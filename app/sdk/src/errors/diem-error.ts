import type { ContextOf, DiemErrorName } from "./catalogue";

/**
 * Which part refused.
 *
 * - `"client"`: the SDK itself, for a bad argument or state, or a node without an answer.
 * - `"quote"`: the SDK, which foresaw that the program would refuse. Nothing was sent.
 * - `"simulation"`: a node, which ran the transaction without keeping it. Nothing happened.
 * - `"chain"`: the program or the runtime. The transaction is in a block, and changed nothing but its fee.
 */
export type ErrorSource = "client" | "quote" | "simulation" | "chain";

/** What an error carries besides its name. */
export interface DiemErrorInput<Name extends DiemErrorName> {
  /** What is wrong. */
  readonly reason: string;
  /** What to do about it. */
  readonly next: string;
  /** Figures and addresses, typed by the name. */
  readonly context: ContextOf<Name>;
  readonly source?: ErrorSource | undefined;
  /** Of the program that refused. */
  readonly code?: number | undefined;
  readonly logs?: readonly string[] | undefined;
  /** Of the transaction that it is about, where that was signed. */
  readonly signature?: string | undefined;
  /** What was thrown or returned in the first place. */
  readonly cause?: unknown;
}

/** Marks the errors of every copy of this package. */
const BRAND: unique symbol = Symbol.for("@diem/sdk/DiemError") as never;

/**
 * Every failure that the SDK makes. `message` says what is wrong and what to do: it is `reason`, a colon, and `next`.
 *
 * Distinguish errors by {@link isDiemError}, which works with several copies of the package. `instanceof` does not.
 */
export class DiemError<Name extends DiemErrorName = DiemErrorName> extends Error {
  override readonly name: Name;
  /** What is wrong. */
  readonly reason: string;
  /** What to do about it. */
  readonly next: string;
  /** Figures and addresses, typed by the name. Amounts are base units. */
  readonly context: ContextOf<Name>;
  /** Which part refused. */
  readonly source: ErrorSource;
  /** Of the program that refused; undefined if none did. */
  readonly code: number | undefined;
  /** Of the transaction, where there are any. */
  readonly logs: readonly string[];
  /** Of the transaction that it is about, where that was signed. */
  readonly signature: string | undefined;
  /** @internal */
  readonly [BRAND] = true;

  constructor(name: Name, input: DiemErrorInput<Name>) {
    const { reason, next, context, source = "client", code, logs = [], signature, cause } = input;
    super(`${reason}: ${next}`, cause === undefined ? {} : { cause });
    this.name = name;
    this.reason = reason;
    this.next = next;
    this.context = context;
    this.source = source;
    this.code = code;
    this.logs = logs;
    this.signature = signature;
  }
}

/** Any error of the SDK: a check of its `name` narrows its `context`. */
export type AnyDiemError = { readonly [Name in DiemErrorName]: DiemError<Name> }[DiemErrorName];

/**
 * Whether something that was thrown is an error of the SDK, and of that name if one is given. It checks a mark on the
 * error and the name, so it also works for errors of another copy of the package.
 *
 * @example
 * if (errors.isDiemError(thrown, "CostAboveMaximum")) requote();
 */
export function isDiemError(thrown: unknown): thrown is AnyDiemError;
export function isDiemError<Name extends DiemErrorName>(
  thrown: unknown,
  name: Name,
): thrown is DiemError<Name>;
export function isDiemError(thrown: unknown, name?: DiemErrorName): boolean {
  if (typeof thrown !== "object" || thrown === null) return false;
  const marked = thrown as { readonly [BRAND]?: unknown; readonly name?: unknown };
  try {
    return marked[BRAND] === true && (name === undefined || marked.name === name);
  } catch {
    return false;
  }
}
