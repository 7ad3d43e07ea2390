import type { PublicKey } from "@solana/web3.js";
import { DIEM } from "../amounts";
import { of } from "../errors/figures";
import { foreseen } from "../errors/program-errors";
import * as instructions from "../instructions/quota";
import { defined } from "../defined";
import { advanceChannel } from "../quotes/channel-state";
import { quotaCreditsFloor } from "../quotes/math/quota";
import { epochStart } from "../quotes/math/epoch";
import { createAtaIdempotent } from "../tokens";
import { proRata } from "../quotes/quota";
import { readOwnChannel } from "./read/channel";
import { readClock } from "./read/clock";
import { requirePositive } from "../quotes/positive";
import type { Plan, PlanContext } from "./plan";
import { requireDiem } from "./read/balance";

/** See {@link stakeQuota} and {@link requestQuotaUnstake}. */
export interface QuotaPlanInput {
  readonly channel: PublicKey;
  /** DIEM base units. */
  readonly amount: bigint;
}

/** Micro-credits that a channel has in each epoch. */
export interface QuotaQuote {
  /** In the running epoch: what is staked in it gives the part that is left of the epoch. */
  readonly allowance: bigint;
  /** In each later one, as long as nothing changes. */
  readonly nextAllowance: bigint;
}

/**
 * Stakes the consumer's DIEM for a quota of credits in every later epoch, and for a part of it in the running one, by the
 * time that is left.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `WrongConsumer`, `ChannelClosing`, `QuotaStakeTooSmall` or
 * `InsufficientBalance`.
 *
 * @example
 * const { quote } = await plans.stakeQuota(context, { channel, amount: 3_000_000_000n });
 * const credits = quote.nextAllowance / constants.CREDIT_UNIT;
 */
export async function stakeQuota(
  context: PlanContext,
  { channel: address, amount }: QuotaPlanInput,
): Promise<Plan<QuotaQuote>> {
  requirePositive("amount", amount);
  const [stored, { state, now, epoch }] = await Promise.all([
    readOwnChannel(context, address),
    readClock(context),
    requireDiem(context, amount),
  ]);
  if (stored.closesTs !== null) throw foreseen("ChannelClosing");
  const { provider, creditsPerDiem, staked, quota, ...channel } = advanceChannel(stored, epoch);
  const nextAllowance = quotaCreditsFloor({ diem: staked + amount, creditsPerDiem });
  if (nextAllowance <= channel.nextAllowance) throw foreseen("QuotaStakeTooSmall");
  const credits = quotaCreditsFloor({ diem: amount, creditsPerDiem });
  const { market, owner: consumer, programId } = context;
  const order = { market, provider, channel: address, consumer, amount, ...defined({ programId }) };
  return {
    instructions: [instructions.stakeQuota(order)],
    quote: {
      allowance: quota.allowance + proRata({ clock: state, credits, now }),
      nextAllowance,
    },
  };
}

/** What a request to unstake does. */
export interface QuotaUnstakeQuote extends QuotaQuote {
  /** From this second (unix) on the DIEM can be withdrawn: the start of the next epoch. */
  readonly readyTs: bigint;
}

/**
 * Takes the consumer's DIEM out of the quota stake.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `WrongConsumer` or `InsufficientQuotaStake`.
 *
 * @example
 * const { quote } = await plans.requestQuotaUnstake(context, { channel, amount });
 */
export async function requestQuotaUnstake(
  context: PlanContext,
  { channel: address, amount }: QuotaPlanInput,
): Promise<Plan<QuotaUnstakeQuote>> {
  requirePositive("amount", amount);
  const [stored, { state, epoch }] = await Promise.all([
    readOwnChannel(context, address),
    readClock(context),
  ]);
  const { provider, creditsPerDiem, staked, quota } = advanceChannel(stored, epoch);
  if (amount > staked) {
    const figures = of(DIEM, { held: staked, needed: amount, mostPossible: staked });
    throw foreseen("InsufficientQuotaStake", figures);
  }
  const { owner: consumer, programId } = context;
  const order = { provider, channel: address, consumer, amount, ...defined({ programId }) };
  return {
    instructions: [instructions.requestQuotaUnstake(order)],
    quote: {
      allowance: quota.allowance,
      nextAllowance: quotaCreditsFloor({ diem: staked - amount, creditsPerDiem }),
      readyTs: epochStart({ clock: state, epoch: epoch + 1 }),
    },
  };
}

/** See {@link withdrawQuota}. */
export interface WithdrawQuotaPlanInput {
  readonly channel: PublicKey;
}

/**
 * Pays the consumer all DIEM of the quota stake that is withdrawable, into the associated token account, which is created
 * if it is missing: what was unstaked in an earlier epoch, and everything after the channel's last quota epoch.
 *
 * @throws `AccountNotFound`; `WrongMarket`, `WrongConsumer` or `QuotaNotReady`.
 *
 * @example
 * const { quote } = await plans.withdrawQuota(context, { channel }); // quote.amount in DIEM base units
 */
export async function withdrawQuota(
  context: PlanContext,
  { channel: address }: WithdrawQuotaPlanInput,
): Promise<Plan<{ readonly amount: bigint }>> {
  const [stored, { epoch }] = await Promise.all([
    readOwnChannel(context, address),
    readClock(context),
  ]);
  const { withdrawable: amount } = advanceChannel(stored, epoch);
  if (amount === 0n) throw foreseen("QuotaNotReady", of(DIEM, { mostPossible: 0n }));
  const { market, owner, programId } = context;
  const order = { market, channel: address, consumer: owner, ...defined({ programId }) };
  const create = createAtaIdempotent({ payer: owner, mint: market.diemMint, owner });
  return { instructions: [create, instructions.withdrawQuota(order)], quote: { amount } };
}
