import type { EpochRecordAccount } from "../accounts/epoch-record";
import { market as markets } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { USAGE_EPOCHS } from "../constants";
import { claimQuotaReward } from "../instructions/epoch";
import { defined } from "../defined";
import { epochAt } from "../quotes/math/epoch";
import { rewardFloor } from "../quotes/math/quota";
import { contribution } from "../quotes/math/usage";
import { createAtaIdempotent } from "../tokens";
import { type Item, pack } from "./pack";
import { count, type PlanInput, type Task } from "./task";
import { slotOf } from "./usage";

/** What decides which rewards can be claimed. */
export interface Claimants {
  readonly providers: readonly ProviderAccount[];
  readonly records: readonly EpochRecordAccount[];
  /** Minimum DIEM base units of a reward that is worth a claim; default: 1. */
  readonly minReward?: bigint;
}

/** A reward that a provider's owner can be paid, in DIEM base units. */
export interface Reward {
  readonly provider: ProviderAccount;
  readonly record: EpochRecordAccount;
  readonly amount: bigint;
}

/** The rewards of closed epochs that nobody has claimed and that have not lapsed while `epoch` runs, the oldest first. */
export function unclaimedRewards({
  providers,
  records,
  epoch,
  minReward = 1n,
}: Claimants & { readonly epoch: number }): Reward[] {
  const claimable = claimableRecords(records, epoch).sort((a, b) => a.epoch - b.epoch);
  const rewards = claimable.flatMap((record) =>
    providers.map((provider) => ({ provider, record, amount: rewardOf(provider, record) })),
  );
  return rewards.filter(({ amount }) => amount > 0n && amount >= minReward);
}

/**
 * Whether a provider has no reward of an epoch whose reward could be claimed while `epoch` runs, only because its revenue was
 * not distributed before its use was last reported.
 */
export function hasForgoneReward(
  provider: ProviderAccount,
  { records, epoch }: Omit<Claimants, "providers" | "minReward"> & { readonly epoch: number },
): boolean {
  return claimableRecords(records, epoch).some((record) => {
    const slot = slotOf(provider, record.epoch);
    if (slot === undefined || slot.distributed === 1) return false;
    const { reported: served, capacity } = slot;
    return contribution({ served, capacity, distributed: 1, measure: record }).rewardable > 0n;
  });
}

function claimableRecords(records: readonly EpochRecordAccount[], epoch: number) {
  return records.filter((record) => record.closed && epoch - record.epoch < USAGE_EPOCHS);
}

function rewardOf(provider: ProviderAccount, record: EpochRecordAccount): bigint {
  const slot = slotOf(provider, record.epoch);
  if (slot === undefined) return 0n;
  const { reported: served, rewarded, ...rest } = slot;
  const { rewardable } = contribution({ ...rest, served, measure: record });
  if (rewardable <= rewarded) return 0n;
  return rewardFloor({ pool: record.rewardPool, rewardable, totalRewardable: record.rewardable });
}

/** See {@link planClaimQuotaRewards}. */
export interface PlanClaimQuotaRewardsInput extends PlanInput, Claimants {
  /** Unix seconds. */
  readonly now: bigint;
}

/**
 * Pays providers' owners their quota rewards of closed epochs, into their associated token accounts, which are
 * created if they are missing. The provider with the oldest reward comes first: it lapses in the eighth epoch after its own.
 */
export function planClaimQuotaRewards({
  market,
  payer,
  now,
  programId,
  ...claimants
}: PlanClaimQuotaRewardsInput): Task[] {
  const keys = markets.keys(market);
  const rewards = unclaimedRewards({ ...claimants, epoch: epochAt({ clock: market, now }) });
  const items = new Map<string, Item>();
  for (const { provider, record } of rewards) {
    const { address, owner } = provider;
    const create = () => [createAtaIdempotent({ payer, mint: keys.diemMint, owner })];
    const claim = claimQuotaReward({
      market: keys,
      providerOwner: owner,
      provider: address,
      epoch: record.epoch,
      record: record.address,
      ...defined({ programId }),
    });
    items.set(address.toBase58(), [...(items.get(address.toBase58()) ?? create()), claim]);
  }
  const reason = (owners: number) => `pay ${count(owners, "provider")} the quota rewards`;
  return pack({ payer, kind: "claimQuotaReward", items: [...items.values()], reason });
}
