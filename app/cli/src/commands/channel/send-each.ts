import type { TransactionInstruction } from "@solana/web3.js";
import { CliError, EXIT, type Session, type Text } from "../../core";
import { confirm, requireConsent } from "../../core/output/confirm";

/** One of several transactions. */
export interface Part {
  readonly plan: { readonly instructions: readonly TransactionInstruction[] };
  /** Text of its progress line: `settle 3 vouchers`. */
  readonly what: string;
}

/** The outcome of one of them. */
export type SendResult<Of extends Part> =
  | { readonly part: Of; readonly signature: string }
  | { readonly part: Of; readonly failure: CliError };

/**
 * Shows what will happen, asks once, and sends one transaction after the other. If one fails, the others are still
 * sent. A dry run prints what each would do, and returns null.
 */
export async function sendEach<Of extends Part>(
  session: Session,
  { parts, summary }: { readonly parts: readonly Of[]; readonly summary: Text },
): Promise<SendResult<Of>[] | null> {
  const { settings, io, printer } = session;
  const total = String(parts.length);
  if (settings.dryRun) {
    await session.preview(
      parts.map(({ plan, what }) => ({ plan, summary: [what], json: { what } })),
    );
    return null;
  }
  requireConsent(io, settings.yes);
  printer.note(summary);
  if (!settings.yes) await confirm(io, `Send ${total} transactions?`);
  const results: SendResult<Of>[] = [];
  for (const [index, part] of parts.entries()) {
    printer.note([`${String(index + 1)} of ${total}: ${part.what}`]);
    try {
      const receipt = await session.send({ plan: part.plan, summary: [], confirmed: true });
      if (receipt !== null) results.push({ part, signature: receipt.signature });
    } catch (error) {
      const failure = session.failure(error);
      if (failure.exitCode !== EXIT.refused) throw failure;
      printer.note([`${part.what}: ${failure.message} [${failure.name}]`]);
      results.push({ part, failure });
    }
  }
  return results;
}

/** Ends a command with an error if some of its transactions were refused, after the others were sent and reported. */
export function requireAllSent(results: readonly SendResult<Part>[]): void {
  const failures = results.flatMap((result) => ("failure" in result ? [result.failure] : []));
  const [first] = failures;
  if (first === undefined) return;
  const { name, next, signature } = first;
  const message = `${String(failures.length)} of ${String(results.length)} transactions were refused; the first: ${first.message}`;
  throw new CliError(EXIT.refused, { name, message, next, signature, cause: first });
}
