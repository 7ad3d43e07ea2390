import { AccountStore, type ChainAccount, EMPTY_ACCOUNT } from "./accounts";
import { decodeAddress } from "./addresses";
import { BlockhashQueue } from "./blockhashes";
import { Blocks } from "./blocks";
import { BundledPrograms } from "./bundled-programs";
import type { TransactionErrorJson } from "./errors";
import { EpochSchedule } from "./epoch-schedule";
import { type Execution, Executor, type Simulation } from "./executor";
import type { BankJournal } from "./journal";
import { balancesOf, Ledger } from "./ledger";
import type { LedgerEntry } from "./ledger-entry";
import { nextNonce, type Nonce, nonceOf, withValue } from "./nonces";
import { type BankObserver, guarded } from "./observers";
import { SlotHashes } from "./slot-hashes";
import { Clock, FailedTransactionMetadata, type LiteSvm } from "./svm";
import { Timeline } from "./timeline";
import { type DecodedTransaction, isFullySigned, isWritable } from "./transaction";

export interface SimulationOptions {
  readonly verifySignatures: boolean;
  /** The transaction's own blockhash is not checked (`replaceRecentBlockhash`). */
  readonly ignoreBlockhash: boolean;
}

/** An execution, and the nonce that made the transaction valid. */
interface NonceExecution extends Execution {
  readonly nonce: Nonce | null;
}

/** What a bank consists of. */
export interface BankParts {
  readonly svm: LiteSvm;
  readonly blockhashes: BlockhashQueue;
  readonly timeline: Timeline;
  readonly blocks: Blocks;
  readonly ledger: Ledger;
  readonly programs: BundledPrograms;
}

/**
 * The chain's state and rules on top of LiteSVM: blocks, a window of recent blockhashes, a ledger.
 * Every transaction is final at once.
 */
export class Bank {
  readonly svm: LiteSvm;
  readonly accounts: AccountStore;
  readonly ledger: Ledger;
  readonly blockhashes: BlockhashQueue;
  readonly timeline: Timeline;
  readonly blocks: Blocks;
  /**
   * Whether transactions share the open block until {@link produceBlock} closes it, as on a chain
   * that keeps time. Otherwise each transaction has a block of its own.
   */
  sharesBlocks = false;
  /** Where every step is written down, if anywhere. */
  journal: BankJournal | undefined;
  readonly epochs: EpochSchedule;
  private readonly programs: BundledPrograms;
  private readonly executor: Executor;
  private readonly slotHashes: SlotHashes;
  private readonly observers: BankObserver[] = [];
  /** Signatures of the open block. */
  private pending: string[] = [];

  constructor({ svm, blockhashes, timeline, blocks, ledger, programs }: BankParts) {
    this.svm = svm;
    this.blockhashes = blockhashes;
    this.timeline = timeline;
    this.blocks = blocks;
    this.ledger = ledger;
    this.programs = programs;
    // Both checks live here: LiteSVM knows only its latest blockhash, and its history is a copy of
    // the ledger.
    svm.setBlockhashCheck(false);
    svm.setTransactionHistory(0n);
    this.accounts = new AccountStore(svm, programs);
    this.slotHashes = new SlotHashes(svm);
    this.epochs = new EpochSchedule(svm);
    this.executor = new Executor(svm, this.accounts);
  }

  /**
   * @param now - the chain's first moment, in unix seconds
   * @param genesisHash - default: one that all chains share
   */
  static genesis(now: bigint, genesisHash?: string): Bank {
    const { svm, programs } = BundledPrograms.genesis();
    const hash = genesisHash ?? svm.latestBlockhash();
    // LiteSVM's programs are deployed in its first slot: an earlier one would hide them.
    const { slot } = svm.getClock();
    const block = { slot, parent: slot, height: 0, blockhash: hash, previousBlockhash: hash };
    const bank = new Bank({
      svm,
      blockhashes: new BlockhashQueue(hash),
      timeline: new Timeline([{ slot, time: now }]),
      blocks: new Blocks([{ ...block, time: now, signatures: [] }]),
      ledger: new Ledger(),
      programs,
    });
    bank.slotHashes.push(slot, hash);
    bank.openSlot(slot + 1n, now);
    return bank;
  }

  /** The slot in which the next transaction runs, as the Clock sysvar says. */
  get openedSlot(): bigint {
    return this.timeline.lastSlot + 1n;
  }

  /** The newest slot that is closed. */
  get closedSlot(): bigint {
    return this.timeline.lastSlot;
  }

