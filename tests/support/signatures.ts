import {
  type AccountMeta,
  Ed25519Program,
  type Keypair,
  TransactionInstruction,
} from "@solana/web3.js";
import { type SignedVoucher, vouchers } from "@diem/sdk";

/** As an instruction's index: the one in which it stands. */
export const THIS_INSTRUCTION = 0xffff;
const HEADER = 2;
const BLOCK = 14;
const KEY = 32;
const SIGNATURE = 64;

/** One signature over any bytes. */
export interface Body {
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
}

/** Where the ed25519 program is told to find the parts of a signature, in the order of its data. */
export interface Offsets {
  readonly signatureAt: number;
  readonly signatureIn: number;
  readonly keyAt: number;
  readonly keyIn: number;
  readonly messageAt: number;
  readonly messageSize: number;
  readonly messageIn: number;
}

export interface HandmadeOptions {
  readonly count?: number;
  readonly padding?: number;
  readonly keys?: AccountMeta[];
  /** Bytes after the last body. */
  readonly trailing?: Uint8Array;
  /** What differs from the legal offsets. */
  readonly offsets?: (legal: Offsets, index: number) => Partial<Offsets>;
}

export async function signBytes(message: Uint8Array, signer: Keypair): Promise<Body> {
  const signature = await vouchers.signerFromKeypair(signer).signMessage(message);
  return { key: signer.publicKey.toBytes(), signature, message };
}

export function bodyOf({ voucher, signer, signature }: SignedVoucher): Body {
  return { key: signer.toBytes(), signature, message: vouchers.encode(voucher) };
}

export function bytesOf({ key, signature, message }: Body): Uint8Array {
  return Uint8Array.from([...key, ...signature, ...message]);
}

/** An ed25519 instruction in the one legal layout, but for what the options change. */
export function handmade(
  bodies: readonly Body[],
  { count = bodies.length, padding = 0, keys = [], trailing, offsets }: HandmadeOptions = {},
): TransactionInstruction {
  let keyAt = HEADER + bodies.length * BLOCK;
  const blocks = bodies.flatMap(({ message }, index) => {
    const legal = {
      ...{ signatureAt: keyAt + KEY, signatureIn: THIS_INSTRUCTION },
      ...{ keyAt, keyIn: THIS_INSTRUCTION },
      messageAt: keyAt + KEY + SIGNATURE,
      ...{ messageSize: message.length, messageIn: THIS_INSTRUCTION },
    };
    keyAt = legal.messageAt + message.length;
    return blockOf({ ...legal, ...offsets?.(legal, index) });
  });
  const bytes = bodies.flatMap((body) => [...bytesOf(body)]);
  return new TransactionInstruction({
    programId: Ed25519Program.programId,
    keys,
    data: Buffer.from([count, padding, ...blocks, ...bytes, ...(trailing ?? [])]),
  });
}

function blockOf(at: Offsets): number[] {
  const fields = [
    ...[at.signatureAt, at.signatureIn, at.keyAt, at.keyIn],
    ...[at.messageAt, at.messageSize, at.messageIn],
  ];
  return fields.flatMap((field) => [field & 0xff, field >> 8]);
}
