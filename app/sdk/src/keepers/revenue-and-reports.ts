import { planReportUsage, type PlanReportUsageInput, reportRules } from "./report-usage";
import { distributedBy, type Earning, planRevenue } from "./revenue";
import type { Task } from "./task";
import { isReportWaiting } from "./usage";

/** See {@link planUsage}. */
export interface PlanUsageInput
  extends Omit<PlanReportUsageInput, "distributed">, Omit<Earning, "waiting"> {}

/**
 * Collecting and distributing, and then the reports of use: quota counts for a reward only where everything that its
 * provider had settled by the end of the epoch is distributed before the report. For a provider with such quota, no amount is
 * too small.
 */
export function planUsage(input: PlanUsageInput): Task[] {
  const earning = { ...input, waiting: waitingOf(input) };
  const distributed = distributedBy(earning);
  return [...planRevenue(earning), ...planReportUsage({ ...input, distributed })];
}

/** The addresses of the providers whose reports wait for revenue. */
function waitingOf(input: PlanUsageInput): ReadonlySet<string> {
  const rules = Object.values(reportRules(input));
  const waiting = input.providers.filter((provider) =>
    rules.some((rule) => isReportWaiting(provider, rule)),
  );
  return new Set(waiting.map(({ address }) => address.toBase58()));
}
