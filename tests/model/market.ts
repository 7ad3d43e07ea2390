import type { PublicKey } from "@solana/web3.js";
import { constants, quotes } from "@diem/sdk";
import { epochAt } from "./epochs";
import { add, sub } from "./integers";
import { demand } from "./refusal";
import type { Market, State } from "./state";
import { move } from "./tokens";

/** Releases both streams up to now into the indexes. While nobody is staked they stand still. */
export function accrue(market: Market, now: bigint): void {
  if (market.totalStaked === 0n) {
    market.feeStream = quotes.stream.hold({ stream: market.feeStream, now });
    market.rewardStream = quotes.stream.hold({ stream: market.rewardStream, now });
    return;
  }
  spreadFees(market, now);
  spreadRewards(market, now);
}

function spreadFees(market: Market, now: bigint): void {
  const { stream, released } = quotes.stream.release({ stream: market.feeStream, now });
  market.feeStream = stream;
  if (released === 0n) return;
  const total = market.totalStaked;
  const { index } = quotes.index.spread({ index: market.feeIndex, amount: released, total });
  market.feeIndex = index;
  market.feesOwed = add(market.feesOwed, released);
}

function spreadRewards(market: Market, now: bigint): void {
  const { stream, released } = quotes.stream.release({ stream: market.rewardStream, now });
  market.rewardStream = stream;
  if (released === 0n) return;
  const { indexes, haircut } = quotes.index.spreadRewards({
    indexes: market.rewardIndexes,
    amount: released,
    total: market.totalStaked,
    locked: market.totalLocked,
    haircutBps: market.params.lockedHaircutBps,
  });
  market.rewardIndexes = indexes;
  market.quotaPool = add(market.quotaPool, haircut);
  market.rewardsOwed = sub(add(market.rewardsOwed, released), haircut);
}

/** T of the mint curve now. */
export function targetNow({ market, now }: State): bigint {
  const due = epochAt(market, now) >= market.nextTargetEpoch;
  return due ? market.nextTarget : market.targetSupply;
}

/** Splits new revenue, books what is not the provider's, and says what is. */
export function bookRevenue(market: Market, amount: bigint, now: bigint): bigint {
  accrue(market, now);
  const split = quotes.feeSplit({ market, amount });
  market.treasuryOwed = add(market.treasuryOwed, split.treasury);
  if (split.stakers > 0n) {
    market.feeStream = quotes.stream.topUp({
      stream: market.feeStream,
      amount: split.stakers,
      durationSecs: market.epochSecs,
    });
  }
  return split.provider;
}

export interface Funding {
  readonly funderVvv: PublicKey;
  readonly amount: bigint;
  readonly durationSecs: bigint;
}

export function fundRewards(state: State, { funderVvv, amount, durationSecs }: Funding): void {
  const { market, now } = state;
  demand(amount > 0n, "ZeroAmount");
  const legal = durationSecs >= 1n && durationSecs <= constants.MAX_REWARD_DURATION_SECS;
  demand(legal, "RewardDurationOutOfRange");
  accrue(market, now);
  const stream = market.rewardStream;
  market.rewardStream = quotes.stream.topUp({ stream, amount, durationSecs });
  move(state, funderVvv, market.rewardVault, amount);
  market.sequence += 1n;
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
  market.sequence += 1n;
}
