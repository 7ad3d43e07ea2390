import { type ProviderAccount, quotes } from "@diem/sdk";

/** What a provider offers in an epoch and after it, in micro-credits an epoch. */
export function offerIn(provider: ProviderAccount, epoch: number) {
  const { advance } = quotes.scheduled;
  const capacity = advance({ figure: provider.capacity, epoch });
  const quota = advance({ figure: provider.quotaCapacity, epoch });
  const committed = advance({ figure: provider.committed, epoch });
  const free = quota.next - committed.next;
  return { capacity, quota, committed, freeQuota: free < 0n ? 0n : free };
}

/** What a provider served in an epoch, as it is settled by now; null where nothing is. */
export function servedIn({ usage }: ProviderAccount, epoch: number) {
  return usage.find((slot) => slot.epoch === epoch)?.served ?? null;
}

/** Whether a provider takes channels, in words. */
export function stateOf({ retiring, underbonded }: ProviderAccount): string {
  if (retiring) return "retiring";
  return underbonded ? "short of bond" : "active";
}
