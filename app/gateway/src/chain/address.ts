import { PublicKey } from "@solana/web3.js";

/** The address that a text writes; null for one that writes none. */
export function addressOf(text: string): PublicKey | null {
  try {
    return new PublicKey(text);
  } catch {
    return null;
  }
}

const texts = new WeakMap<PublicKey, string>();

/** An address in base58, which takes long to write: once for each. */
export function addressText(address: PublicKey): string {
  const text = texts.get(address) ?? address.toBase58();
  texts.set(address, text);
  return text;
}
