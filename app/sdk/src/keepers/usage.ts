import type { ProviderAccount, UsageSlot } from "../accounts/provider";
import { USAGE_EPOCHS } from "../constants";
import { max } from "../integers";

/** What a provider served in an epoch, where its memory still has it; nothing before epoch 0. */
export function slotOf({ usage }: ProviderAccount, epoch: number): UsageSlot | undefined {
  const slot = usage[epoch % USAGE_EPOCHS];
  return slot?.epoch === epoch ? slot : undefined;
}

/** Micro-credits, bought and quota together, that a provider served in an epoch and that the epoch's record does not have. */
export function unreported(provider: ProviderAccount, epoch: number): bigint {
  const slot = slotOf(provider, epoch);
  if (slot === undefined) return 0n;
  const { served, reported } = slot;
  return served.bought - reported.bought + served.quota - reported.quota;
}

/** DIEM base units that a provider had settled by the end of an epoch of its memory, and that are not distributed. */
export function undistributed(
  { usage, totalSettled, settledDistributed }: ProviderAccount,
  epoch: number,
): bigint {
  const later = usage.filter((slot) => slot.epoch > epoch);
  const settled = later.reduce((sum, { served }) => sum - served.diem, totalSettled);
  return max(settled - settledDistributed, 0n);
}

/** When a provider's use of an epoch is reported. */
export interface ReportRule {
  readonly epoch: number;
  /** Minimum new micro-credits that are worth a report. */
  readonly minUsage: bigint;
}

/**
 * Whether a report is due once `distributed` DIEM base units of the provider's are distributed: where the record lacks use,
 * or has quota that did not count for a reward and then does.
 */
export function isReportDue(
  provider: ProviderAccount,
  { epoch, minUsage, distributed }: ReportRule & { readonly distributed: bigint },
): boolean {
  const slot = slotOf(provider, epoch);
  if (slot === undefined) return false;
  const credits = unreported(provider, epoch);
  if (credits > 0n && credits >= minUsage) return true;
  const uncounted = slot.reported.quota > 0n && slot.distributed === 0;
  return uncounted && undistributed(provider, epoch) <= distributed;
}

/** Whether a report waits for revenue: it is due, with quota that counts only once that is distributed. */
export function isReportWaiting(provider: ProviderAccount, rule: ReportRule): boolean {
  const { served } = slotOf(provider, rule.epoch) ?? {};
  const distributed = undistributed(provider, rule.epoch);
  if (served === undefined || served.quota === 0n || distributed === 0n) return false;
  return isReportDue(provider, { ...rule, distributed });
}
