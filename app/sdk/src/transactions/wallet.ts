import type { Keypair, PublicKey, Transaction, VersionedTransaction } from "@solana/web3.js";
import { addSignature } from "./add-signature";

/** The key that pays and signs. Anchor's wallets and those of wallet adapters are such. */
export interface Wallet {
  readonly publicKey: PublicKey;
  /** The transaction with the signature of `publicKey` added to any that it has. */
  signTransaction<Signed extends Transaction | VersionedTransaction>(
    transaction: Signed,
  ): Promise<Signed>;
}

/**
 * The wallet of a key that the program itself holds: a server's, a keeper's, a test's. Unlike Anchor's own it works
 * in a browser too.
 *
 * @example
 * const wallet = keypairWallet(Keypair.fromSecretKey(secretKey));
 */
export function keypairWallet(keypair: Keypair): Wallet {
  return {
    publicKey: keypair.publicKey,
    signTransaction: (transaction) => {
      addSignature(transaction, keypair);
      return Promise.resolve(transaction);
    },
  };
}
