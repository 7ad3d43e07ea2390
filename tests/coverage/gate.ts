import { idl } from "@diem/sdk";
import type { Exception } from "./exceptions";
import type { Reached } from "./reached";

/** What the IDL has and no test reached, and exceptions that are none; empty where all is well. */
export function gaps(
  reached: Pick<Reached, "instructions" | "errors" | "events">,
  exceptions: readonly Exception[],
): string[] {
  const excepted = new Set(exceptions.map(({ error }) => error));
  const stale = exceptions.filter(({ error }) => reached.errors.has(error));
  return [
    ...unreached("instruction", idl.instructions, reached.instructions),
    ...unreached("error", idl.errors, new Set([...reached.errors, ...excepted])),
    ...unreached("event", idl.events, reached.events),
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
