import {
  type TransactionInstruction,
  TransactionMessage,
  VersionedTransaction,
} from "@solana/web3.js";
import type { EmbeddedChain } from "@diem/localnet";
import { errorName } from "./errors";
import { signatureOf } from "./keys";
import { known } from "./refusal";
import type { Person } from "./world";

type Failure = string | { readonly InstructionError?: readonly [number, unknown] };

/** The error's name, or what the runtime says where it has none. */
function nameOf(failure: Failure): string {
  const inside = typeof failure === "string" ? undefined : failure.InstructionError?.[1];
  if (typeof inside === "object" && inside !== null && "Custom" in inside) {
    return errorName(Number(inside.Custom));
  }
  return JSON.stringify(failure);
}

/** What became of a transaction. */
export interface Outcome {
  readonly signature: string;
  /** `null` where it succeeded. */
  readonly error: string | null;
}

/** Signs and executes a transaction at once; the first signer pays. */
export function send(
  chain: EmbeddedChain,
  list: readonly TransactionInstruction[],
  signers: readonly Person[],
): Outcome {
  const { rpc } = chain;
  const { value: latest } = rpc.handle("getLatestBlockhash", []) as {
    readonly value: { readonly blockhash: string };
  };
  const message = new TransactionMessage({
    payerKey: known(signers[0], "payer").key,
    recentBlockhash: latest.blockhash,
    instructions: [...list],
  }).compileToLegacyMessage();
  const transaction = new VersionedTransaction(message);
  const bytes = message.serialize();
  for (const { key, keypair } of signers) {
    transaction.addSignature(key, signatureOf(bytes, keypair));
  }
  const wire = Buffer.from(transaction.serialize()).toString("base64");
  const signature = rpc.handle("sendTransaction", [
    wire,
    { encoding: "base64", skipPreflight: true },
  ]) as string;
  const { value: statuses } = rpc.handle("getSignatureStatuses", [[signature]]) as {
    readonly value: readonly ({ readonly err: Failure | null } | null)[];
  };
  const status = statuses[0];
  if (status == null) throw new Error("the transaction did not land: it is ill-formed");
  return { signature, error: status.err === null ? null : nameOf(status.err) };
}
