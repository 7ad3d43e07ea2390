import bs58 from "bs58";
import type {
  BlockhashWithExpiryBlockHeight,
  Commitment,
  ConfirmOptions,
  Connection,
  Signer,
  TransactionError,
  VersionedTransaction,
} from "@solana/web3.js";
import { nodeUnreachable } from "../errors/client-errors";
import { from } from "../errors/from";
import { transactionUnsigned } from "../errors/transaction-errors";
import { defined } from "../defined";
import { build, type BuildInput, type BuildOptions } from "./build";
import { deliver, type Delivery } from "./deliver";
import { finalityOf, type SentTransaction } from "./outcome";
import { answerOf } from "./query";
import { claim } from "./repeats";
import { pause } from "./wait";
import { addSignature } from "./add-signature";
import type { Wallet } from "./wallet";

const TIMEOUT_MS = 120_000;
/** The pauses before each request for a failed transaction's logs. */
const LOG_TRIES = 3;
const LOG_PAUSE_MS = 400;
/** Milliseconds before the next check for a new block, which comes every 400 ms. */
const BLOCK_PAUSE_MS = 200;

/** The sender: an Anchor provider is one. */
export interface Sender {
  readonly connection: Connection;
  /** Pays and signs. */
  readonly wallet: Wallet;
  /** As an Anchor provider has them. */
  readonly opts?: ConfirmOptions;
}

/** See {@link send}. */
export interface SendInput extends Omit<BuildOptions, "blockhash"> {
  /** The keys that sign besides the wallet, which pays. */
  readonly signers?: readonly Signer[];
  /** What to wait for. Default: the sender's own commitment, or "confirmed". */
  readonly commitment?: Commitment;
  /** Maximum time to wait for an outcome. Default: two minutes, which is longer than a transaction is valid. */
  readonly timeoutMs?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Called with the signed transaction just before it goes out: what must survive a crash is stored here. */
  readonly onSigned?: (transaction: SentTransaction) => void | Promise<void>;
}

/** How to send any instructions. */
export type SendOptions = Omit<SendInput, "instructions" | "programId">;

/**
 * Builds a transaction, has it signed by the wallet, and sends it until it is confirmed or can not be any more. What
 * is sent again are the same bytes, which can land only once: nothing is ever signed a second time. A node's answer
 * counts as a refusal only where it says what is wrong with the transaction; after any other its signature is looked up.
 *
 * Where the same transaction was sent over this connection within a block, the new one waits for the next: the two would be one.
 *
 * @returns the signature.
 * @throws the program's error; `ProgramFailed`, `InsufficientSol` or `TransactionFailed` if another program or the
 * runtime refused; `TransactionTooLarge` and `NodeUnreachable` before anything is sent, `TransactionExpired` if it reached
 * no block and never will, `TransactionOutcomeUnknown` if the node stopped answering or `signal` ended the
 * waiting: then look it up before anything is sent again.
 *
 * @example
 * const signature = await transactions.send(provider, {
 *   instructions: [instructions.stake({ market, owner, amount: 5_000_000_000n })],
 * });
 */
export async function send(
  { connection, wallet, opts = {} }: Sender,
  {
    commitment = opts.commitment ?? "confirmed",
    timeoutMs = TIMEOUT_MS,
    signal,
    onSigned,
    ...input
  }: SendInput,
): Promise<string> {
  const { programId } = input;
  const { skipPreflight, maxRetries, minContextSlot } = opts;
  const preflightCommitment = opts.preflightCommitment ?? commitment;
  const limits = defined({ maxRetries, minContextSlot });
  const rpc = { preflightCommitment, ...defined({ skipPreflight }), ...limits };
  let failed: { readonly signature: string; readonly failure: unknown };
  let release = (): void => undefined;
  try {
    const { signers = [], ...order } = input;
    const toBuild = { connection, payer: wallet.publicKey, ...order };
    const within = { commitment: preflightCommitment, timeoutMs, ...defined({ signal }) };
    const built = await buildAnew(toBuild, within);
    release = built.release;
    const { raw, ...sent } = await sign({ connection, wallet }, built, {
      signers,
      commitment: preflightCommitment,
    });
    await onSigned?.(sent);
    if (signal?.aborted === true) throw signal.reason;
    const options = { commitment, rpc, timeoutMs, ...defined({ signal }) };
    const result = await deliver(connection, { raw, ...sent }, options);
    const { signature } = sent;
    if (result.kind === "landed") return signature;
    failed = { signature, failure: await failureOf(connection, signature, result, commitment) };
  } catch (thrown) {
    release();
    throw from(thrown, defined({ programId }));
  }
  throw from(failed.failure, { ...defined({ programId }), signature: failed.signature });
}

/** An unsigned transaction, unlike any that is sent or was sent over the connection. */
interface Built {
  readonly transaction: VersionedTransaction;
  readonly latest: BlockhashWithExpiryBlockHeight;
  readonly release: () => void;
}

/** Builds the transaction; where the same one was sent before, it waits for the next block, whose hash makes it another one. */
async function buildAnew(
  input: BuildInput,
  {
    commitment,
    timeoutMs,
    signal,
  }: Required<Pick<SendInput, "commitment" | "timeoutMs">> & Pick<SendInput, "signal">,
): Promise<Built> {
  const { connection } = input;
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const latest = await answerOf(connection, connection.getLatestBlockhash(commitment));
    const transaction = await build({ ...input, blockhash: latest.blockhash });
    const release = claim(connection, transaction.message.serialize());
    if (release !== null) return { transaction, latest, release };
    if (signal?.aborted === true) throw signal.reason;
    if (Date.now() > deadline)
      throw nodeUnreachable({
        endpoint: connection.rpcEndpoint,
        cause: new Error("it has no new block"),
      });
    await pause(BLOCK_PAUSE_MS, signal);
  }
}

/** Has the transaction signed by everybody. */
async function sign(
  { connection, wallet }: Sender,
  { transaction, latest }: Built,
  { signers, commitment }: { readonly signers: readonly Signer[]; readonly commitment: Commitment },
): Promise<Delivery> {
  for (const signer of signers) addSignature(transaction, signer);
  const signed = await wallet.signTransaction(transaction);
  const [signature] = signed.signatures;
  // An unsigned transaction has zeros in its place.
  if (signature?.some((byte) => byte !== 0) !== true) throw transactionUnsigned();
  // A wallet may have put in a newer blockhash, which is valid for longer.
  const kept = signed.message.recentBlockhash === latest.blockhash;
  const valid = kept
    ? latest
    : await answerOf(connection, connection.getLatestBlockhash(commitment));
  return {
    raw: signed.serialize(),
    signature: bs58.encode(signature),
    lastValidBlockHeight: valid.lastValidBlockHeight,
  };
}

/** A failed transaction with its logs, if the node has them. Without logs it is unknown which program refused. */
async function failureOf(
  connection: Connection,
  signature: string,
  { err }: { readonly err: TransactionError },
  commitment: Commitment,
): Promise<unknown> {
  const config = { commitment: finalityOf(commitment), maxSupportedTransactionVersion: 0 };
  for (let tries = 0; tries < LOG_TRIES; tries += 1) {
    if (tries > 0) await pause(LOG_PAUSE_MS);
    const found = await connection.getTransaction(signature, config).catch(() => null);
    if (found !== null) return found;
  }
  return { err };
}
