import { hex } from "./bytes";
import { ed25519 } from "./ed25519";
import type { VerifyEd25519 } from "./ed25519-interface";
import { SIGNATURE_LENGTH, type SignedVoucher } from "./signed";
import { encode } from "./voucher";

/** The field's prime, lowest byte first. */
const PRIME = [0xed, ...Array.from({ length: 30 }, () => 0xff), 0x7f];

/** The y of every point whose order divides 8, in hexadecimal: 1, -1, 0, and two of order 8. */
const SMALL_ORDER = new Set([
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
]);
/** The first byte of each: almost every other point is told apart by it. */
const SMALL_FIRST = new Set([0x01, 0xec, 0x00, 0x26, 0xc7]);

/**
 * Whether the signature is the signer's over the voucher: the verdict of the validators' own strict check, which is
 * stricter than RFC 8032. No key and no nonce of small order passes, by which a consumer could make vouchers that are
 * good here and worthless there.
 *
 * @param by checks in place of the platform's Ed25519.
 * @throws `InvalidAmount` for a voucher whose figures do not fit.
 */
export function verify({ voucher, signer, signature }: SignedVoucher, by?: VerifyEd25519): boolean {
  return verifyBytes({ key: signer.toBytes(), message: encode(voucher), signature }, by);
}

/** As {@link verify}, with the bytes that were signed, by the platform's Ed25519 unless another is given. */
export function verifyBytes(
  input: Parameters<VerifyEd25519>[0],
  by: VerifyEd25519 = ed25519.verify,
): boolean {
  const { key, signature } = input;
  if (signature.length !== SIGNATURE_LENGTH) return false;
  return isUsable(key) && isUsable(signature.subarray(0, key.length)) && by(input);
}

/** Whether bytes can be a point whose order is not small: y below the prime, and none of those. */
function isUsable(point: Uint8Array): boolean {
  const top = point.length - 1;
  const [lowest = 0, highest = 0] = [point[0], point[top]];
  // nearly every point is told apart by two bytes
  if ((highest & 0x7f) !== 0x7f && !SMALL_FIRST.has(lowest)) return true;
  const sign = highest & 0x80;
  const y = point.map((byte, index) => (index === top ? byte ^ sign : byte));
  return isBelowPrime(y) && !isSmallOrder(y);
}

function isBelowPrime(y: Uint8Array): boolean {
  for (let index = y.length - 1; index >= 0; index -= 1) {
    const [own = 0, most = 0] = [y[index], PRIME[index]];
    if (own !== most) return own < most;
  }
  return false;
}

function isSmallOrder(y: Uint8Array): boolean {
  return SMALL_FIRST.has(y[0] ?? 0) && SMALL_ORDER.has(hex(y));
}
