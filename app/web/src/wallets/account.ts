import { PublicKey, VersionedTransaction } from "@solana/web3.js";
import type { Wallet } from "@diem/sdk";
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
} from "@solana/wallet-standard-features";
import type { Wallet as StandardWallet, WalletAccount } from "@wallet-standard/base";

/** An account of a wallet that the page may ask to sign. */
export interface Account extends Wallet {
  readonly wallet: StandardWallet;
  /** What the wallet calls it; its address where it has no name. */
  readonly label: string;
}

/** Whether a wallet can sign transactions of Solana. */
export function canSign(wallet: StandardWallet): boolean {
  return SolanaSignTransaction in wallet.features;
}

/** The account as the SDK takes one. Throws what the wallet throws where it refuses. */
export function accountOf(wallet: StandardWallet, standard: WalletAccount): Account {
  const features = wallet.features as SolanaSignTransactionFeature;
  const { signTransaction } = features[SolanaSignTransaction];
  return {
    wallet,
    label: standard.label ?? standard.address,
    publicKey: new PublicKey(standard.address),
    signTransaction: async (transaction) => {
      if (!(transaction instanceof VersionedTransaction)) {
        throw new Error("a legacy transaction: the page makes versioned ones alone");
      }
      const bytes = transaction.serialize();
      const [signed] = await signTransaction({ account: standard, transaction: bytes });
      if (signed === undefined) throw new Error(`${wallet.name} returned no transaction`);
      return VersionedTransaction.deserialize(signed.signedTransaction) as typeof transaction;
    },
  };
}
