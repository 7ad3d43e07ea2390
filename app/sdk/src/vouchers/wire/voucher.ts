import { PublicKey } from "@solana/web3.js";
import { encodeBytes } from "../../codec/primitives";
import { requireInteger } from "../../codec/integers";
import { voucherRefused } from "../../errors/voucher-errors";

/** Bytes of a voucher. */
export const VOUCHER_LENGTH = 8 + 4 + 32 + 4 + 8 + 8 + 8;

const TAG = Array.from(new TextEncoder().encode("DIEMvch1"));

/**
 * What a consumer signs: a ceiling, of which a settlement claims what was really used. Both figures count
 * from the start, so a newer voucher replaces the older ones.
 */
export interface Voucher {
  /** First four bytes of the cluster's genesis hash: `constants.clusterTag`, or the market's field. */
  readonly clusterTag: Uint8Array;
  readonly channel: PublicKey;
  /** Epoch of the quota part. */
  readonly epoch: number;
  /** Micro-credits of that epoch's quota that may be claimed so far. */
  readonly quota: bigint;
  /** DIEM base units that may be claimed over the channel's life so far. */
  readonly diem: bigint;
  /** Unix seconds; 0 = none. */
  readonly expiry: bigint;
}

/**
 * The 72 bytes that are signed: `DIEMvch1`, cluster tag, channel, epoch u32, quota u64, diem u64, expiry
 * i64, all little endian.
 *
 * @throws `InvalidAmount` for a figure that does not fit, RangeError for a cluster tag that is not 4 bytes long.
 *
 * @example
 * const bytes = vouchers.encode({
 *   clusterTag: market.clusterTag,
 *   channel,
 *   epoch: 412,
 *   quota: 250_000n, // a quarter of a credit
 *   diem: 1_500_000_000n, // 1.5 DIEM
 *   expiry: 0n,
 * });
 */
export function encode(voucher: Voucher): Uint8Array {
  const { clusterTag, channel, epoch, quota, diem, expiry } = voucher;
  requireInteger("u32", epoch, "voucher.epoch");
  requireInteger("u64", quota, "voucher.quota");
  requireInteger("u64", diem, "voucher.diem");
  requireInteger("i64", expiry, "voucher.expiry");
  const bytes = new Uint8Array(VOUCHER_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes.set(TAG);
  bytes.set(encodeBytes(4, clusterTag, "voucher.clusterTag"), 8);
  bytes.set(channel.toBytes(), 12);
  view.setUint32(44, epoch, true);
  view.setBigUint64(48, quota, true);
  view.setBigUint64(56, diem, true);
  view.setBigInt64(64, expiry, true);
  return bytes;
}

/**
 * Reads a voucher.
 *
 * @throws `VoucherSizeWrong` or `VoucherTagWrong`.
 */
export function decode(bytes: Uint8Array): Voucher {
  if (bytes.length !== VOUCHER_LENGTH) {
    throw voucherRefused("VoucherSizeWrong", {
      reason: `a voucher has ${String(VOUCHER_LENGTH)} bytes, not ${String(bytes.length)}`,
      next: "pass only the signed message",
    });
  }
  if (!TAG.every((byte, index) => bytes[index] === byte)) {
    throw voucherRefused("VoucherTagWrong", {
      reason: "these bytes are not a voucher",
      next: "pass a message that begins with DIEMvch1",
    });
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    clusterTag: new Uint8Array(bytes.subarray(8, 12)),
    channel: new PublicKey(new Uint8Array(bytes.subarray(12, 44))),
    epoch: view.getUint32(44, true),
    quota: view.getBigUint64(48, true),
    diem: view.getBigUint64(56, true),
    expiry: view.getBigInt64(64, true),
  };
}
