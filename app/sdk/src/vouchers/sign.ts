import { ed25519 } from "@noble/curves/ed25519";
import { SIGNATURE_LENGTH, type SignedVoucher } from "./signed";
import type { VoucherSigner } from "./signer";
import { encode, type Voucher } from "./voucher";
import { VoucherError } from "./voucher-error";

const { Point } = ed25519;

/**
 * Has a voucher signed, and checks what came back. This signs whatever it is given; `ConsumerLedger` knows
 * what may be signed.
 *
 * @throws VoucherError `BadSignature` where the signer returned anything else than its signature over the
 * voucher's 72 bytes; AmountError for a figure that does not fit; whatever the signer throws.
 *
 * @example
 * const signed = await vouchers.sign({ voucher, signer: vouchers.signerFromKeypair(keypair) });
 */
export async function sign({
  voucher,
  signer,
}: {
  readonly voucher: Voucher;
  readonly signer: VoucherSigner;
}): Promise<SignedVoucher> {
  const signature = Uint8Array.from(await signer.signMessage(encode(voucher)));
  const signed = { voucher, signer: signer.publicKey, signature };
  if (verify(signed)) return signed;
  throw new VoucherError(
    "BadSignature",
    "the signer did not sign the voucher's bytes with its own key: use a key that signs messages as they are, without a prefix",
  );
}

/**
 * Whether the signature is the signer's over the voucher. Nothing passes that the chain would refuse: like
 * the validators' strict check, and unlike RFC 8032, this takes no key or nonce with a small-order part, by
 * which a consumer could make vouchers that are good here and worthless there.
 *
 * @throws AmountError for a voucher whose figures do not fit.
 */
export function verify({ voucher, signer, signature }: SignedVoucher): boolean {
  const message = encode(voucher);
  const key = signer.toBytes();
  if (signature.length !== SIGNATURE_LENGTH) return false;
  return (
    ed25519.verify(signature, message, key, { zip215: false }) &&
    inPrimeSubgroup(key) &&
    inPrimeSubgroup(signature.slice(0, 32))
  );
}

/** Of a point that `ed25519.verify` could read. */
function inPrimeSubgroup(bytes: Uint8Array): boolean {
  const point = Point.fromBytes(bytes);
  return !point.is0() && point.isTorsionFree();
}
