import { ed25519 } from "./ed25519";
import { SIGNATURE_LENGTH, type SignedVoucher } from "./signed";
import { isExact, type VoucherSigner } from "./signer";
import { encode, type Voucher } from "./voucher";
import { voucherRefused } from "../../errors/voucher-errors";

/**
 * Has a voucher signed, and checks what came back. This signs any figures; `ConsumerLedger` knows
 * what may be signed.
 *
 * @throws `BadSignature` if the signer returned anything else than its signature over the
 * voucher's 72 bytes; `InvalidAmount` for a figure that does not fit; the signer's own errors.
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
  const { publicKey } = signer;
  const signature = Uint8Array.from(await signer.signMessage(encode(voucher)));
  const own = () =>
    signature.length === SIGNATURE_LENGTH &&
    ed25519.verify({ key: publicKey.toBytes(), message: encode(voucher), signature });
  if (isExact(signer) || own()) return { voucher, signer: publicKey, signature };
  throw voucherRefused("BadSignature", {
    reason: "the signer did not sign the voucher's bytes with its own key",
    next: "use a key that signs messages as they are, without a prefix",
  });
}
