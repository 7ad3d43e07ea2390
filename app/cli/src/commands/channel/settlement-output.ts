import { errors, events, type transactions } from "@diem/sdk";
import { CliError, CREDITS, DIEM, EXIT, type Session } from "../../core";
import type { Part, SendResult } from "./send-each";

/** One transaction, and the vouchers in it. */
export interface Batch extends Part {
  readonly entries: readonly transactions.SettlementEntry[];
}

/** The outcome of one voucher. */
interface Outcome {
  readonly channel: string;
  /** Over the channel's life; absent where the voucher was not settled. */
  readonly diem?: bigint;
  readonly quota?: bigint;
  readonly quotaEpoch?: number;
  readonly error?: { readonly name: string; readonly message: string };
  readonly signature?: string | undefined;
}

/**
 * Prints what was settled on chain, and what was skipped.
 *
 * @throws CliError with the first refusal's name, where any voucher was not settled.
 */
export async function printSettlement(
  session: Session,
  results: readonly SendResult<Batch>[],
): Promise<void> {
  const outcomes = (await Promise.all(results.map((result) => outcomesOf(session, result)))).flat();
  const [settled, skipped] = [true, false].map((good) =>
    outcomes.filter(({ error }) => (error === undefined) === good),
  ) as [Outcome[], Outcome[]];
  session.print({
    text: [
      {
        head: ["channel", "settled so far", "quota"],
        rows: settled.map(({ channel, diem = 0n, quota = 0n }) => [
          channel,
          DIEM.format(diem),
          CREDITS.format(quota),
        ]),
        empty: "nothing was settled",
      },
      ...skipped.map(({ channel, error }) => `not settled: ${channel}: ${error?.message ?? ""}`),
    ],
    json: {
      settled: settled.map(({ diem = 0n, quota = 0n, ...rest }) => ({
        ...rest,
        settled: DIEM.json(diem),
        quota: CREDITS.json(quota),
      })),
      skipped,
    },
  });
  const [first] = skipped;
  if (first?.error === undefined) return;
  throw new CliError(EXIT.refused, {
    name: first.error.name,
    message: `${String(skipped.length)} of ${String(outcomes.length)} vouchers were not settled; the first: ${first.error.message}`,
    next: "the others are settled; correct the cause, and run the command again",
    signature: first.signature,
  });
}

async function outcomesOf(session: Session, result: SendResult<Batch>): Promise<Outcome[]> {
  if ("failure" in result) {
    const { name, message, signature } = result.failure;
    return result.part.entries.map(({ signed }) => ({
      channel: signed.voucher.channel.toBase58(),
      error: { name, message },
      signature,
    }));
  }
  const { signature } = result;
  const { connection, settings } = session;
  const commitment = settings.commitment.value === "finalized" ? "finalized" : "confirmed";
  const happened = await events.fetch(connection, signature, {
    commitment,
    programId: settings.programId.value,
  });
  const entries = events.named(happened, "VouchersSettled").flatMap(({ data }) => data.entries);
  return entries.map(({ channel, errorCode, settled, quotaUsed, quotaEpoch }): Outcome => {
    const of = { channel: channel.toBase58(), signature };
    if (errorCode === 0) return { ...of, diem: settled, quota: quotaUsed, quotaEpoch };
    const { name, message } = errors.fromCode(errorCode) ?? {
      name: "ProgramFailed",
      message: `the program skipped it with the code ${String(errorCode)}`,
    };
    return { ...of, error: { name, message } };
  });
}
