import { type Signer, type Transaction, VersionedTransaction } from "@solana/web3.js";

/** What pages get in the place of `add-signature`, as they have no `node:crypto`: see scripts/esm.mjs. */
export function addSignature(
  transaction: Transaction | VersionedTransaction,
  signer: Signer,
): void {
  if (transaction instanceof VersionedTransaction) transaction.sign([signer]);
  else transaction.partialSign(signer);
}
