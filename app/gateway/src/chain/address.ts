import { PublicKey } from "@solana/web3.js";

/** The address that a text writes; null for one that writes none. */
export function addressOf(text: string): PublicKey | null {
  try {
    return new PublicKey(text);
  } catch {
    return null;
  }
}
