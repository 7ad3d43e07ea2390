import { MAX_REWARD_DURATION_SECS } from "../constants";
import { DIEM } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/market";
import { defined } from "../defined";
import type { PublicKey } from "@solana/web3.js";
import { accrue } from "../quotes/accrue";
import { endTs, topUp } from "../quotes/math/stream";
import { createAtaIdempotent } from "../tokens";
import { readClock } from "./read/clock";
import { requirePositive } from "../quotes/positive";
import type { Plan, PlanContext } from "./plan";
import { requireDiem, requireVvv } from "./read/balance";

/** See {@link fundRewards}. */
export interface FundRewardsPlanInput {
  /** VVV base units. */
  readonly amount: bigint;
  /** Seconds over which the amount is released: the stake cool-down to one year. */
  readonly durationSecs: bigint;
}

/** The reward stream after a funding. */
export interface RewardStreamQuote {
  /** VVV base units that wait to be released. */
  readonly remaining: bigint;
  /** Unix seconds: the amount-weighted mean of what was left and what was added. */
  readonly endTs: bigint;
}

/**
 * Adds the owner's VVV to the reward stream. Anyone may.
 *
 * @throws `ZeroAmount`, `RewardDurationOutOfRange` or `InsufficientBalance`.
 *
 * @example
 * const order = { amount: 100_000_000_000n, durationSecs: 30n * 86_400n };
 * const { quote } = await plans.fundRewards(context, order);
 */
export async function fundRewards(
  context: PlanContext,
  { amount, durationSecs }: FundRewardsPlanInput,
): Promise<Plan<RewardStreamQuote>> {
  requirePositive("amount", amount);
  const { state, now } = await readClock(context);
  const shortest = state.params.stakeCooldownSecs;
  if (durationSecs < shortest || durationSecs > MAX_REWARD_DURATION_SECS) {
    throw foreseen("RewardDurationOutOfRange");
  }
  await requireVvv(context, amount, state);
  const { market, owner: funder, programId } = context;
  const order = { market, funder, amount, durationSecs, ...defined({ programId }) };
  const { rewardStream } = accrue(state, now);
  const stream = topUp({ stream: rewardStream, amount, durationSecs });
  return {
    instructions: [instructions.fundRewards(order)],
    quote: { remaining: stream.remaining, endTs: endTs(stream) },
  };
}

/** See {@link fundQuota}. */
export interface FundQuotaPlanInput {
  /** DIEM base units. */
  readonly amount: bigint;
}

/** The quota pool after a funding. */
export interface QuotaPoolQuote {
  /** DIEM base units, from which served quota is rewarded. */
  readonly pool: bigint;
}

/**
 * Adds the owner's DIEM to the quota pool. Anyone may. What an epoch's rewards leave of the pool goes to the stakers over
 * time, by one part in `quotaPoolEpochs` an epoch.
 *
 * @throws `ZeroAmount` or `InsufficientBalance`.
 *
 * @example
 * const { quote } = await plans.fundQuota(context, { amount: 20_000_000_000n });
 */
export async function fundQuota(
  context: PlanContext,
  { amount }: FundQuotaPlanInput,
): Promise<Plan<QuotaPoolQuote>> {
  requirePositive("amount", amount);
  const [{ state }] = await Promise.all([readClock(context), requireDiem(context, amount)]);
  const { market, owner: funder, programId } = context;
  const fund = instructions.fundQuota({ market, funder, amount, ...defined({ programId }) });
  return { instructions: [fund], quote: { pool: state.quotaPool + amount } };
}

/** What the treasury is paid. */
export interface TreasuryQuote {
  readonly treasury: PublicKey;
  /** DIEM base units. */
  readonly amount: bigint;
}

/**
 * Pays the treasury all the DIEM that it is owed, into its associated token account, which is created where it is
 * missing. Anyone may.
 *
 * @throws `NothingOwedToTreasury`.
 *
 * @example
 * const { quote } = await plans.collectTreasury(context); // quote.amount in DIEM base units
 */
export async function collectTreasury(context: PlanContext): Promise<Plan<TreasuryQuote>> {
  const { state } = await readClock(context);
  const { treasuryOwed: amount } = state;
  if (amount === 0n) throw foreseen("NothingOwedToTreasury", of(DIEM, { mostPossible: 0n }));
  const { market, owner: payer, programId } = context;
  const { treasury } = state.roles;
  const create = createAtaIdempotent({ payer, mint: market.diemMint, owner: treasury });
  const collect = instructions.collectTreasury({ market, treasury, ...defined({ programId }) });
  return { instructions: [create, collect], quote: { treasury, amount } };
}
