import { type MarketAccount, quotes } from "@diem/sdk";
import type { MarketState, Totals } from "../fold/market";

/** A figure that differs between the index and the chain. */
export interface Difference {
  readonly account: string;
  readonly figure: string;
  readonly indexed: string;
  readonly chain: string;
}

/** Totals that are complete in an event of the market. Channels change the escrow without such an event. */
function totalsOf(market: MarketAccount): Omit<Totals, "totalEscrowed"> {
  return {
    totalStaked: market.totalStaked,
    totalLocked: market.totalLocked,
    totalCooling: market.totalCooling,
    totalBonded: market.totalBonded,
    totalBondCooling: market.totalBondCooling,
    rewardWeight: market.rewardWeight,
    debtUnits: market.debt.total,
    debtEra: market.debt.era,
    feesOwed: market.feesOwed,
    rewardsOwed: market.rewardsOwed,
    treasuryOwed: market.treasuryOwed,
    quotaPool: market.quotaPool,
    quotaRewardsOwed: market.quotaRewardsOwed,
    feeStreamRemaining: market.feeStream.remaining,
    rewardStreamRemaining: market.rewardStream.remaining,
  };
}

/**
 * Differences between a market's state from its events and its account, at the same event number. `supply` is of the
 * DIEM mint, which anyone can lower by a burn without an event of the program.
 */
export function compareMarket(
  state: MarketState,
  market: MarketAccount,
  supply: bigint,
): Difference[] {
  const account = market.address.toBase58();
  const { timestamp: now } = state;
  const { offered, totals } = state;
  const indexed: Record<string, bigint> = {
    ...totals,
    target: state.target.targetSupply,
    nextTarget: state.target.nextTarget,
    nextReferencePrice: state.referencePrice.next,
    served: state.served,
    nextToClose: BigInt(state.nextToClose),
    capacity: offered.capacity,
    quotaCapacity: offered.quotaCapacity,
  };
  const chain: Record<string, bigint> = {
    ...totalsOf(market),
    target: market.targetSupply,
    nextTarget: market.nextTarget,
    nextReferencePrice: market.referencePrice.next,
    served: market.served,
    nextToClose: BigInt(market.nextToClose),
    capacity: market.capacity.next,
    quotaCapacity: market.quotaCapacity.next,
  };
  const found = Object.entries(chain).flatMap(([figure, value]): Difference[] => {
    const told = indexed[figure];
    if (told === value) return [];
    return [{ account, figure, indexed: String(told), chain: value.toString() }];
  });
  const price = quotes.referencePrice({ market, now });
  const told = quotes.referencePrice({ market: { ...state.birth, ...state }, now });
  if (price !== told) {
    found.push({ account, figure: "referencePrice", indexed: String(told), chain: String(price) });
  }
  if (supply > state.supply) {
    found.push({ account, figure: "supply", indexed: String(state.supply), chain: String(supply) });
  }
  return found;
}

/** What differs between what is stored of an account and its own fields, by name. */
export function compareFields(
  account: string,
  stored: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, bigint | boolean>>,
): Difference[] {
  return Object.entries(fields).flatMap(([figure, value]): Difference[] => {
    const told = stored[figure];
    if (String(told) === String(value)) return [];
    return [{ account, figure, indexed: String(told), chain: String(value) }];
  });
}
