import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import type { Bank } from "../core/bank";
import type { BankJournal } from "../core/journal";
import type { SigningKey } from "../core/signing-key";
import { writeAtomically } from "./container";
import { Journal, journalPath } from "./journal";
import { packState } from "./snapshot";
import { accountStep, encodeStep, programStep, type Step, transactionStep } from "./steps";

/** A journal of so many bytes makes room for a new one, behind a new snapshot. */
const MAX_JOURNAL_BYTES = 32 * 1024 * 1024;
/** Milliseconds between two checks of the files. */
const CHECK_MS = 3_000;

/** See {@link Recording}. */
export interface RecordingConfig {
  readonly path: string;
  /** Called when a write failed; it is tried again every few seconds. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * Keeps a chain in a file as it goes: a snapshot, and beside it a journal of the steps since. The effects of a
 * transaction are on disk before it is reported as landed.
 */
export class Recording implements BankJournal {
  private journal: Journal | undefined;
  private saving: Promise<void> | undefined;
  private failed = false;
  private readonly checks: NodeJS.Timeout;

  private constructor(
    private readonly bank: Bank,
    private readonly faucet: SigningKey,
    private readonly config: RecordingConfig,
  ) {
    this.checks = setInterval(() => this.check(), CHECK_MS);
    this.checks.unref();
  }

  /** Resolves when the first snapshot is on the disk, or told of as a failure. */
  static async start(bank: Bank, faucet: SigningKey, config: RecordingConfig): Promise<Recording> {
    const recording = new Recording(bank, faucet, config);
    bank.journal = recording;
    await recording.begin();
    return recording;
  }

  /** Writes the chain as it is now, and ends. */
  async stop(): Promise<void> {
    clearInterval(this.checks);
    await this.saving;
    this.bank.journal = undefined;
    this.journal?.close();
    await writeAtomically(this.config.path, await packState(this.bank, this.faucet));
    this.forgetJournals();
  }

  transaction(...landed: Parameters<BankJournal["transaction"]>): void {
    this.append(transactionStep(...landed), true);
  }

  account(...changed: Parameters<BankJournal["account"]>): void {
    this.append(accountStep(...changed), true);
  }

  block(next: bigint): void {
    this.append({ kind: "block", next: next.toString() }, false);
  }

  skip(slot: bigint, time: bigint): void {
    this.append({ kind: "skip", slot: slot.toString(), time: time.toString() }, true);
  }

  program(id: string, bytes: Uint8Array): void {
    this.append(programStep(id, bytes), true);
  }

  private append(step: Step, durable: boolean): void {
    if (this.failed) return;
    try {
      this.journal?.append(encodeStep(step), durable);
    } catch (error) {
      this.fail(error);
    }
  }

  /** A journal that was lost, or is too long, is replaced, by a new one behind a new snapshot. */
  private check(): void {
    if (this.saving) return;
    const lost = this.journal === undefined || !existsSync(this.journal.path);
    const long = (this.journal?.length ?? 0) > MAX_JOURNAL_BYTES;
    if (this.failed || lost || long) void this.begin();
  }

  /** Begins a journal and, at the same moment of the chain, the snapshot before it. */
  private begin(): Promise<void> {
    this.saving = this.save().then(
      () => undefined,
      (error: unknown) => this.fail(error),
    );
    return this.saving.finally(() => (this.saving = undefined));
  }

  private async save(): Promise<void> {
    const { path } = this.config;
    // Its block belongs to what is there already, and not to the steps that follow.
    this.bank.seal();
    const id = randomBytes(6).toString("hex");
    const next = Journal.create(journalPath(path, id));
    // Until the snapshot is there, the steps from here on go on from the old one.
    this.append({ kind: "continued", journal: id }, true);
    this.journal?.close();
    this.journal = next;
    this.failed = false;
    await writeAtomically(path, await packState(this.bank, this.faucet, id));
    this.forgetJournals(next.path);
  }

  private forgetJournals(kept?: string): void {
    for (const journal of journalsOf(this.config.path)) {
      if (journal !== kept) rmSync(journal, { force: true });
    }
  }

  private fail(error: unknown): void {
    this.failed = true;
    this.config.onFailure(error);
  }
}

function journalsOf(path: string): string[] {
  const folder = dirname(path);
  const name = basename(path);
  const rest = /^\.[0-9a-f]{12}\.journal$/;
  return readdirSync(folder)
    .filter((file) => file.startsWith(name) && rest.test(file.slice(name.length)))
    .map((file) => join(folder, file));
}
