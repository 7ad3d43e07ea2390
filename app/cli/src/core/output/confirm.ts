import { createInterface } from "node:readline";
import { InterruptedError, UsageError } from "../errors";
import type { Io } from "../io";
import { SafeOutput } from "./safe-output";

/** Refuses to act without a confirmation if there is no terminal to ask on. */
export function requireConsent({ stdin }: Pick<Io, "stdin">, yes: boolean): void {
  if (yes || stdin.isTTY === true) return;
  throw confirmationMissing();
}

function confirmationMissing(): UsageError {
  return new UsageError({
    name: "ConfirmationMissing",
    message: "this sends a transaction, and there is no terminal to confirm it",
    next: "give --yes to send it without confirmation, or --dry-run to preview it",
  });
}

/**
 * Asks on the terminal. Any answer except yes means no.
 *
 * @throws UsageError `Declined`, or `ConfirmationMissing` if nobody saw the question; InterruptedError after Ctrl-C.
 */
export async function confirm({ stdin, stderr, signal }: Io, question: string): Promise<void> {
  const outlet = SafeOutput.of(stderr);
  outlet.write(`${question} [y/N] `);
  await outlet.settled();
  if (outlet.failed.aborted) throw confirmationMissing();
  const lines = createInterface({ input: stdin, terminal: false });
  const answer = await new Promise<string>((resolve, reject) => {
    lines.once("line", resolve);
    lines.once("close", () => {
      resolve("");
    });
    const interrupt = () => {
      reject(new InterruptedError());
    };
    signal.addEventListener("abort", interrupt, { once: true });
    if (signal.aborted) interrupt();
  }).finally(() => {
    lines.close();
  });
  if (/^y(?:es)?$/i.test(answer.trim())) return;
  throw new UsageError({
    name: "Declined",
    message: "not confirmed: nothing was sent",
    next: "answer y, or give --yes",
  });
}
