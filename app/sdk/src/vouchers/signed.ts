import { PublicKey } from "@solana/web3.js";
import bs58 from "bs58";
import { decode, encode, type Voucher, VOUCHER_LENGTH } from "./voucher";
import { VoucherError } from "./voucher-error";

const KEY_LENGTH = 32;
/** Bytes of an ed25519 signature. */
export const SIGNATURE_LENGTH = 64;
/** Bytes of a signed voucher: the voucher, the signer's key and the signature. */
export const SIGNED_LENGTH = VOUCHER_LENGTH + KEY_LENGTH + SIGNATURE_LENGTH;
/** No 168 bytes are longer in base58, and reading longer text takes time with its square. */
const MAX_TEXT_LENGTH = 230;

/** A voucher and a signature over its 72 bytes, checked or not: see `verify`. */
export interface SignedVoucher {
  readonly voucher: Voucher;
  readonly signer: PublicKey;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

/**
 * The voucher's 72 bytes, the signer's 32 and the signature's 64.
 *
 * @throws AmountError for a figure that does not fit, VoucherError `VoucherSizeWrong` for a signature that
 * is not 64 bytes long.
 */
export function serialize({ voucher, signer, signature }: SignedVoucher): Uint8Array {
  requireSize("signature", signature, SIGNATURE_LENGTH);
  return Uint8Array.from([...encode(voucher), ...signer.toBytes(), ...signature]);
}

/**
 * Reads what {@link serialize} wrote. Whether the signature is good, `verify` says.
 *
 * @throws VoucherError `VoucherSizeWrong` or `VoucherTagWrong`.
 */
export function deserialize(bytes: Uint8Array): SignedVoucher {
  requireSize("signed voucher", bytes, SIGNED_LENGTH);
  const copy = Uint8Array.from(bytes);
  const signatureAt = VOUCHER_LENGTH + KEY_LENGTH;
  return {
    voucher: decode(copy.subarray(0, VOUCHER_LENGTH)),
    signer: new PublicKey(copy.slice(VOUCHER_LENGTH, signatureAt)),
    signature: copy.slice(signatureAt),
  };
}

/**
 * A signed voucher in base58, as Solana writes keys and signatures: at most 230 characters, each of them
 * safe in an HTTP header or a URL. The same bytes have one text alone.
 *
 * @example
 * await fetch(endpoint, { headers: { "x-diem-voucher": vouchers.toText(signed) } });
 */
export function toText(signed: SignedVoucher): string {
  return bs58.encode(serialize(signed));
}

/**
 * Reads what {@link toText} wrote, for example a header that anybody may have sent.
 *
 * @throws VoucherError `VoucherTextWrong`, `VoucherSizeWrong` or `VoucherTagWrong`.
 */
export function fromText(text: string): SignedVoucher {
  const bytes = text.length > MAX_TEXT_LENGTH ? undefined : bs58.decodeUnsafe(text);
  if (bytes === undefined) {
    const message = `a signed voucher is base58 of at most ${String(MAX_TEXT_LENGTH)} characters: pass what toText wrote`;
    throw new VoucherError("VoucherTextWrong", message);
  }
  return deserialize(bytes);
}

function requireSize(what: string, bytes: Uint8Array, size: number): void {
  if (bytes.length === size) return;
  const message = `a ${what} has ${String(size)} bytes, not ${String(bytes.length)}: pass all of them and nothing else`;
  throw new VoucherError("VoucherSizeWrong", message);
}
