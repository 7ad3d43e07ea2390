import { errors, type transactions } from "@diem/sdk";
import { type WalletContext, CliError, EXIT, type Session } from "../../core";
import { dryRun } from "../../core/sending/dry-run";
import { Backoff } from "./backoff";
import { type KeeperTask, type Rules, settlementTasks, marketTasks } from "./tasks";
import type { Journal } from "./journal";
import type { Log } from "./log";
import { Refusals } from "./refusals";
import { delay } from "./delay";

/** What a keeper works with. */
export interface KeeperInput {
  readonly session: Session;
  readonly log: Log;
  readonly on: WalletContext;
  readonly journal: Journal;
  readonly rules: Rules;
  /** Milliseconds between two looks at the chain. */
  readonly intervalMs: number;
  /** Maximum lamports of fee that one transaction may cost. */
  readonly maxFee: bigint | undefined;
  /** Aborted when the keeper has to stop. It still waits for a transaction that is already sent. */
  readonly stop: AbortSignal;
}

/** How often the outcome of a transaction is asked for. */
const LOOK_MS = 500;
/** How long one sending may wait for its outcome, before the keeper looks it up by itself. */
const TIMEOUT_MS = 30_000;

/**
 * Repeatedly does what is due. It plans nothing while the outcome of a transaction is unknown, so nothing is sent
 * twice. What is due follows from the chain and the vouchers on disk, so a keeper can be killed at any moment.
 */
export class Keeper {
  private readonly log: Log;
  private readonly refusals: Refusals;
  private readonly backoff = new Backoff();
  /** Why nothing is sent now. */
  private paused: CliError | undefined;

  constructor(private readonly input: KeeperInput) {
    const { session, log, on } = input;
    this.log = log;
    this.refusals = new Refusals(session.connection, on.owner);
  }

  /**
   * Does everything that is due now, and everything that becomes due by it.
   *
   * @throws CliError if the node does not answer or the wallet has too little SOL.
   */
  async once(): Promise<void> {
    while (!this.stopped && (await this.round()) > 0);
  }

  /** Goes on until it is stopped, also after a failure. */
  async run(): Promise<void> {
    const { intervalMs } = this.input;
    while (!this.stopped) {
      let waitMs = intervalMs;
      try {
        const done = await this.round();
        this.backoff.reset();
        this.resume();
        if (done > 0) waitMs = 0; // it may have made something else due
      } catch (error) {
        waitMs = this.reportError(error);
      }
      await delay(waitMs, this.input.stop);
    }
    await this.finish();
  }

  /** Prints what is due, and sends nothing. */
  async preview(): Promise<void> {
    const tasks = await this.due();
    for (const task of tasks) this.log.task(task, "due");
    if (tasks.length === 0) this.log.event("idle", "nothing is due");
  }

  private get stopped(): boolean {
    return this.input.stop.aborted;
  }

  /** One look at the chain, and what is due by it. Returns how many transactions took effect. */
  private async round(): Promise<number> {
    await this.resolvePending();
    if (this.stopped) return 0;
    const tasks = await this.due();
    this.refusals.keep(tasks);
    let done = 0;
    for (const task of tasks) {
      if (this.stopped) break;
      if (await this.refusals.holds(task)) continue;
      if (await this.send(task)) done += 1;
    }
    return done;
  }

  /** All that is due; settlements come first, because the rest reports and collects what they settle. */
  private async due(): Promise<KeeperTask[]> {
    const { session, on, rules } = this.input;
    const settlements = await this.settlements();
    return [...settlements, ...(await marketTasks(session, on, rules.thresholds))];
  }

  /** A damaged or busy store does not stop the rolling of epochs. */
  private async settlements(): Promise<KeeperTask[]> {
    const { session, on, rules } = this.input;
    if (rules.settling === undefined) return [];
    try {
      return await settlementTasks(session, on, rules.settling);
    } catch (error) {
      const { exitCode, name, message } = session.failure(error);
      if (exitCode === EXIT.network) throw error;
      this.log.event("unsettled", `${message} [${name}]`, { error: { name, message } });
      return [];
    }
  }

