import type { PublicKey } from "@solana/web3.js";
import { epochRecord as records } from "../accounts/epoch-record";
import { DIEM } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/revenue";
import {
  hasForgoneReward,
  planClaimQuotaRewards,
  type Reward,
  unclaimedRewards,
} from "../keepers/claim-quota-rewards";
import { fresh } from "../keepers/distribute-revenue";
import { defined } from "../defined";
import { type FeeSplit, splitFee } from "../quotes/math/split";
import { createAtaIdempotent } from "../tokens";
import { readClock } from "./read/clock";
import { requirePositive } from "../quotes/positive";
import type { Plan, PlanContext } from "./plan";
import { readOwnProvider, readProvider, readRevenue } from "./read/provider";

/** Whose revenue or rewards are meant. */
export interface ForProvider {
  /** Default: the owner's own provider. */
  readonly provider?: PublicKey;
}

/** How new revenue is split, in DIEM base units. */
export interface DistributionQuote extends FeeSplit {
  /** What is split. */
  readonly amount: bigint;
}

/**
 * Splits what a provider's revenue account received between the provider, the quota pool, the treasury and the stakers.
 * Anyone may.
 *
 * @throws `AccountNotFound`; `WrongMarket` or `NothingToDistribute`.
 *
 * @example
 * const { quote } = await plans.distributeRevenue(context, { provider });
 */
export async function distributeRevenue(
  context: PlanContext,
  input: ForProvider = {},
): Promise<Plan<DistributionQuote>> {
  const { market, programId } = context;
  const [provider, { state }] = await Promise.all([
    readProvider(context, input.provider),
    readClock(context),
  ]);
  const amount = fresh(await readRevenue(context, provider));
  const { address, revenue } = provider;
  if (amount <= 0n) throw foreseen("NothingToDistribute", of(DIEM, { mostPossible: 0n }));
  const order = { market, provider: address, revenue, ...defined({ programId }) };
  return {
    instructions: [instructions.distributeRevenue(order)],
    quote: { amount, ...splitFee({ market: state, amount }) },
  };
}

/** See {@link withdrawRevenue}. */
export interface WithdrawRevenuePlanInput {
  /** DIEM base units; default: all that is claimable. */
  readonly amount?: bigint;
}

/** What is paid out, and what stays claimable: DIEM base units. */
export interface RevenueQuote {
  readonly amount: bigint;
  readonly left: bigint;
}

/**
 * Pays the owner out of its provider's claimable revenue, into the associated token account, which is created where it
 * is missing.
 *
 * @throws `AccountNotFound`; `ZeroAmount` or `ClaimableExceeded`.
 *
 * @example
 * const { quote } = await plans.withdrawRevenue(context);
 */
export async function withdrawRevenue(
  context: PlanContext,
  input: WithdrawRevenuePlanInput = {},
): Promise<Plan<RevenueQuote>> {
  const { market, owner } = context;
  const { provider, on } = await readOwnProvider(context);
  const { claimable, revenue } = provider;
  const { amount = claimable } = input;
  requirePositive("amount", amount);
  if (amount > claimable) {
    const figures = of(DIEM, { held: claimable, needed: amount, mostPossible: claimable });
    throw foreseen("ClaimableExceeded", figures);
  }
  const create = createAtaIdempotent({ payer: owner, mint: market.diemMint, owner });
  return {
    instructions: [create, instructions.withdrawRevenue({ ...on, amount, revenue })],
    quote: { amount, left: claimable - amount },
  };
}

/** What is paid for served quota. */
export interface RewardsQuote {
  readonly rewards: readonly Reward[];
}

/**
 * Pays a provider's owner the quota rewards of closed epochs that nobody has claimed, into its associated token account for
 * DIEM, which is created if it is missing. Anyone may.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `NothingToReward`, or `RevenueNotDistributed` if a reward is
 * missing because revenue was not distributed before the report, and there is no other.
 *
 * @example
 * const { quote } = await plans.claimQuotaRewards(context); // quote.rewards
 */
export async function claimQuotaRewards(
  context: PlanContext,
  input: ForProvider = {},
): Promise<Plan<RewardsQuote>> {
  const { connection, market, owner: payer, programId } = context;
  const options = defined({ programId });
  const [provider, { state, now, epoch }, all] = await Promise.all([
    readProvider(context, input.provider),
    readClock(context),
    records.fetchAll(connection, { market: market.market }, options),
  ]);
  const claimants = { providers: [provider], records: all };
  const rewards = unclaimedRewards({ ...claimants, epoch });
  // One provider's claims fit one transaction: at most six epochs can wait for them.
  const [task] = planClaimQuotaRewards({ market: state, payer, now, ...options, ...claimants });
  if (task === undefined) {
    const forgone = hasForgoneReward(provider, { records: all, epoch });
    throw foreseen(forgone ? "RevenueNotDistributed" : "NothingToReward");
  }
  return { instructions: [...task.instructions], quote: { rewards } };
}