  /** The newest slot of which RPC methods show the state. */
  get shownSlot(): bigint {
    return this.pending.length > 0 ? this.openedSlot : this.closedSlot;
  }

  /** Unix seconds of the Clock sysvar. */
  get now(): bigint {
    return this.svm.getClock().unixTimestamp;
  }

  observe(observer: BankObserver): void {
    this.observers.push(observer);
  }

  /** Why a block producer would drop the transaction unexecuted, if it would. */
  refusal(transaction: DecodedTransaction): TransactionErrorJson | null {
    const { message, signature } = transaction;
    const fresh = this.blockhashes.isValid(message.recentBlockhash);
    if (!fresh && this.nonceOf(transaction) === null) return "BlockhashNotFound";
    return this.ledger.record(signature) ? "AlreadyProcessed" : null;
  }

  /** The nonce that makes a transaction valid without a recent blockhash: one can be used once a block. */
  nonceOf(transaction: Pick<DecodedTransaction, "message" | "keys">): Nonce | null {
    const { recentBlockhash } = transaction.message;
    if (recentBlockhash === nextNonce(this.blockhashes.latest)) return null;
    return nonceOf(transaction, this.accounts);
  }

  /** The state of accounts and sysvars, for {@link LiteSvm.fromBytes}. */
  packAccounts(): Uint8Array {
    this.programs.requireAll();
    return this.svm.toBytes();
  }

  simulate(transaction: DecodedTransaction, options: SimulationOptions): Simulation {
    if (options.verifySignatures && !isFullySigned(transaction)) return { err: "SignatureFailure" };
    const refusal = options.ignoreBlockhash ? null : this.refusal(transaction);
    if (refusal) return { err: refusal };
    for (const key of transaction.keys) this.programs.require(key);
    return this.executor.simulate(transaction, options.verifySignatures);
  }

  /**
   * Executes the transaction. One that a block producer would drop (stale blockhash, duplicate, bad
   * signature, unable to pay the fee) leaves no trace.
   * @returns why it was dropped, `null` when it landed
   */
  process(
    transaction: DecodedTransaction,
    options = { verifySignatures: true },
  ): TransactionErrorJson | null {
    const refusal = this.refusal(transaction);
    if (refusal) return refusal;
    if (options.verifySignatures && !isFullySigned(transaction)) return "SignatureFailure";
    return this.land(transaction, this.execute(transaction, options.verifySignatures));
  }

  /**
   * Executes the transaction if it succeeds: one that fails leaves no trace. A preflight and the execution after it are one, as
   * nothing happens between them on this chain.
   */
  processSuccessful(transaction: DecodedTransaction): Simulation {
    if (!isFullySigned(transaction)) return { err: "SignatureFailure" };
    const refusal = this.refusal(transaction);
    if (refusal) return { err: refusal };
    const [payer = ""] = transaction.keys;
    const before = this.accounts.get(payer);
    const execution = this.execute(transaction, true);
    const { err, result } = execution;
    if (!(result instanceof FailedTransactionMetadata)) {
      this.land(transaction, execution);
      return { err };
    }
    if (before) this.accounts.put(payer, before); // it has paid the fee
    return { err, result };
  }

  private execute(transaction: DecodedTransaction, verifySignatures: boolean): NonceExecution {
    const fresh = this.blockhashes.isValid(transaction.message.recentBlockhash);
    // before the execution, which may change the nonce
    const nonce = fresh ? null : this.nonceOf(transaction);
    return { nonce, ...this.executor.execute(transaction, verifySignatures) };
  }

  /** Takes in what LiteSVM has executed; returns why it was dropped, `null` when it landed. */
  private land(
    transaction: DecodedTransaction,
    { nonce, pre, result, err }: NonceExecution,
  ): TransactionErrorJson | null {
    const failed = result instanceof FailedTransactionMetadata;
    const written = transaction.keys.filter((_, index) => isWritable(transaction, index));
    for (const key of written) this.accounts.reload(key);
    const post = balancesOf(transaction.keys, this.accounts);
    // The fee is what tells a failed transaction from a dropped one.
    if (failed && post.lamports[0] === pre.lamports[0]) return err;
    // It is used up, also where the transaction failed. One that was closed, or whose value was set, is no more.
    const held = nonce && this.accounts.get(nonce.address);
    if (nonce && held && held.data.length === nonce.account.data.length) {
      this.accounts.put(
        nonce.address,
        withValue({ ...nonce, account: held }, nextNonce(this.blockhashes.latest)),
      );
    }

    const slot = this.openedSlot;
    const entry = {
      slot,
      blockTime: this.now,
      transaction,
      err,
      metadata: failed ? result.meta() : result,
      pre,
      post,
    };
    const touched = failed ? [written[0], nonce?.address] : written;
    const changed = [...new Set(touched)].filter((key) => key !== undefined);
    this.journal?.transaction(
      entry,
      changed.map((key) => [key, this.accounts.get(key)]),
    );
    this.ledger.add(entry);
    this.pending.push(transaction.signature);
    for (const key of changed) this.announce(key, slot);
    this.tell((observer) => observer.transactionLanded(entry));
    if (!this.sharesBlocks) this.produceBlock();
    return null;
  }

