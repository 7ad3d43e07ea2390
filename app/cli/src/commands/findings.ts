import { CliError, EXIT, type Session } from "../core";

/** The result of checking one part of a service. */
export interface Finding {
  readonly part: string;
  readonly ok: boolean;
  /** What was found, and what to do if it is wrong. */
  readonly told: string;
}

/** Prints what a check found. Throws a CliError `NotReady` if anything is missing. */
export function printFindings(
  session: Session,
  findings: readonly Finding[],
  service: "the gateway" | "the indexer",
): void {
  const failed = findings.filter(({ ok }) => !ok).map(({ part }) => part);
  session.print({
    text: findings.map(
      ({ part, ok, told }) => [part, `${ok ? "ok" : "MISSING"}: ${told}`] as const,
    ),
    json: { ok: failed.length === 0, findings },
  });
  if (failed.length === 0) return;
  throw new CliError(EXIT.refused, {
    name: "NotReady",
    message: `${service} is not ready: ${failed.join(", ")}`,
    next: "follow the lines above",
  });
}
