import type { PublicKey } from "@solana/web3.js";
import { mintCostOn } from "./curve";
import { requireOpen } from "./governance";
import { add, min, mulDivCeil, mulDivFloor, sub } from "./integers";
import { targetNow } from "./market";
import { demand } from "./refusal";
import { changeShares, type OnPosition, ownPosition, settle, tell } from "./staking";
import type { Market, Position, State } from "./state";
import { balance, burn, mintTo, supplyOf } from "./tokens";
import { billCeil, renew, unitsNow } from "./units";

export interface Mint extends OnPosition {
  readonly ownerDiem: PublicKey;
  readonly diemAmount: bigint;
  readonly maxVvvLocked: bigint;
}

const diemSupply = (state: State) => supplyOf(state, state.market.diemMint);

/** VVV that minting `amount` now would lock. */
export function mintCost(state: State, amount: bigint): bigint {
  const { baseRate, steepnessBps } = state.market.params;
  const curve = { baseRate, steepnessBps, target: targetNow(state) };
  return mintCostOn(curve, diemSupply(state), amount);
}

/** Brings all debt, and the position's part of it, to today's era. */
function renewDebt({ debt }: Market, position: Position, supply: bigint): void {
  renew(debt, supply);
  position.debtUnits = unitsNow(debt, position.debtUnits, position.debtEra);
  position.debtEra = debt.era;
}

function changeDebt({ debt }: Market, position: Position, units: bigint): void {
  position.debtUnits = add(position.debtUnits, units);
  debt.total = add(debt.total, units);
}

/** What a position owes after a change, in DIEM, with all DIEM that there is then. */
function owedAfter(state: State, { debtUnits }: Position) {
  const supply = diemSupply(state);
  return { bill: billCeil(state.market.debt, debtUnits, supply), supply };
}

export function mintDiem(state: State, { ownerDiem, diemAmount, maxVvvLocked, ...on }: Mint): void {
  const { market, now } = state;
  const position = ownPosition(state, on);
  demand(diemAmount > 0n, "ZeroAmount");
  requireOpen(market, "mint");
  settle(market, position, now);
  const supply = diemSupply(state);
  renewDebt(market, position, supply);
  const vvvLocked = mintCost(state, diemAmount);
  demand(vvvLocked > 0n, "MintTooSmall");
  demand(sub(position.staked, position.locked) >= vvvLocked, "InsufficientUnlockedStake");
  changeShares(market, position, { locked: vvvLocked });
  const { total } = market.debt;
  changeDebt(market, position, total === 0n ? diemAmount : mulDivCeil(diemAmount, total, supply));
  demand(maxVvvLocked >= vvvLocked, "CostAboveMaximum");
  mintTo(state, market.diemMint, ownerDiem, diemAmount);
  tell(state, position, "DiemMinted", { diemAmount, vvvLocked, ...owedAfter(state, position) });
}

export interface Burn extends OnPosition {
  readonly ownerDiem: PublicKey;
  /** At most: no more than the bill is burnt. */
  readonly diemAmount: bigint;
  readonly minVvvUnlocked: bigint;
}

/** What a burn of at most `ceiling` burns, and the VVV that it frees. */
function clear(market: Market, position: Position, supply: bigint, ceiling: bigint) {
  const { debtUnits, locked } = position;
  if (debtUnits === 0n) {
    demand(locked > 0n, "NothingToBurn");
    return { diemAmount: 0n, vvvUnlocked: locked };
  }
  demand(ceiling > 0n, "ZeroAmount");
  const diemAmount = min(ceiling, billCeil(market.debt, debtUnits, supply));
  const cleared = min(debtUnits, mulDivFloor(diemAmount, market.debt.total, supply));
  changeDebt(market, position, -cleared);
  return { diemAmount, vvvUnlocked: mulDivFloor(locked, cleared, debtUnits) };
}

/** A position's bill now; what an era took of its units is gone. */
export function billOf(state: State, position: Position): bigint {
  const debt = { ...state.market.debt };
  renew(debt, diemSupply(state));
  const units = unitsNow(debt, position.debtUnits, position.debtEra);
  return billCeil(debt, units, diemSupply(state));
}

export function burnDiem(state: State, { ownerDiem, minVvvUnlocked, ...order }: Burn): void {
  const { market, now } = state;
  const position = ownPosition(state, order);
  settle(market, position, now);
  const supply = diemSupply(state);
  renewDebt(market, position, supply);
  const { diemAmount, vvvUnlocked } = clear(market, position, supply, order.diemAmount);
  demand(vvvUnlocked > 0n, "BurnTooSmall");
  changeShares(market, position, { locked: -vvvUnlocked });
  demand(vvvUnlocked >= minVvvUnlocked, "UnlockBelowMinimum");
  demand(balance(state, ownerDiem) >= diemAmount, "InsufficientBalance");
  burn(state, market.diemMint, ownerDiem, diemAmount);
  tell(state, position, "DiemBurned", { diemAmount, vvvUnlocked, ...owedAfter(state, position) });
}
