import type { PublicKey } from "@solana/web3.js";
import type { MarketFields } from "../accounts/market";

/** What a vault must hold at least, in base units of its token. */
export interface Liability {
  readonly vault: PublicKey;
  readonly owed: bigint;
}

/** What a market owes from each of its vaults: more may lie there, because anyone can donate, but never less. */
export function liabilities(market: MarketFields): Liability[] {
  const { feeStream, feesOwed, treasuryOwed, rewardStream, rewardsOwed, quotaPool } = market;
  return [
    { vault: market.stakeVault, owed: market.totalStaked + market.totalCooling },
    { vault: market.bondVault, owed: market.totalBonded },
    { vault: market.rewardVault, owed: rewardStream.remaining + rewardsOwed + quotaPool },
    { vault: market.escrow, owed: 0n }, // nothing takes deposits yet: all that lies there was donated
    { vault: market.feePool, owed: feeStream.remaining + feesOwed + treasuryOwed },
  ];
}
