import type { Connection, PublicKey, TransactionInstruction } from "@solana/web3.js";
import { position as readPosition } from "../accounts/position";
import { type OnPosition, positionAccounts } from "../instructions/common";
import { mintDiem } from "../instructions/diem";
import { claimRewards, openPosition, stake } from "../instructions/position";
import { only } from "../only";
import { createAtaIdempotent } from "../tokens";

/** What every flow takes. */
export interface FlowInput extends Omit<OnPosition, "position"> {
  /** Pays the rent of what is created; the owner unless given. */
  readonly payer?: PublicKey;
}

/** See {@link openAndStake}. */
export interface OpenAndStakeInput extends FlowInput {
  readonly connection: Connection;
  /** VVV base units. */
  readonly amount: bigint;
}

/** See {@link mint}. */
export interface MintInput extends FlowInput {
  /** DIEM base units, exactly. */
  readonly diemAmount: bigint;
  /** Most VVV base units that may be locked. */
  readonly maxVvvLocked: bigint;
}

function createAta(mint: PublicKey, { owner, payer = owner }: FlowInput): TransactionInstruction {
  return createAtaIdempotent({ payer, mint, owner });
}

/** Stakes, after opening the owner's position where it does not exist yet. */
export async function openAndStake({
  connection,
  amount,
  ...input
}: OpenAndStakeInput): Promise<TransactionInstruction[]> {
  const { programId } = input;
  const { position } = positionAccounts(input);
  const options = only({ programId });
  const existing = await readPosition.fetchNullable(connection, position, options);
  const staking = stake({ ...input, amount });
  return existing === null ? [openPosition(input), staking] : [staking];
}

/** Mints DIEM, after creating the owner's DIEM account where it does not exist yet. */
export function mint(input: MintInput): TransactionInstruction[] {
  return [createAta(input.market.diemMint, input), mintDiem(input)];
}

/** Claims fees and rewards, after creating the owner's token accounts where they do not exist yet. */
export function claim(input: FlowInput): TransactionInstruction[] {
  const { diemMint, vvvMint } = input.market;
  return [createAta(diemMint, input), createAta(vvvMint, input), claimRewards(input)];
}
