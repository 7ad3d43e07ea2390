import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnPosition, positionAccounts } from "./common";

interface OnDebt extends OnPosition {
  /** Default: the owner's associated token account. It must exist. */
  readonly ownerDiem?: PublicKey;
}

function debtAccounts(input: OnDebt) {
  const { diemMint } = input.market;
  const ownerDiem = input.ownerDiem ?? ata(diemMint, input.owner);
  return { ...positionAccounts(input), diemMint, ownerDiem };
}

/** See {@link mintDiem}. */
export interface MintDiemInput extends OnDebt {
  /** DIEM base units, exactly. */
  readonly diemAmount: bigint;
  /** Maximum VVV base units that may be locked: see `quotes.mintQuote` and `quotes.withSlippage`. */
  readonly maxVvvLocked: bigint;
}

/** Mints exactly `diemAmount` DIEM against the position's unlocked stake. */
export function mintDiem(input: MintDiemInput): TransactionInstruction {
  const { diemAmount, maxVvvLocked, programId } = input;
  return build("mintDiem", {
    accounts: debtAccounts(input),
    args: { args: { diemAmount, maxVvvLocked } },
    programId,
  });
}

/** See {@link burnDiem}. */
export interface BurnDiemInput extends OnDebt {
  /** Maximum DIEM base units to burn: no more than the position's bill is burnt. */
  readonly diemAmount: bigint;
  /** Minimum VVV base units that must be unlocked: see `quotes.burnQuote`. */
  readonly minVvvUnlocked: bigint;
}

/**
 * Burns the lesser of `diemAmount` and the position's bill, and unlocks stake at the position's own average rate. Where
 * nothing is owed any more, it burns nothing and unlocks all.
 */
export function burnDiem(input: BurnDiemInput): TransactionInstruction {
  const { diemAmount, minVvvUnlocked, programId } = input;
  return build("burnDiem", {
    accounts: debtAccounts(input),
    args: { args: { diemAmount, minVvvUnlocked } },
    programId,
  });
}
