import type { PublicKey } from "@solana/web3.js";
import type { TestChain } from "./chain";

/** Takes all SOL of a wallet on an embedded chain; returns how to give it back. */
export function takeSol({ embedded }: TestChain, wallet: PublicKey): () => void {
  const account = embedded?.getAccount(wallet) ?? null;
  if (embedded === undefined || account === null) throw new Error("needs the embedded chain");
  embedded.setAccount(wallet, { ...account, lamports: 0 });
  return () => embedded.setAccount(wallet, account);
}
