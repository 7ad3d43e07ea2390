import type { EpochRecordAccount } from "../accounts/epoch-record";
import { market as markets } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { USAGE_EPOCHS } from "../constants";
import { claimQuotaReward } from "../instructions/epoch";
import { only } from "../only";
import { quotaReward } from "../quotes/rewards";
import { createAtaIdempotent } from "../tokens";
import { type Item, pack } from "./pack";
import { count, type PlanInput, type Task } from "./task";

/** What decides which rewards can be claimed. */
export interface Claimants {
  readonly providers: readonly ProviderAccount[];
  readonly records: readonly EpochRecordAccount[];
  /** Least VVV base units of a reward that is worth a claim; 1 unless given. */
  readonly minReward?: bigint;
}

/** A reward that a provider's owner can be paid, in VVV base units. */
export interface Reward {
  readonly provider: ProviderAccount;
  readonly record: EpochRecordAccount;
  readonly amount: bigint;
}

/** The rewards of closed epochs that nobody has claimed, the oldest first. */
export function unclaimedRewards({ providers, records, minReward = 1n }: Claimants): Reward[] {
  const closed = records.filter((record) => record.closed).sort((a, b) => a.epoch - b.epoch);
  const rewards = closed.flatMap((record) =>
    providers.map((provider) => ({ provider, record, amount: rewardOf(provider, record) })),
  );
  return rewards.filter(({ amount }) => amount > 0n && amount >= minReward);
}

function rewardOf({ usage }: ProviderAccount, record: EpochRecordAccount): bigint {
  const slot = usage[record.epoch % USAGE_EPOCHS];
  if (slot?.epoch !== record.epoch || slot.rewarded || slot.reportedQuota === 0n) return 0n;
  const { rewardPool: pool, quota: totalServed } = record;
  return quotaReward({ pool, served: slot.reportedQuota, totalServed });
}

/**
 * Pays providers' owners their quota rewards of closed epochs, into their associated token accounts, which are
 * created where they are missing. Whoever has the oldest reward comes first: it is lost once the provider serves
 * in the eighth epoch after.
 */
export function planClaimQuotaRewards({
  market,
  payer,
  programId,
  ...claimants
}: PlanInput & Claimants): Task[] {
  const keys = markets.keys(market);
  const items = new Map<string, Item>();
  for (const { provider, record } of unclaimedRewards(claimants)) {
    const { address, owner } = provider;
    const create = () => [createAtaIdempotent({ payer, mint: keys.vvvMint, owner })];
    const claim = claimQuotaReward({
      market: keys,
      providerOwner: owner,
      provider: address,
      epoch: record.epoch,
      record: record.address,
      ...only({ programId }),
    });
    items.set(address.toBase58(), [...(items.get(address.toBase58()) ?? create()), claim]);
  }
  const reason = (owners: number) => `pay ${count(owners, "provider")} the quota rewards`;
  return pack({ payer, kind: "claimQuotaReward", items: [...items.values()], reason });
}