  /** Overwrites an account outside of any transaction. */
  putAccount(address: string, account: ChainAccount): void {
    this.accounts.put(address, account);
    this.journal?.account(address, account);
    this.announce(address, this.shownSlot);
  }

  /** Takes in a transaction that landed in an earlier run, with the accounts as it left them. */
  restoreTransaction(
    entry: LedgerEntry,
    packed: Uint8Array,
    accounts: readonly (readonly [address: string, account: ChainAccount | null])[],
  ): void {
    this.restoreAccounts(accounts);
    this.ledger.add(entry, packed);
    this.pending.push(entry.transaction.signature);
  }

  /** A program is loaded from the account that holds its bytes, which goes first therefore. */
  restoreAccounts(
    accounts: readonly (readonly [address: string, account: ChainAccount | null])[],
  ): void {
    const isProgram = ([, account]: (typeof accounts)[number]) => account?.executable === true;
    const programsLast = [...accounts].sort((a, b) => Number(isProgram(a)) - Number(isProgram(b)));
    for (const [address, account] of programsLast) {
      this.accounts.put(address, account ?? EMPTY_ACCOUNT);
    }
  }

  addProgram(programId: string, bytes: Uint8Array): void {
    this.programs.require(programId); // which would replace this one later
    this.svm.addProgram(decodeAddress(programId), bytes);
    this.journal?.program(programId, bytes);
    // The loader keeps the bytes in a second account.
    this.accounts.forgetAll();
  }

  /**
   * Closes the open slot with a block: a fresh blockhash, and the older ones age.
   * @param next - the time of the slot that is opened, in unix seconds
   */
  produceBlock(next = this.now): void {
    this.journal?.block(next);
    const { slot: parent, blockhash: previousBlockhash } = this.blocks.latest;
    this.svm.expireBlockhash();
    this.blockhashes.push(this.svm.latestBlockhash());
    this.blocks.add({
      slot: this.openedSlot,
      parent,
      height: this.blockhashes.blockHeight,
      blockhash: this.blockhashes.latest,
      previousBlockhash,
      time: this.now,
      signatures: this.pending,
    });
    this.pending = [];
    this.closeSlot(this.openedSlot, { time: this.now, next });
  }

  /**
   * Moves the clock: `slot` becomes the open one, at `time` (unix seconds). The slots in between
   * are skipped, so no block is produced and no blockhash ages; an open block that holds
   * transactions is closed first, which takes a slot.
   */
  moveTo(slot: bigint, time: bigint): void {
    this.seal(time);
    if (slot <= this.openedSlot) return;
    this.journal?.skip(slot, time);
    this.closeSlot(slot - 1n, { time, next: time });
  }

  /**
   * Closes the open block if it holds transactions.
   * @param next - the time of the slot that is opened then, in unix seconds
   */
  seal(next = this.now): void {
    if (this.pending.length > 0) this.produceBlock(next);
  }

  private closeSlot(slot: bigint, { time, next }: { time: bigint; next: bigint }): void {
    const parent = this.closedSlot;
    this.timeline.close(slot, time);
    this.slotHashes.push(slot, this.blockhashes.latest);
    this.openSlot(slot + 1n, next);
    this.tell((observer) => observer.slotClosed(slot, parent));
  }

  private openSlot(slot: bigint, time: bigint): void {
    const previous = this.svm.getClock();
    const { epoch } = this.epochs.at(slot);
    const epochStart = previous.epoch === epoch ? previous.epochStartTimestamp : time;
    this.svm.setClock(new Clock(slot, epochStart, epoch, epoch + 1n, time));
  }

  private announce(address: string, slot: bigint): void {
    const account = this.accounts.get(address) ?? EMPTY_ACCOUNT;
    this.tell((observer) => observer.accountChanged({ address, account, slot }));
  }

  private tell(event: (observer: BankObserver) => void): void {
    for (const observer of this.observers) guarded(() => event(observer));
  }
}
