import { Buffer } from "buffer";
import { Ed25519Program, TransactionInstruction } from "@solana/web3.js";
import { serialize, SIGNATURE_LENGTH, SIGNED_LENGTH, type SignedVoucher } from "./signed";
import { VOUCHER_LENGTH } from "./voucher";
import { voucherRefused } from "../../errors/voucher-errors";

const KEY_LENGTH = 32;
const HEADER_LENGTH = 2;
const OFFSETS_LENGTH = 14;
/** The index by which the ed25519 program means the instruction itself. */
const THIS_INSTRUCTION = 0xffff;
/** The number of signatures is one byte. A packet holds six. */
const MAX_SIGNATURES = 255;

/**
 * The instruction of the ed25519 program that `settle` reads its vouchers from: it must stand directly before
 * `settle`, with the vouchers in the order of the channels there. Its one legal layout: the number n, a zero,
 * n blocks of offsets, then n times key, signature and voucher.
 *
 * @throws `SignatureCountWrong` for none or more than 255, `VoucherSizeWrong` for a signature
 * that is not 64 bytes long; `InvalidAmount` for a figure that does not fit.
 *
 * @example
 * const [due] = ledger.due({ now, leadSecs: 3_600n });
 * const signatures = due.entries.map(({ signed }) => vouchers.signatureInstruction([signed]));
 */
export function signatureInstruction(signed: readonly SignedVoucher[]): TransactionInstruction {
  const count = signed.length;
  if (count < 1 || count > MAX_SIGNATURES) {
    throw voucherRefused("SignatureCountWrong", {
      reason: `one instruction takes 1 to ${String(MAX_SIGNATURES)} signed vouchers, not ${String(count)}`,
      next: "split them",
    });
  }
  const bodiesAt = HEADER_LENGTH + count * OFFSETS_LENGTH;
  const offsets = signed.flatMap((_, index) => offsetsOf(bodiesAt + index * SIGNED_LENGTH));
  return new TransactionInstruction({
    programId: Ed25519Program.programId,
    keys: [],
    data: Buffer.from([count, 0, ...offsets.flatMap(u16), ...signed.flatMap(bodyOf)]),
  });
}

function offsetsOf(keyAt: number): number[] {
  const signatureAt = keyAt + KEY_LENGTH;
  const messageAt = signatureAt + SIGNATURE_LENGTH;
  return [
    ...[signatureAt, THIS_INSTRUCTION],
    ...[keyAt, THIS_INSTRUCTION],
    ...[messageAt, VOUCHER_LENGTH, THIS_INSTRUCTION],
  ];
}

/** Key, signature and voucher: what `serialize` writes, with the voucher last. */
function bodyOf(signed: SignedVoucher): number[] {
  const bytes = serialize(signed);
  return [...bytes.subarray(VOUCHER_LENGTH), ...bytes.subarray(0, VOUCHER_LENGTH)];
}

function u16(value: number): number[] {
  return [value & 0xff, value >> 8];
}
