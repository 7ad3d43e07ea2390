import { idl } from "@diem/sdk/idl";
import type { Exception } from "./exceptions";
import { eventFields } from "./fields";
import type { Reached } from "./reached";

/** What tests reached of the program's interface. */
export interface Covered extends Pick<Reached, "instructions" | "errors" | "events"> {
  /** Fields of events that were compared with what a test expected of them. */
  readonly fields: ReadonlySet<string>;
}

/** What the IDL has and no test reached, and exceptions that are none; empty where all is well. */
export function gaps(reached: Covered, exceptions: readonly Exception[]): string[] {
  const excepted = new Set(exceptions.map(({ error }) => error));
  const stale = exceptions.filter(({ error }) => reached.errors.has(error));
  const uncompared = eventFields().filter((path) => !reached.fields.has(path));
  return [
    ...unreached("instruction", idl.instructions, reached.instructions),
    ...unreached("error", idl.errors, new Set([...reached.errors, ...excepted])),
    ...unreached("event", idl.events, reached.events),
    ...uncompared.map((path) => `no test compares the event's field ${path}`),
    ...stale.map(({ error }) => `error ${error} is reached: it needs no exception`),
  ];
}

function unreached(
  kind: string,
  known: readonly { readonly name: string }[],
  reached: ReadonlySet<string>,
): string[] {
  const missing = known.filter(({ name }) => !reached.has(name));
  return missing.map(({ name }) => `no test reaches the ${kind} ${name}`);
}
