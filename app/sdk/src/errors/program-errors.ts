import type { Diem } from "../idl/diem";
import { errors } from "../idl/diem.json";
import type { ContextOf } from "./catalogue";
import { DiemError, type ErrorSource } from "./diem-error";

/** Names of the program's errors, as the program writes them. */
export type ProgramErrorName = Capitalize<Diem["errors"][number]["name"]>;

/** What is known of a refused transaction. */
export interface RefusalDetails {
  readonly source?: ErrorSource | undefined;
  readonly logs?: readonly string[] | undefined;
  readonly signature?: string | undefined;
  readonly cause?: unknown;
}

interface ProgramError {
  readonly code: number;
  readonly name: ProgramErrorName;
  readonly reason: string;
  readonly next: string;
}

/** The program writes every message as what is wrong, a colon, and what to do. */
const SEPARATOR = ": ";

const known: readonly ProgramError[] = errors.map(({ code, name, msg }) => {
  const [reason = "", ...next] = msg.split(SEPARATOR);
  return { code, name: name as ProgramErrorName, reason, next: next.join(SEPARATOR) };
});
const byCode = new Map(known.map((error) => [error.code, error]));
const byName = new Map(known.map((error) => [error.name, error]));

/** The program's error of a custom code, or null for any other code. Its `source` is the chain unless given. */
export function fromCode(
  code: number,
  { source = "chain", ...details }: RefusalDetails = {},
): DiemError<ProgramErrorName> | null {
  const found = byCode.get(code);
  if (found === undefined) return null;
  const { name, reason, next } = found;
  return new DiemError(name, { ...details, reason, next, code, source, context: {} });
}

/** The program's error that a transaction would meet: nothing was sent. */
export function foreseen<Name extends ProgramErrorName>(
  name: Name,
  context = {} as ContextOf<Name>,
): DiemError<Name> {
  const { code, reason, next } = byName.get(name) as ProgramError;
  return new DiemError(name, { reason, next, code, source: "quote", context });
}
