import type { PublicKey } from "@solana/web3.js";
import type { MarketFields } from "../accounts/market";

/** What a vault must hold at least, in base units of its token. */
export interface Liability {
  readonly vault: PublicKey;
  readonly owed: bigint;
}

/**
 * What a market owes from each of its vaults, as of its last change: it may hold more, because anyone can donate, but
 * never less.
 */
export function liabilities(market: MarketFields): Liability[] {
  const { feeStream, feesOwed, treasuryOwed, quotaPool, quotaRewardsOwed } = market;
  const fees = feeStream.remaining + feesOwed + treasuryOwed + quotaPool + quotaRewardsOwed;
  return [
    { vault: market.stakeVault, owed: market.totalStaked + market.totalCooling },
    { vault: market.bondVault, owed: market.totalBonded + market.totalBondCooling },
    { vault: market.rewardVault, owed: market.rewardStream.remaining + market.rewardsOwed },
    { vault: market.escrow, owed: market.totalEscrowed },
    { vault: market.feePool, owed: fees },
  ];
}
