import type { PublicKey } from "@solana/web3.js";
import type { MarketAccount } from "@diem/sdk";
import { RefusedError } from "../../core";

/** Refuses a wallet that is not the market's authority before anything is shown or asked. */
export function requireAuthority({ roles: { authority } }: MarketAccount, owner: PublicKey): void {
  if (authority.equals(owner)) return;
  throw new RefusedError({
    name: "NotAuthority",
    message: `the wallet ${owner.toBase58()} is not the market's authority`,
    next: `sign with ${authority.toBase58()}, by --keypair`,
  });
}
