import { market as markets } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { USAGE_EPOCHS } from "../constants";
import { openEpochRecord, reportUsage } from "../instructions/epoch";
import { only } from "../only";
import { epochAt } from "../quotes/epoch";
import { epochsDue } from "../quotes/roll";
import { pack } from "./pack";
import { count, type PlanInput, type Task } from "./task";

/** See {@link planReportUsage}. */
export interface PlanReportUsageInput extends PlanInput {
  readonly providers: readonly ProviderAccount[];
  /** Unix seconds. */
  readonly now: bigint;
  /** Least new micro-credits of a provider that are worth a report of the running epoch; 1 unless given. */
  readonly minUsage?: bigint;
  /** Whether the roll that is due is sent before: without it no record can be opened. */
  readonly rollsFirst?: boolean;
}

/**
 * Reports what providers served and their epoch's record does not have: first all of the settling epoch, which can
 * be reported only until the running one ends, then the running epoch's. Opens records that are missing.
 */
export function planReportUsage(input: PlanReportUsageInput): Task[] {
  const { market, now, minUsage = 1n } = input;
  const running = epochAt({ clock: market, now });
  return [...reportsOf(input, running - 1, 1n), ...reportsOf(input, running, minUsage)];
}

/** The reports of one epoch, from `minUsage` micro-credits of a provider on. */
export function reportsOf(input: PlanReportUsageInput, epoch: number, minUsage: bigint): Task[] {
  const { market, payer, providers, now, rollsFirst = false, programId } = input;
  const reporting = providers.filter((provider) => {
    const fresh = unreported(provider, epoch);
    return fresh > 0n && fresh >= minUsage;
  });
  const on = { market: markets.keys(market), epoch, ...only({ programId }) };
  const items = reporting.map(({ address: provider }) => [reportUsage({ ...on, provider })]);
  const [first] = items;
  if (first !== undefined && !hasRecordOf(market, epoch)) {
    if (!rollsFirst && epochsDue({ market, now }) > 0) return [];
    first.unshift(openEpochRecord({ ...on, payer }));
  }
  const reason = (reports: number) =>
    `report the use of ${count(reports, "provider")} in epoch ${String(epoch)}`;
  return pack({ payer, kind: "reportUsage", items, reason });
}

/** Whether an epoch that is not closed has a record. Only the first two of them can. */
function hasRecordOf({ hasRecord, nextToClose }: PlanInput["market"], epoch: number): boolean {
  return hasRecord[epoch - nextToClose] ?? false;
}

/** Micro-credits that a provider served in an epoch and that the epoch's record does not have; none before epoch 0. */
export function unreported({ usage }: ProviderAccount, epoch: number): bigint {
  const slot = usage[epoch % USAGE_EPOCHS];
  if (slot?.epoch !== epoch) return 0n;
  return slot.paid - slot.reportedPaid + slot.quota - slot.reportedQuota;
}
