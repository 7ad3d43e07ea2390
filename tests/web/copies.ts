import { Keypair, type PublicKey } from "@solana/web3.js";
import type { LocalNetwork } from "@diem/start";

/** Puts copies of an account on the chain of a local network, at addresses of their own. */
export async function copyAccount(
  { chain, connection }: LocalNetwork,
  of: PublicKey,
  many: number,
): Promise<PublicKey[]> {
  if (chain === null) throw new Error("copies need the embedded chain");
  const account = await connection.getAccountInfo(of);
  if (account === null) throw new Error(`there is no account ${of.toBase58()}`);
  return Array.from({ length: many }, () => {
    const { publicKey } = Keypair.generate();
    chain.setAccount(publicKey, account);
    return publicKey;
  });
}
