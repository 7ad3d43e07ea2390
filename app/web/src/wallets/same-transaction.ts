import {
  ComputeBudgetProgram,
  type TransactionInstruction,
  TransactionMessage,
  type VersionedTransaction,
} from "@solana/web3.js";

/**
 * Programs whose instructions a wallet may add to what it signs: those that set the fee, and Lighthouse, whose
 * instructions make a transaction fail if its effect differs from what the wallet has shown.
 */
const ADDED = [
  ComputeBudgetProgram.programId.toBase58(),
  "L2TExMFKdjpN9kozasaurPirfHy9P8sbXoAN1qA3S95",
];

/** Whether a wallet signed what it was given: for the same payer, the same instructions in the same order. */
export function isSameTransaction(
  given: VersionedTransaction,
  signed: VersionedTransaction,
): boolean {
  // the page makes no transaction with lookup tables, and does not know those of a wallet
  if (signed.message.addressTableLookups.length > 0) return false;
  try {
    return textOf(given) === textOf(signed);
  } catch {
    // its indexes are out of range
    return false;
  }
}

function textOf({ message }: VersionedTransaction): string {
  const { payerKey, instructions } = TransactionMessage.decompile(message);
  const own = instructions.filter(({ programId }) => !ADDED.includes(programId.toBase58()));
  return JSON.stringify([payerKey, message.header.numRequiredSignatures, ...own.map(partsOf)]);
}

function partsOf({ programId, keys, data }: TransactionInstruction) {
  return [programId, data.toString("hex"), ...keys.map(({ pubkey }) => pubkey)];
}
