import { type Signer, type Transaction, VersionedTransaction } from "@solana/web3.js";
import { ed25519 } from "../vouchers/wire/ed25519";

type LegacySignature = Parameters<Transaction["addSignature"]>[1];
type Sign = (message: Uint8Array) => Uint8Array;

/** To read a key takes longer than to sign. */
const known = new WeakMap<Signer, Sign>();

/** Signs as web3.js does, but by `node:crypto` where that is there: the first signature in JavaScript takes 60 ms. */
export function addSignature(
  transaction: Transaction | VersionedTransaction,
  signer: Signer,
): void {
  const sign = signOf(signer);
  const { publicKey } = signer;
  if (transaction instanceof VersionedTransaction) {
    transaction.addSignature(publicKey, sign(transaction.message.serialize()));
  } else {
    transaction.addSignature(publicKey, sign(transaction.serializeMessage()) as LegacySignature);
  }
}

function signOf(signer: Signer): Sign {
  const kept = known.get(signer);
  if (kept !== undefined) return kept;
  const sign = ed25519.signer(signer.secretKey.slice(0, 32));
  known.set(signer, sign);
  return sign;
}
