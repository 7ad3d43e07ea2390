import { market as markets } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { openEpochRecord, reportUsage } from "../instructions/epoch";
import { defined } from "../defined";
import { epochAt } from "../quotes/math/epoch";
import { type Item, pack } from "./pack";
import { fresh, type Revenue } from "./distribute-revenue";
import { planRollEpoch } from "./roll-epoch";
import { count, type PlanInput, type Task } from "./task";
import { isReportDue, type ReportRule } from "./usage";

/** See {@link planReportUsage}. */
export interface PlanReportUsageInput extends PlanInput {
  readonly providers: readonly ProviderAccount[];
  /** Unix seconds. */
  readonly now: bigint;
  /** Minimum new micro-credits of a provider that are worth a report of the running epoch; default: 1. */
  readonly minUsage?: bigint;
  /** Revenue that is distributed before; default: none. */
  readonly distributed?: readonly Revenue[];
}

/**
 * Reports what providers served and their epoch's record does not have, and again what it has, where quota counts for a
 * reward that did not before: first all of the settling epoch, which can be reported only until the running one ends, then the
 * running epoch's. Opens records that are missing. Where a roll is due, it stands in the first transaction: no record
 * can be opened before it.
 */
export function planReportUsage(input: PlanReportUsageInput): Task[] {
  const rules = reportRules(input);
  const roll = planRollEpoch(input);
  const settling = reportsOf(input, { ...rules.settling, roll });
  const rolled = settling.length > 0;
  return [...settling, ...reportsOf(input, { ...rules.running, roll: rolled ? null : roll })];
}

/** The two epochs that can be reported. */
export function reportRules({
  market,
  now,
  minUsage = 1n,
}: Pick<PlanReportUsageInput, "market" | "now" | "minUsage">) {
  const epoch = epochAt({ clock: market, now });
  return { settling: { epoch: epoch - 1, minUsage: 1n }, running: { epoch, minUsage } };
}

/** The reports of one epoch, after a roll where there is one. */
export function reportsOf(
  {
    market,
    payer,
    providers,
    distributed = [],
    programId,
  }: Omit<PlanReportUsageInput, "now" | "minUsage">,
  { epoch, minUsage, roll }: ReportRule & { readonly roll: Task | null },
): Task[] {
  const reporting = providers.filter((provider) =>
    isReportDue(provider, { epoch, minUsage, distributed: amountOf(provider, distributed) }),
  );
  const on = { market: markets.keys(market), epoch, ...defined({ programId }) };
  const reports: Item[] = reporting.map(({ address }) => [
    reportUsage({ ...on, provider: address }),
  ]);
  const [first, ...others] = reports;
  if (first === undefined) return [];
  const opening = hasRecordOf(market, epoch) ? [] : [openEpochRecord({ ...on, payer })];
  const items = [[...(roll?.instructions ?? []), ...opening, ...first], ...others];
  const reason = (number: number) =>
    `report the use of ${count(number, "provider")} in epoch ${String(epoch)}`;
  const tasks = pack({ payer, kind: "reportUsage", items, reason });
  return tasks.map((task, index) =>
    index === 0 && roll !== null ? { ...task, reason: `${roll.reason}, and ${task.reason}` } : task,
  );
}

/** DIEM base units of a provider's that are distributed. */
function amountOf({ address }: ProviderAccount, distributed: readonly Revenue[]): bigint {
  const own = distributed.find(({ provider }) => provider.address.equals(address));
  return own === undefined ? 0n : fresh(own);
}

/** Whether an epoch that is not closed has a record. Only the first two of them can. */
function hasRecordOf({ hasRecord, nextToClose }: PlanInput["market"], epoch: number): boolean {
  return hasRecord[epoch - nextToClose] ?? false;
}
