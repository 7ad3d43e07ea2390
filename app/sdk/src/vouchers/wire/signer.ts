import { type Keypair, PublicKey } from "@solana/web3.js";
import { ed25519 } from "./ed25519";
import { voucherRefused } from "../../errors/voucher-errors";

/**
 * The key that signs vouchers. What a wallet adapter has fits as it is:
 * `{ publicKey: wallet.publicKey, signMessage: wallet.signMessage }`.
 *
 * The signature must be over the message's own bytes. Some wallets refuse messages that are no text, and
 * some (Ledger devices, for one) sign a prefix with them: `sign` refuses what they return, so let such a
 * wallet name a key made for vouchers when it opens the channel.
 */
export interface VoucherSigner {
  readonly publicKey: PublicKey;
  /** The Ed25519 signature over these very bytes. */
  signMessage(message: Uint8Array): Promise<Uint8Array>;
}

/** What the SDK sees of a WebCrypto `CryptoKey`. */
export interface WebCryptoKey {
  readonly type: string;
  readonly algorithm: { readonly name: string };
}

/** A WebCrypto `CryptoKeyPair`. */
export interface WebCryptoKeyPair {
  readonly privateKey: WebCryptoKey;
  readonly publicKey: WebCryptoKey;
}

/** Signs with a keypair of web3.js. */
export function signerFromKeypair({ publicKey, secretKey }: Keypair): VoucherSigner {
  const sign = ed25519.signer(secretKey.slice(0, 32));
  const signer: VoucherSigner = {
    publicKey,
    signMessage: (message) => Promise.resolve(sign(message)),
  };
  exact.add(signer);
  return signer;
}

/** Signers of this module: they sign what they are given, and need no check. */
const exact = new WeakSet<VoucherSigner>();

/** Whether a signer is known to sign messages as they are, with its own key. */
export function isExact(signer: VoucherSigner): boolean {
  return exact.has(signer);
}

/**
 * Signs with a WebCrypto key, of Node 20 or a browser. Its private half need not be extractable: a page can
 * keep it in IndexedDB, where no script reads it.
 *
 * @throws `UnusableKey` for keys that are no Ed25519 pair with a readable public half.
 *
 * @example
 * const pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
 * const signer = await vouchers.signerFromWebCrypto(pair);
 */
export async function signerFromWebCrypto({
  privateKey,
  publicKey,
}: WebCryptoKeyPair): Promise<VoucherSigner> {
  const fits = (key: WebCryptoKey, type: string) =>
    key.type === type && key.algorithm.name === "Ed25519";
  if (!fits(privateKey, "private") || !fits(publicKey, "public")) {
    throw voucherRefused("UnusableKey", {
      reason: "vouchers are signed with Ed25519",
      next: "generate an Ed25519 key pair",
    });
  }
  const raw = await crypto.subtle.exportKey("raw", publicKey).catch((cause: unknown) => {
    throw voucherRefused("UnusableKey", {
      reason: "the public key cannot be read",
      next: "import it as extractable",
      cause,
    });
  });
  return {
    publicKey: new PublicKey(new Uint8Array(raw)),
    signMessage: async (message) =>
      new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, message)),
  };
}
