import type { Connection, Keypair, Signer, TransactionInstruction } from "@solana/web3.js";
import { keypairWallet, transactions } from "@diem/sdk";
import type { Io } from "../io";
import { confirm, requireConsent } from "../output/confirm";
import type { Printer } from "../output/printer";
import { withProgress } from "../output/progress";
import type { Text } from "../output/text";
import type { Settings } from "../settings/settings";
import { SOL } from "../tokens";
import { dryRun } from "./dry-run";

/** What sending takes of a session. */
export interface Sender {
  readonly settings: Settings;
  readonly io: Io;
  readonly printer: Printer;
  readonly connection: Connection;
  readonly wallet: Keypair;
}

/** What will be done, and how it is shown before. */
export interface Sending {
  readonly plan: { readonly instructions: readonly TransactionInstruction[] };
  /** What will happen: shown before the question, and in a dry run. */
  readonly summary: Text;
  /** The same for scripts; a dry run prints it. */
  readonly json?: object;
  /** Signers besides the wallet. */
  readonly signers?: readonly Signer[];
  /** Whether the user was asked already: of several transactions of one command, the first one asks for all. */
  readonly confirmed?: boolean;
}

/** A transaction that is confirmed. */
export interface Receipt {
  readonly signature: string;
}

/**
 * Shows what will happen, asks, sends, and waits for the confirmation. A dry run prints what the transaction would do
 * instead, and returns null.
 *
 * @throws UsageError `ConfirmationMissing` or `Declined`; what `transactions.send` throws.
 */
export async function sendPlan(sender: Sender, sending: Sending): Promise<Receipt | null> {
  const { settings, io, printer } = sender;
  const { summary, json, confirmed = false } = sending;
  if (settings.dryRun) {
    await printDryRun(sender, sending);
    return null;
  }
  if (!confirmed) {
    requireConsent(io, settings.yes);
    printer.note(summary, json && { plan: json });
    if (!settings.yes) await confirm(io, "Send it?");
  }
  return transmit(sender, sending);
}

function transmit(sender: Sender, { plan, signers = [] }: Sending): Promise<Receipt> {
  const { settings, io, printer, connection } = sender;
  const { commitment, programId, priorityFee } = settings;
  const by = { connection, wallet: keypairWallet(sender.wallet) };
  return withProgress({ stream: io.stderr, label: "waiting for confirmation," }, async (aside) => {
    const signature = await transactions.send(by, {
      instructions: plan.instructions,
      signers,
      commitment: commitment.value,
      programId: programId.value,
      signal: io.signal,
      onSigned: ({ signature: signed }) => {
        aside(() => {
          printer.signature(signed);
        });
      },
      ...(priorityFee === undefined ? {} : { priorityFeeMicroLamports: priorityFee }),
    });
    return { signature };
  });
}

/** Prints what transactions would do, one after the other, if they were sent now. */
export async function previewAll(sender: Sender, sendings: readonly Sending[]): Promise<void> {
  const previews: Preview[] = [];
  for (const sending of sendings) previews.push(await previewOf(sender, sending));
  sender.printer.print({
    text: [NOTHING_SENT, ...previews.flatMap(({ text }) => text)],
    json: { dryRun: true, transactions: previews.map(({ json }) => json) },
  });
}

const NOTHING_SENT = "dry run: nothing was sent";

async function printDryRun(sender: Sender, sending: Sending): Promise<void> {
  const { text, json } = await previewOf(sender, sending);
  sender.printer.print({ text: [NOTHING_SENT, ...text], json: { dryRun: true, ...json } });
}

interface Preview {
  readonly text: Text;
  readonly json: object;
}

async function previewOf(
  { connection, settings, wallet }: Sender,
  { plan, summary, json }: Sending,
): Promise<Preview> {
  const { unitsConsumed, fee, rent, events } = await dryRun({
    connection,
    payer: wallet.publicKey,
    instructions: plan.instructions,
    programId: settings.programId.value,
    priorityFee: settings.priorityFee,
  });
  return {
    text: [
      ...summary,
      ["compute units", unitsConsumed.toString()],
      ["fee", fee === null ? "unknown" : SOL.format(fee)],
      ["rent", rentText(rent)],
      ["events", events.map(({ name }) => name).join(", ") || "none"],
    ],
    json: {
      ...json,
      unitsConsumed,
      fee: fee === null ? null : SOL.json(fee),
      rent: SOL.json(rent),
      events: events.map(({ name, data }) => ({ name, data })),
    },
  };
}

function rentText(rent: bigint): string {
  if (rent === 0n) return "none";
  return rent < 0n ? `${SOL.format(-rent)} come back` : SOL.format(rent);
}