  /** Sends a task and waits for its outcome; false if it took no effect. Throws where the round cannot go on. */
  private async send(task: KeeperTask): Promise<boolean> {
    const { session, on, journal } = this.input;
    if (!(await this.isWorthIt(task))) return false;
    const { settings } = session;
    let sent: transactions.SentTransaction | undefined;
    try {
      const signature = await on.client.send(
        { instructions: [...task.instructions] },
        {
          signers: task.signers ?? [],
          commitment: settings.commitment.value,
          timeoutMs: TIMEOUT_MS,
          onSigned: async (transaction) => {
            sent = transaction;
            await journal.add(transaction);
          },
          ...(settings.priorityFee === undefined
            ? {}
            : { priorityFeeMicroLamports: settings.priorityFee }),
        },
      );
      await journal.remove(signature);
      this.log.task(task, "done", { signature });
      return true;
    } catch (error) {
      return this.failed(task, error, sent);
    }
  }

  /** What a failure means; true if the task may have taken effect all the same. */
  private async failed(
    task: KeeperTask,
    error: unknown,
    sent: transactions.SentTransaction | undefined,
  ): Promise<boolean> {
    const { session, journal } = this.input;
    const signature = sent?.signature;
    if (errors.isDiemError(error, "TransactionOutcomeUnknown")) {
      this.log.task(task, "unknown", { signature });
      await this.resolvePending();
      return true;
    }
    // of everything else the outcome is known: it was not sent, it failed, or it can reach no block any more
    if (sent !== undefined) await journal.remove(sent.signature);
    if (errors.isDiemError(error, "TransactionExpired")) {
      this.log.task(task, "expired", { signature });
      throw session.failure(error);
    }
    const failure = session.failure(error);
    if (failure.exitCode === EXIT.network || failure.name === "InsufficientSol") throw failure;
    this.log.task(task, "refused", { signature: failure.signature, error: failure });
    await this.refusals.hold(task);
    return false;
  }

  /** Waits until the outcome of everything that was ever sent is known. Throws where the node does not answer. */
  private async resolvePending(): Promise<void> {
    const { session, journal, stop } = this.input;
    while (!this.stopped) {
      const outcomes = await journal.resolve(session.connection);
      for (const { signature, kind } of outcomes) {
        if (kind !== "pending") this.log.event("found", `${signature} has ${kind}`, { signature });
      }
      if (outcomes.every(({ kind }) => kind !== "pending")) return;
      await delay(LOOK_MS, stop);
    }
  }

  /** Whether the fee stays within what was allowed. */
  private async isWorthIt(task: KeeperTask): Promise<boolean> {
    const { session, on, maxFee } = this.input;
    if (maxFee === undefined) return true;
    const { settings, connection } = session;
    try {
      const { fee } = await dryRun({
        connection,
        payer: on.owner,
        instructions: task.instructions,
        programId: settings.programId.value,
        priorityFee: settings.priorityFee,
      });
      if (fee === null || fee <= maxFee) return true;
    } catch {
      return true; // sending gives a better error
    }
    this.log.task(task, "held");
    await this.refusals.hold(task);
    return false;
  }

  /** Reports an error, only once if it repeats, and returns how long to wait. */
  private reportError(error: unknown): number {
    const { session, on, intervalMs } = this.input;
    const failure = session.failure(error);
    if (failure.exitCode === EXIT.usage) throw failure; // asking again does not help
    const waitMs = this.backoff.next();
    const { name, message } = failure;
    if (name === "InsufficientSol") {
      if (this.paused === undefined) {
        const what = `${message}: send SOL to ${on.owner.toBase58()}, then the keeper continues by itself`;
        this.log.event("paused", what, { error: { name, message } });
      }
      this.paused = failure;
      return Math.max(waitMs, intervalMs);
    }
    this.log.waiting(failure, waitMs);
    return waitMs;
  }

  private resume(): void {
    if (this.paused !== undefined) this.log.event("resumed", "the wallet has SOL again");
    this.paused = undefined;
  }

  /** A stopping keeper waits for its sent transaction as long as the node answers. The journal keeps the rest. */
  private async finish(): Promise<void> {
    const { session, journal } = this.input;
    await journal.resolve(session.connection).catch(() => undefined);
    const left = await journal.pending();
    const what =
      left.length === 0
        ? "no transaction is pending"
        : "the next start checks the pending transactions";
    this.log.event("stopped", what, { pending: left.map(({ signature }) => signature) });
  }
}
