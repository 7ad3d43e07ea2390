import type { AnchorProvider } from "@coral-xyz/anchor";
import type { Commitment, Signer } from "@solana/web3.js";
import { from } from "../errors/from";
import { only } from "../only";
import { build, type BuildOptions } from "./build";

/** See {@link send}. */
export interface SendInput extends Omit<BuildOptions, "blockhash"> {
  /** Whoever signs besides the provider's wallet, which pays. */
  readonly signers?: readonly Signer[];
  /** What to wait for; the provider's own commitment unless given. */
  readonly commitment?: Commitment;
}

/**
 * Builds a transaction, has it signed by the provider's wallet, sends it and waits for its confirmation.
 *
 * @returns the signature.
 * @throws DiemError where the program refused, ProgramError where another program or the runtime did,
 * TransactionTooLargeError before anything is sent.
 *
 * @example
 * const signature = await transactions.send(provider, {
 *   instructions: [instructions.stake({ market, owner, amount: 5_000_000_000n })],
 * });
 */
export async function send(provider: AnchorProvider, input: SendInput): Promise<string> {
  const programId = only({ programId: input.programId });
  let failure: unknown;
  let signature: string | undefined;
  try {
    ({ failure, signature } = await sendOnce(provider, input));
    if (failure === undefined) return signature;
  } catch (thrown) {
    failure = thrown;
  }
  throw from(failure, { ...programId, ...only({ signature }) });
}

/** Sends and confirms; `failure` is what the chain says of a transaction that it took and that failed. */
async function sendOnce(
  { connection, wallet, opts }: AnchorProvider,
  { signers = [], commitment = opts.commitment ?? "confirmed", ...options }: SendInput,
): Promise<{ signature: string; failure?: unknown }> {
  const latest = await connection.getLatestBlockhash(opts.preflightCommitment ?? commitment);
  const { blockhash } = latest;
  const unsigned = await build({ connection, payer: wallet.publicKey, ...options, blockhash });
  unsigned.sign([...signers]);
  const signed = await wallet.signTransaction(unsigned);
  const signature = await connection.sendRawTransaction(signed.serialize(), {
    preflightCommitment: opts.preflightCommitment ?? commitment,
    ...only({ skipPreflight: opts.skipPreflight }),
    ...only({ maxRetries: opts.maxRetries, minContextSlot: opts.minContextSlot }),
  });
  const { value } = await connection.confirmTransaction({ signature, ...latest }, commitment);
  if (value.err === null) return { signature };
  // A confirmation has no logs, and without them nobody knows which program refused.
  const failed = await connection.getTransaction(signature, {
    commitment: commitment === "finalized" ? "finalized" : "confirmed",
    maxSupportedTransactionVersion: 0,
  });
  return { signature, failure: failed ?? value };
}
