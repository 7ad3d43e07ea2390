import bs58 from "bs58";
import type {
  Commitment,
  ConfirmOptions,
  Connection,
  Signer,
  TransactionError,
} from "@solana/web3.js";
import { from } from "../errors/from";
import { transactionUnsigned } from "../errors/transaction-errors";
import { defined } from "../defined";
import { answerOf } from "./query";
import { build, type BuildOptions } from "./build";
import { deliver, type Delivery } from "./deliver";
import { finalityOf, type SentTransaction } from "./outcome";
import { pause } from "./wait";
import type { Wallet } from "./wallet";

const PATIENCE_MS = 120_000;
/** How often, and after which pause each, a failed transaction's logs are asked for. */
const LOG_TRIES = 3;
const LOG_PAUSE_MS = 400;

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
  /** What to wait for; the sender's own commitment unless given, and "confirmed" where it has none. */
  readonly commitment?: Commitment;
  /** How long to wait for an outcome in all; two minutes unless given, which is longer than a transaction is valid. */
  readonly patienceMs?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Told of the signed transaction just before it goes out: what must survive a crash is stored here. */
  readonly onSigned?: (transaction: SentTransaction) => void | Promise<void>;
}

/** How to send, whatever it is. */
export type SendOptions = Omit<SendInput, "instructions" | "programId">;

/**
 * Builds a transaction, has it signed by the wallet, and sends it until it is confirmed or can not be any more. What
 * is sent again are the same bytes, which can land only once: nothing is ever signed a second time. A node's answer
 * counts as a refusal only where it says what is wrong with the transaction; after any other its signature is looked up.
 *
 * @returns the signature.
 * @throws the program's error; `ProgramFailed`, `InsufficientSol` or `TransactionFailed` where another program or the
 * runtime refused; `TransactionTooLarge` and `NodeUnreachable` before anything is sent, `TransactionExpired` where it reached
 * no block and never will, `TransactionOutcomeUnknown` where the node stopped answering or `signal` ended the
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
    patienceMs = PATIENCE_MS,
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
  try {
    const { raw, ...sent } = await sign({ connection, wallet }, input, preflightCommitment);
    await onSigned?.(sent);
    if (signal?.aborted === true) throw signal.reason;
    const options = { commitment, rpc, patienceMs, ...defined({ signal }) };
    const result = await deliver(connection, { raw, ...sent }, options);
    const { signature } = sent;
    if (result.kind === "landed") return signature;
    failed = { signature, failure: await failureOf(connection, signature, result, commitment) };
  } catch (thrown) {
    throw from(thrown, defined({ programId }));
  }
  throw from(failed.failure, { ...defined({ programId }), signature: failed.signature });
}

/** Builds the transaction and has it signed by everybody. */
async function sign(
  { connection, wallet }: Sender,
  { signers = [], ...options }: Omit<SendInput, "signal" | "onSigned">,
  commitment: Commitment,
): Promise<Delivery> {
  const latest = () => answerOf(connection, connection.getLatestBlockhash(commitment));
  const { blockhash, lastValidBlockHeight } = await latest();
  const unsigned = await build({ connection, payer: wallet.publicKey, ...options, blockhash });
  unsigned.sign([...signers]);
  const signed = await wallet.signTransaction(unsigned);
  const [signature] = signed.signatures;
  // An unsigned transaction has zeros in its place.
  if (signature?.some((byte) => byte !== 0) !== true) throw transactionUnsigned();
  const kept = signed.message.recentBlockhash === blockhash;
  return {
    raw: signed.serialize(),
    signature: bs58.encode(signature),
    // A wallet may have put in a newer blockhash, which is valid for longer.
    lastValidBlockHeight: kept ? lastValidBlockHeight : (await latest()).lastValidBlockHeight,
  };
}

/** What is known of a failed transaction: its logs, without which nobody knows which program refused, if they come. */
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
