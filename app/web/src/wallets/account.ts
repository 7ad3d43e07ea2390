import { PublicKey, VersionedTransaction } from "@solana/web3.js";
import type { Wallet } from "@diem/sdk";
import {
  SolanaSignTransaction,
  type SolanaSignTransactionFeature,
} from "@solana/wallet-standard-features";
import type { Wallet as StandardWallet, WalletAccount } from "@wallet-standard/base";
import { isSameTransaction } from "./same-transaction";
import { WalletError } from "./wallet-error";

/** An account of a wallet that the page may ask to sign. */
export interface Account extends Wallet {
  readonly wallet: StandardWallet;
  /** What the wallet calls it; its address where it has no name. */
  readonly label: string;
  /** Why it cannot sign for the cluster of the market; null where it can. */
  readonly elsewhere: string | null;
}

/** Whether a wallet can sign transactions of Solana. */
export function canSign(wallet: StandardWallet): boolean {
  return SolanaSignTransaction in wallet.features;
}

/**
 * The account as the SDK takes one. Signing throws {@link WalletError} where the wallet refuses, or signs another transaction
 * than the one that was shown.
 *
 * @param chain - the cluster of the market, as wallets call it
 */
export function accountOf(
  wallet: StandardWallet,
  standard: WalletAccount,
  chain: `solana:${string}`,
): Account {
  const features = wallet.features as SolanaSignTransactionFeature;
  const { signTransaction } = features[SolanaSignTransaction];
  const elsewhere = standard.chains.includes(chain)
    ? null
    : `This account of ${wallet.name} is for ${standard.chains.join(", ") || "no cluster"}, and the market is on ${chain}. Change the network in the wallet, or use another wallet.`;
  return {
    ...{ wallet, elsewhere },
    label: standard.label ?? standard.address,
    publicKey: new PublicKey(standard.address),
    signTransaction: async (transaction) => {
      if (!(transaction instanceof VersionedTransaction)) {
        throw new Error("a legacy transaction: the page makes versioned ones alone");
      }
      if (elsewhere !== null) throw new WalletError(elsewhere);
      const asked = { account: standard, transaction: transaction.serialize(), chain };
      let bytes: Uint8Array | undefined;
      try {
        bytes = (await signTransaction(asked))[0]?.signedTransaction;
      } catch (refusal) {
        throw new WalletError(`${wallet.name} did not sign: ${saidBy(refusal)}`);
      }
      const signed = bytes === undefined ? null : read(bytes);
      if (signed === null) throw new WalletError(`${wallet.name} returned no transaction`);
      if (!isSameTransaction(transaction, signed)) {
        const what = `${wallet.name} signed another transaction than the one that you were shown`;
        throw new WalletError(`${what}. The page does not send it: use another wallet.`);
      }
      return signed as typeof transaction;
    },
  };
}

function read(bytes: Uint8Array): VersionedTransaction | null {
  try {
    return VersionedTransaction.deserialize(bytes);
  } catch {
    return null;
  }
}

function saidBy(refusal: unknown): string {
  const { message } = (refusal ?? {}) as { readonly message?: unknown };
  return typeof message === "string" && message !== "" ? message : "it gave no reason";
}
