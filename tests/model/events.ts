import type { Channel, EpochRecord, Market, Position, Provider, Quota, State } from "./state";

/** What the program tells the world of a change, once. */
export function emit(state: State, name: string, data: Readonly<Record<string, unknown>>): void {
  state.events.push({ name, data });
}

/** Counts one more event of an account, and stamps it with that number. */
export function stampOf({ address, slot, now }: State, counted: { sequence: bigint }) {
  return { market: address, slot, timestamp: now, sequence: countOf(counted) };
}

/** Counts one more event of an account. */
export const countOf = (counted: { sequence: bigint }) => (counted.sequence += 1n);

/** The stamp of an event about a provider that the market counts as well. */
export function stampBoth(state: State, provider: Provider) {
  return { stamp: stampOf(state, state.market), providerSequence: countOf(provider) };
}

export function marketState({ debt, feeStream, rewardStream, ...market }: Market) {
  const { totalStaked, totalLocked, totalCooling, totalBonded, totalBondCooling } = market;
  const { totalEscrowed, rewardWeight, feesOwed, rewardsOwed, treasuryOwed } = market;
  const { quotaPool, quotaRewardsOwed } = market;
  return {
    ...{ totalStaked, totalLocked, totalCooling, totalBonded, totalBondCooling, totalEscrowed },
    ...{ rewardWeight, debtUnits: debt.total, debtEra: debt.era, feesOwed, rewardsOwed },
    ...{ treasuryOwed, quotaPool, quotaRewardsOwed },
    feeStreamRemaining: feeStream.remaining,
    rewardStreamRemaining: rewardStream.remaining,
  };
}

export function positionState(position: Position) {
  const { owner, staked, locked, debtUnits, debtEra, cooling } = position;
  const { unclaimedFees, unclaimedRewards } = position;
  return { owner, staked, locked, debtUnits, debtEra, cooling, unclaimedFees, unclaimedRewards };
}

/** What counts from the next epoch on. */
export function providerState(provider: Provider) {
  const { owner, operator, retiring, bond, openChannels, claimable } = provider;
  const { totalRevenue, totalSettled, terms, capacity, quotaCapacity, committed } = provider;
  return {
    ...{ owner, operator, price: terms.next.price, retiring, bond },
    bondCooling: provider.bondCooling.amount,
    ...{ capacity: capacity.next, quotaCapacity: quotaCapacity.next, committed: committed.next },
    ...{ openChannels, claimable, totalRevenue, totalSettled },
  };
}

export function channelState(channel: Channel) {
  const { provider, consumer, openedSlot, deposit, settled, collected, staked, cooling } = channel;
  const { withdrawable, nextAllowance, quota, lastQuota, closesTs } = channel;
  const { bought, closing, lastQuotaEpoch } = channel;
  const quotaState = ({ epoch, allowance, used }: Quota) => ({ epoch, allowance, used });
  return {
    ...{ provider, consumer, openedSlot, deposit, settled, collected, staked, cooling },
    ...{ withdrawable, nextAllowance, bought, closing, lastQuotaEpoch },
    ...{ quota: quotaState(quota), lastQuota: quotaState(lastQuota), closesTs: closesTs ?? 0n },
  };
}

export function recordState(record: EpochRecord) {
  const { epoch, capacity, referencePrice, paid, quota, used, rewardable, priceSum } = record;
  const { rewarded, rewardPool, rewardsClaimed, utilisationBps } = record;
  return {
    ...{ epoch, capacity, referencePrice, paid, quota, used, rewardable, priceSum },
    ...{ rewarded, rewardPool, rewardsClaimed, utilisationBps },
  };
}
