import type { Commitment, Connection, SendOptions as RpcOptions } from "@solana/web3.js";
import { transactionExpired, transactionOutcomeUnknown } from "../errors/transaction-errors";
import { defined } from "../defined";
import { outcome, type Outcome, type SentTransaction, settledBy } from "./outcome";
import { isRefusal, submit } from "./submit";
import { ANSWER_MS, pause, within } from "./wait";

const POLL_MS = 300;
/** Milliseconds until the next sending: after a node accepted the transaction, and otherwise. */
const RESEND_MS = 2_000;
const RETRY_MS = 500;

/** A signed transaction, ready to go. */
export interface Delivery extends SentTransaction {
  readonly raw: Uint8Array;
}

/** How to deliver. */
export interface DeliverOptions {
  readonly commitment: Commitment;
  /** Of the first sending; what is sent again skips the node's own simulation. */
  readonly rpc: RpcOptions;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Sends one signed transaction, always the same bytes, until it is in a block or no block can contain it any more. It
 * can land only once. If a node refuses it before any node can have it, it was never sent. After every other answer, or
 * none, its signature is looked up.
 *
 * @throws SubmissionError for a transaction that was refused; `TransactionExpired`; `TransactionOutcomeUnknown`.
 */
export async function deliver(
  connection: Connection,
  { raw, ...sent }: Delivery,
  { commitment, rpc, timeoutMs, signal }: DeliverOptions,
): Promise<Extract<Outcome, { kind: "landed" | "failed" }>> {
  const { signature } = sent;
  const deadline = Date.now() + timeoutMs;
  /** Whether a node has the transaction, and whether one may have it. */
  let taken = false;
  let mayBeTaken = false;
  let trouble: unknown;

  const ask = async <Answer>(call: Promise<Answer>): Promise<Answer | undefined> => {
    try {
      return await within(ANSWER_MS, call, signal);
    } catch (thrown) {
      trouble = thrown;
      return undefined;
    }
  };
  const broadcast = async () => {
    const again = {
      skipPreflight: true,
      maxRetries: 0,
      ...defined({ minContextSlot: rpc.minContextSlot }),
    };
    try {
      await within(ANSWER_MS, submit(connection, raw, taken ? again : rpc), signal);
      taken = true;
    } catch (thrown) {
      if (isRefusal(thrown) && !mayBeTaken) throw thrown;
      trouble = thrown;
    }
    mayBeTaken = true;
  };
  const status = () =>
    connection.getSignatureStatus(signature).then(({ value }) => settledBy(value, commitment));

  for (;;) {
    await broadcast();
    const resendAt = Date.now() + (taken ? RESEND_MS : RETRY_MS);
    do {
      const found = await ask(status());
      if (found?.kind === "landed" || found?.kind === "failed") return found;
      await pause(POLL_MS, signal);
    } while (Date.now() < resendAt && signal?.aborted !== true);

    const found = await ask(outcome(connection, sent, commitment));
    if (found?.kind === "landed" || found?.kind === "failed") return found;
    if (found?.kind === "expired") throw transactionExpired({ signature, cause: trouble });
    if (signal?.aborted === true || Date.now() > deadline) {
      throw transactionOutcomeUnknown({ ...sent, cause: trouble });
    }
  }
}
