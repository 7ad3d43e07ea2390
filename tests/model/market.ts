import type { PublicKey } from "@solana/web3.js";
import { epochAt } from "./epochs";
import { emit, marketState, stampOf } from "./events";
import { spread } from "./indexes";
import { add, BPS, mulDivCeil, mulDivFloor, sub } from "./integers";
import { demand } from "./refusal";
import type { Market, State } from "./state";
import { endOf, hold, release, topUp } from "./streams";
import { move } from "./tokens";

const MAX_REWARDS_SECS = 365n * 86_400n;

/** Releases both streams up to now into the indexes. While nobody is staked they stand still. */
export function accrue(market: Market, now: bigint): void {
  const { feeStream, rewardStream, totalStaked, rewardWeight } = market;
  if (totalStaked === 0n) {
    hold(feeStream, now);
    hold(rewardStream, now);
    return;
  }
  const fees = release(feeStream, now);
  if (fees > 0n) spread(market.feeIndex, fees, totalStaked);
  market.feesOwed = add(market.feesOwed, fees);
  const rewards = release(rewardStream, now);
  if (rewards > 0n) spread(market.rewardIndex, rewards, rewardWeight);
  market.rewardsOwed = add(market.rewardsOwed, rewards);
}

/** T of the mint curve now. */
export function targetNow({ market, now }: State): bigint {
  const due = epochAt(market, now) >= market.nextTargetEpoch;
  return due ? market.nextTarget : market.targetSupply;
}

export interface Split {
  readonly provider: bigint;
  readonly quota: bigint;
  readonly treasury: bigint;
  readonly stakers: bigint;
}

/** The provider's part is rounded down; the treasury's, and that of treasury and pool together, up. */
function split({ params }: Market, amount: bigint): Split {
  const whole = BigInt(params.quotaBps + params.treasuryBps);
  const provider = mulDivFloor(amount, BigInt(params.providerBps), BPS);
  const treasury = mulDivCeil(amount, BigInt(params.treasuryBps), BPS);
  const shared = mulDivCeil(amount, whole, BPS);
  return {
    ...{ provider, treasury },
    quota: sub(shared, treasury),
    stakers: sub(sub(amount, provider), shared),
  };
}

/** Gives stakers DIEM, over the time that the parameters say. */
export function streamToStakers(market: Market, amount: bigint): void {
  if (amount > 0n) topUp(market.feeStream, amount, market.params.feeStreamSecs);
}

/** Splits new revenue and books what is not the provider's. */
export function bookRevenue(market: Market, amount: bigint, now: bigint): Split {
  accrue(market, now);
  const parts = split(market, amount);
  market.treasuryOwed = add(market.treasuryOwed, parts.treasury);
  market.quotaPool = add(market.quotaPool, parts.quota);
  streamToStakers(market, parts.stakers);
  return parts;
}

export interface Funding {
  readonly funder: PublicKey;
  readonly amount: bigint;
}

export function fundRewards(
  state: State,
  order: Funding & { readonly funderVvv: PublicKey; readonly durationSecs: bigint },
): void {
  const { market, now } = state;
  const { funder, amount, durationSecs } = order;
  demand(amount > 0n, "ZeroAmount");
  const shortest = market.params.stakeCooldownSecs;
  const legal = durationSecs >= shortest && durationSecs <= MAX_REWARDS_SECS;
  demand(legal, "RewardDurationOutOfRange");
  accrue(market, now);
  topUp(market.rewardStream, amount, durationSecs);
  move(state, order.funderVvv, market.rewardVault, amount);
  emit(state, "RewardsFunded", {
    ...{ stamp: stampOf(state, market), funder, amount },
    ...{ endTs: endOf(market.rewardStream), market: marketState(market) },
  });
}

export function fundQuota(
  state: State,
  { funder, funderDiem, amount }: Funding & { readonly funderDiem: PublicKey },
): void {
  const { market } = state;
  demand(amount > 0n, "ZeroAmount");
  market.quotaPool = add(market.quotaPool, amount);
  move(state, funderDiem, market.feePool, amount);
  const stamp = stampOf(state, market);
  emit(state, "QuotaFunded", { stamp, funder, amount, market: marketState(market) });
}

/** A treasury and its token account; anyone may call, and so name another. */
export interface Payee {
  readonly treasury: PublicKey;
  readonly treasuryDiem: PublicKey;
}

export function collectTreasury(state: State, { treasury, treasuryDiem }: Payee): void {
  const { market } = state;
  demand(market.roles.treasury.equals(treasury), "WrongTokenOwner");
  const amount = market.treasuryOwed;
  demand(amount > 0n, "NothingOwedToTreasury");
  market.treasuryOwed = 0n;
  move(state, market.feePool, treasuryDiem, amount);
  const stamp = stampOf(state, market);
  emit(state, "TreasuryCollected", { stamp, treasury, amount, market: marketState(market) });
}
