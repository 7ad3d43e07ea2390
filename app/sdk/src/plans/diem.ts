import { U64_MAX } from "../integers";
import { vvvOf } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/diem";
import { burnQuote } from "../quotes/debt";
import { requirePositive } from "../quotes/positive";
import { marginalRate } from "../quotes/marginal-rate";
import { maxMintable, mintQuote } from "../quotes/mint";
import { withSlippage } from "../quotes/slippage";
import { createAtaIdempotent } from "../tokens";
import type { Plan, PlanContext } from "./plan";
import { readOwnPosition, unlockedOf } from "./read/position";
import { requireDiem } from "./read/balance";

/** How far the rate may move between the quote and the chain, unless a plan is told otherwise: half a per cent. */
const DEFAULT_SLIPPAGE_BPS = 50;

/** See {@link mintDiem}. */
export interface MintDiemPlanInput {
  /** DIEM base units, exactly. */
  readonly diemAmount: bigint;
  /** Maximum VVV base units that may be locked; default: the quote and `slippageBps`. */
  readonly maxVvvLocked?: bigint;
  /** Basis points over the quote; default: 50. */
  readonly slippageBps?: number;
}

/** What a mint does. Rates are VVV base units per whole DIEM. */
export interface MintPlanQuote {
  /** VVV base units that it locks. */
  readonly vvvLocked: bigint;
  /** The bound with which it is sent. */
  readonly maxVvvLocked: bigint;
  readonly averageRate: bigint;
  /** What the next DIEM costs before and after it. */
  readonly rateBefore: bigint;
  readonly rateAfter: bigint;
  /** VVV base units of the stake that stay unlocked. */
  readonly unlocked: bigint;
}

/**
 * Mints DIEM against the owner's unlocked stake, after creating its DIEM account if that is missing.
 *
 * @throws `AccountNotFound` if the owner has no position; `EntryPaused`, `ZeroAmount`,
 * `OutsideMintCurve`, `MintTooSmall`, `CostAboveMaximum` or `InsufficientUnlockedStake`.
 *
 * @example
 * const { quote } = await plans.mintDiem(context, { diemAmount: 5_000_000_000n, slippageBps: 100 });
 */
export async function mintDiem(
  context: PlanContext,
  { diemAmount, slippageBps = DEFAULT_SLIPPAGE_BPS, ...bound }: MintDiemPlanInput,
): Promise<Plan<MintPlanQuote>> {
  requirePositive("diemAmount", diemAmount);
  const { position, state, now, on, supply } = await readOwnPosition(context);
  if (state.paused.includes("mint")) throw foreseen("EntryPaused");
  const at = { market: state, now };
  const { vvvLocked, averageRate } = mintQuote({ ...at, supply, amount: diemAmount });
  const { max } = withSlippage({ amount: vvvLocked, bps: slippageBps });
  const { maxVvvLocked = max } = bound;
  const vvv = vvvOf(state);
  if (vvvLocked > maxVvvLocked) {
    throw foreseen("CostAboveMaximum", of(vvv, { value: vvvLocked, limit: maxVvvLocked }));
  }
  const held = unlockedOf(position);
  const unlocked = held - vvvLocked;
  if (unlocked < 0n) {
    const mostMintable = maxMintable({ ...at, supply, vvv: held });
    const figures = { held, needed: vvvLocked, mostPossible: held, mostMintable };
    throw foreseen("InsufficientUnlockedStake", of(vvv, figures));
  }
  const { market, owner } = context;
  const create = createAtaIdempotent({ payer: owner, mint: market.diemMint, owner });
  return {
    instructions: [create, instructions.mintDiem({ ...on, diemAmount, maxVvvLocked })],
    quote: {
      vvvLocked,
      maxVvvLocked,
      averageRate,
      rateBefore: marginalRate({ ...at, supply }),
      rateAfter: marginalRate({ ...at, supply: supply + diemAmount }),
      unlocked,
    },
  };
}

/** See {@link burnDiem}. */
export interface BurnDiemPlanInput {
  /** Maximum DIEM base units to burn: no more than the bill is burnt. Default: all of it. */
  readonly diemAmount?: bigint;
  /** Minimum VVV base units that must be unlocked; default: the quote and `slippageBps`. */
  readonly minVvvUnlocked?: bigint;
  /** Basis points under the quote; default: 50. */
  readonly slippageBps?: number;
}

/** What a burn does. */
export interface BurnPlanQuote {
  /** DIEM base units that it burns: the lesser of what was asked for and the bill. */
  readonly diemAmount: bigint;
  /** VVV base units that it unlocks, at the position's own average rate. */
  readonly vvvUnlocked: bigint;
  /** The bound with which it is sent. */
  readonly minVvvUnlocked: bigint;
  /** DIEM base units that would clear what the position still owes. */
  readonly bill: bigint;
  /** VVV base units of the stake that are unlocked then. */
  readonly unlocked: bigint;
}

/**
 * Burns the owner's DIEM, at most the position's bill, and unlocks stake. Where others' burns have taken all of the debt,
 * it burns nothing and unlocks what is still locked.
 *
 * @throws `AccountNotFound` if the owner has no position; `ZeroAmount`, `NothingToBurn`,
 * `BurnTooSmall`, `UnlockBelowMinimum` or `InsufficientBalance`.
 *
 * @example
 * const { quote } = await plans.burnDiem(context); // all of it
 */
export async function burnDiem(
  context: PlanContext,
  { slippageBps = DEFAULT_SLIPPAGE_BPS, ...input }: BurnDiemPlanInput = {},
): Promise<Plan<BurnPlanQuote>> {
  const { diemAmount: ceiling = U64_MAX } = input;
  const { position, state, on, supply } = await readOwnPosition(context);
  const burning = burnQuote({ market: state, supply, position, amount: ceiling });
  const { diemBurned: diemAmount, vvvUnlocked, bill } = burning;
  const { min } = withSlippage({ amount: vvvUnlocked, bps: slippageBps });
  const { minVvvUnlocked = min } = input;
  if (vvvUnlocked < minVvvUnlocked) {
    const figures = of(vvvOf(state), { value: vvvUnlocked, limit: minVvvUnlocked });
    throw foreseen("UnlockBelowMinimum", figures);
  }
  await requireDiem(context, diemAmount);
  const { market, owner } = context;
  // who owes nothing any more may have no DIEM account, and the program asks for one
  const creations =
    diemAmount === 0n ? [createAtaIdempotent({ payer: owner, mint: market.diemMint, owner })] : [];
  return {
    instructions: [
      ...creations,
      instructions.burnDiem({ ...on, diemAmount: ceiling, minVvvUnlocked }),
    ],
    quote: {
      diemAmount,
      vvvUnlocked,
      minVvvUnlocked,
      bill,
      unlocked: unlockedOf(position) + vvvUnlocked,
    },
  };
}
