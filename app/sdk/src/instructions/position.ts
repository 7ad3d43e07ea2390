import type { PublicKey, TransactionInstruction } from "@solana/web3.js";
import { ata } from "../tokens";
import { build } from "./build";
import { type OnPosition, positionAccounts } from "./common";

/** See {@link openPosition}. */
export interface OpenPositionInput extends OnPosition {
  /** Pays the rent and signs; default: the owner. */
  readonly payer?: PublicKey;
}

/** Opens the owner's empty stake position. */
export function openPosition(input: OpenPositionInput): TransactionInstruction {
  const { owner, payer = owner, programId } = input;
  const accounts = { ...positionAccounts(input), payer };
  return build("openPosition", { accounts, args: {}, programId });
}

/** See {@link stake}. */
export interface StakeInput extends OnPosition {
  /** VVV base units. */
  readonly amount: bigint;
  /** Default: the owner's associated token account. */
  readonly ownerVvv?: PublicKey;
}

/** Moves VVV from the owner's wallet into the stake. */
export function stake(input: StakeInput): TransactionInstruction {
  const { market, owner, amount, ownerVvv = ata(market.vvvMint, owner), programId } = input;
  return build("stake", {
    accounts: { ...positionAccounts(input), ownerVvv, stakeVault: market.stakeVault },
    args: { args: { amount } },
    programId,
  });
}

/** See {@link claimRewards}. */
export interface ClaimRewardsInput extends OnPosition {
  /** Default: the owner's associated token accounts. They must exist. */
  readonly ownerDiem?: PublicKey;
  readonly ownerVvv?: PublicKey;
}

/** Pays the owner the position's fees (DIEM) and rewards (VVV). */
export function claimRewards(input: ClaimRewardsInput): TransactionInstruction {
  const { market, owner, programId } = input;
  const { feePool, rewardVault } = market;
  const ownerDiem = input.ownerDiem ?? ata(market.diemMint, owner);
  const ownerVvv = input.ownerVvv ?? ata(market.vvvMint, owner);
  return build("claimRewards", {
    accounts: { ...positionAccounts(input), feePool, rewardVault, ownerDiem, ownerVvv },
    args: {},
    programId,
  });
}

/** Stakes the position's VVV rewards; its fees stay claimable. */
export function compoundRewards(input: OnPosition): TransactionInstruction {
  const { rewardVault, stakeVault } = input.market;
  return build("compoundRewards", {
    accounts: { ...positionAccounts(input), rewardVault, stakeVault },
    args: {},
    programId: input.programId,
  });
}

/** See {@link closePosition}. */
export interface ClosePositionInput extends OnPosition {
  /** The account that paid the position's rent, and gets it back; default: the owner. */
  readonly rentPayer?: PublicKey;
}

/** Closes an empty position. */
export function closePosition(input: ClosePositionInput): TransactionInstruction {
  const { owner, rentPayer = owner, programId } = input;
  const accounts = { ...positionAccounts(input), rentPayer };
  return build("closePosition", { accounts, args: {}, programId });
}
