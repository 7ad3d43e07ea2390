import { PublicKey } from "@solana/web3.js";
import { sameBytes } from "./bytes";
import { decodeBase64Url, encodeBase64Url } from "./base64url";
import { decode, encode, type Voucher, VOUCHER_LENGTH } from "./voucher";
import { voucherRefused } from "../../errors/voucher-errors";

const KEY_LENGTH = 32;
/** Bytes of an ed25519 signature. */
export const SIGNATURE_LENGTH = 64;
/** Bytes of a signed voucher: the voucher, the signer's key and the signature. */
export const SIGNED_LENGTH = VOUCHER_LENGTH + KEY_LENGTH + SIGNATURE_LENGTH;
/** Names the version of the text form. */
const TEXT_PREFIX = "v1.";
/** Four characters for three bytes, which leaves no bit over. */
const TEXT_LENGTH = TEXT_PREFIX.length + (SIGNED_LENGTH / 3) * 4;

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
 * @throws `InvalidAmount` for a figure that does not fit, `VoucherSizeWrong` for a signature that
 * is not 64 bytes long.
 */
export function serialize({ voucher, signer, signature }: SignedVoucher): Uint8Array {
  requireSize("signature", signature, SIGNATURE_LENGTH);
  const bytes = new Uint8Array(SIGNED_LENGTH);
  bytes.set(encode(voucher));
  bytes.set(signer.toBytes(), VOUCHER_LENGTH);
  bytes.set(signature, VOUCHER_LENGTH + KEY_LENGTH);
  return bytes;
}

/**
 * Reads what {@link serialize} wrote. Whether the signature is good, `verify` says.
 *
 * @throws `VoucherSizeWrong` or `VoucherTagWrong`.
 */
export function deserialize(bytes: Uint8Array): SignedVoucher {
  requireSize("signed voucher", bytes, SIGNED_LENGTH);
  const copy = new Uint8Array(bytes);
  const signatureAt = VOUCHER_LENGTH + KEY_LENGTH;
  return {
    voucher: decode(copy.subarray(0, VOUCHER_LENGTH)),
    signer: new PublicKey(copy.slice(VOUCHER_LENGTH, signatureAt)),
    signature: copy.slice(signatureAt),
  };
}

/**
 * A signed voucher as text: `v1.` and 224 characters of base64url, each of them safe in an HTTP header or a URL. The
 * same bytes have one text alone.
 *
 * @example
 * await fetch(endpoint, { headers: { "x-diem-voucher": vouchers.toText(signed) } });
 */
export function toText(signed: SignedVoucher): string {
  return `${TEXT_PREFIX}${encodeBase64Url(serialize(signed))}`;
}

/** The texts by which vouchers came: writing one takes long. */
const textsRead = new WeakMap<SignedVoucher, string>();

/** As {@link toText}, without writing it again where it came as text. For vouchers that nobody changes. */
export function textRead(signed: SignedVoucher): string {
  const text = textsRead.get(signed) ?? toText(signed);
  textsRead.set(signed, text);
  return text;
}

/**
 * Reads what {@link toText} wrote, for example a header that anybody may have sent.
 *
 * @throws `VoucherTextWrong` or `VoucherTagWrong`.
 */
export function fromText(text: string): SignedVoucher {
  const whole = text.startsWith(TEXT_PREFIX) && text.length === TEXT_LENGTH;
  const bytes = whole ? decodeBase64Url(text.slice(TEXT_PREFIX.length)) : null;
  if (bytes === null) {
    throw voucherRefused("VoucherTextWrong", {
      reason: `a signed voucher is ${TEXT_PREFIX} and ${String(TEXT_LENGTH - TEXT_PREFIX.length)} characters of base64url`,
      next: "pass what toText wrote",
    });
  }
  const signed = deserialize(bytes);
  textsRead.set(signed, text);
  return signed;
}

/** Whether two vouchers are the same 168 bytes. */
export function sameSigned(a: SignedVoucher, b: SignedVoucher): boolean {
  if (a === b) return true;
  const [one, other] = [a.voucher, b.voucher];
  return (
    one.diem === other.diem &&
    one.quota === other.quota &&
    one.epoch === other.epoch &&
    one.expiry === other.expiry &&
    sameBytes(a.signature, b.signature) &&
    sameBytes(one.clusterTag, other.clusterTag) &&
    a.signer.equals(b.signer) &&
    one.channel.equals(other.channel)
  );
}

function requireSize(what: string, bytes: Uint8Array, size: number): void {
  if (bytes.length === size) return;
  throw voucherRefused("VoucherSizeWrong", {
    reason: `a ${what} has ${String(size)} bytes, not ${String(bytes.length)}`,
    next: "pass exactly that many",
  });
}
