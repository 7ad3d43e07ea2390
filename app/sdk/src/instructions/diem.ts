import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnPosition, positionAccounts } from "./common";

interface OnDebt extends OnPosition {
  /** DIEM base units, exactly. */
  readonly diemAmount: bigint;
  /** The owner's associated token account unless given; it must exist. */
  readonly ownerDiem?: PublicKey;
}

function debtAccounts(input: OnDebt) {
  const { diemMint } = input.market;
  const ownerDiem = input.ownerDiem ?? ata(diemMint, input.owner);
  return { ...positionAccounts(input), diemMint, ownerDiem };
}

/** See {@link mintDiem}. */
export interface MintDiemInput extends OnDebt {
  /** Most VVV base units that may be locked: see `quotes.mintCost` and `quotes.withSlippage`. */
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
  /** Least VVV base units that must be unlocked: see `quotes.burnUnlock`. */
  readonly minVvvUnlocked: bigint;
}

/** Burns DIEM and unlocks stake at the position's own average rate. */
export function burnDiem(input: BurnDiemInput): TransactionInstruction {
  const { diemAmount, minVvvUnlocked, programId } = input;
  return build("burnDiem", {
    accounts: debtAccounts(input),
    args: { args: { diemAmount, minVvvUnlocked } },
    programId,
  });
}
