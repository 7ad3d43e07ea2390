import type { PublicKey } from "@solana/web3.js";
import { quotes } from "@diem/sdk";
import { requireOpen } from "./governance";
import { add, mulDivFloor, sub } from "./integers";
import { targetNow } from "./market";
import { demand } from "./refusal";
import { type OnPosition, ownPosition, settle } from "./staking";
import type { State } from "./state";
import { balance, burn, mintTo } from "./tokens";

export interface Mint extends OnPosition {
  readonly ownerDiem: PublicKey;
  readonly diemAmount: bigint;
  readonly maxVvvLocked: bigint;
}

/** VVV that minting `amount` now would lock. */
export function mintCost(state: State, amount: bigint): bigint {
  const { baseRate, steepnessBps } = state.market.params;
  const curve = { baseRate, steepnessBps, target: targetNow(state) };
  return quotes.curve.mintCost({ ...curve, supply: state.market.diemOutstanding, amount });
}

export function mintDiem(state: State, { ownerDiem, diemAmount, maxVvvLocked, ...on }: Mint): void {
  const { market, now } = state;
  const position = ownPosition(state, on);
  demand(diemAmount > 0n, "ZeroAmount");
  requireOpen(market, "mint");
  settle(market, position, now);
  const cost = mintCost(state, diemAmount);
  demand(cost > 0n, "MintTooSmall");
  demand(sub(position.staked, position.locked) >= cost, "InsufficientUnlockedStake");
  position.locked = add(position.locked, cost);
  market.totalLocked = add(market.totalLocked, cost);
  position.outstanding = add(position.outstanding, diemAmount);
  market.diemOutstanding = add(market.diemOutstanding, diemAmount);
  demand(maxVvvLocked >= cost, "CostAboveMaximum");
  mintTo(state, market.diemMint, ownerDiem, diemAmount);
  market.sequence += 1n;
}

export interface Burn extends OnPosition {
  readonly ownerDiem: PublicKey;
  readonly diemAmount: bigint;
  readonly minVvvUnlocked: bigint;
}

export function burnDiem(
  state: State,
  { ownerDiem, diemAmount, minVvvUnlocked, ...on }: Burn,
): void {
  const { market, now } = state;
  const position = ownPosition(state, on);
  demand(diemAmount > 0n, "ZeroAmount");
  demand(balance(state, ownerDiem) >= diemAmount, "InsufficientBalance");
  settle(market, position, now);
  demand(position.outstanding >= diemAmount, "BurnAboveOutstanding");
  const unlocked = mulDivFloor(position.locked, diemAmount, position.outstanding);
  demand(unlocked > 0n, "BurnTooSmall");
  position.locked = sub(position.locked, unlocked);
  market.totalLocked = sub(market.totalLocked, unlocked);
  position.outstanding = sub(position.outstanding, diemAmount);
  market.diemOutstanding = sub(market.diemOutstanding, diemAmount);
  demand(unlocked >= minVvvUnlocked, "UnlockBelowMinimum");
  burn(state, market.diemMint, ownerDiem, diemAmount);
  market.sequence += 1n;
}
