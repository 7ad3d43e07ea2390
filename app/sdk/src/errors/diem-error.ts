import type { Diem } from "../idl/diem";
import { errors } from "../idl/diem.json";

/** Names of the program's errors, as the program writes them. */
export type DiemErrorName = Capitalize<Diem["errors"][number]["name"]>;

/** What an error of a transaction carries besides its code. */
export interface ErrorContext {
  readonly logs?: readonly string[] | undefined;
  /** Of the failed transaction, where it was sent. */
  readonly signature?: string | undefined;
  /** What was thrown or returned in the first place. */
  readonly cause?: unknown;
}

/** The program refused. The message says what to do. */
export class DiemError extends Error {
  override readonly name: DiemErrorName;
  readonly code: number;
  readonly logs: readonly string[];
  readonly signature: string | undefined;

  constructor(
    { code, name, message }: { code: number; name: DiemErrorName; message: string },
    { logs = [], signature, cause }: ErrorContext = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.name = name;
    this.logs = logs;
    this.signature = signature;
  }
}

const byCode = new Map(errors.map((error) => [error.code, error]));
const byName = new Map(errors.map((error) => [error.name, error]));

/** The program's error of a custom code, or null for any other code. */
export function fromCode(code: number, context?: ErrorContext): DiemError | null {
  const found = byCode.get(code);
  if (found === undefined) return null;
  return new DiemError({ code, name: found.name as DiemErrorName, message: found.msg }, context);
}

/** What the program says about an error. */
export function messageOf(name: DiemErrorName): string {
  return byName.get(name)?.msg ?? name;
}
