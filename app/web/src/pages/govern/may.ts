import type { PublicKey } from "@solana/web3.js";
import { shortAddress } from "../../format/address";
import { useWallets } from "../../wallets/wallets";

/** Why the connected wallet may not act as a role; null where it may. */
export type WhyNot = (role: string, ...holders: readonly PublicKey[]) => string | null;

/** Tells a wallet without a role who may act. */
export function useWhyNot(): WhyNot {
  const { account } = useWallets();
  return (role, ...holders) => {
    if (account === null) return "Connect a wallet.";
    if (holders.some((key) => key.equals(account.publicKey))) return null;
    const keys = [...new Set(holders.map((key) => shortAddress(key.toBase58())))];
    return `Only the ${role} may: ${keys.join(" or ")}.`;
  };
}

/** Why nobody is connected who could act at all; null where somebody is. */
export function useWhyNobody(): string | null {
  return useWallets().account === null ? "Connect a wallet." : null;
}
