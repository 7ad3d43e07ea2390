/**
 * What anyone may do for a market, as instructions that are ready to be signed and sent: `due` reads the chain, and
 * the plans are the pure functions behind it.
 *
 * @module
 */
export { due, type DueReportsInput } from "./due";
export { planDue, type PlanDueInput, type Thresholds } from "./plan";
export { planRollEpoch } from "./plan-roll";
export { planApplyParams, type PlanApplyParamsInput } from "./plan-params";
export { planReportUsage, type PlanReportUsageInput } from "./plan-reports";
export {
  type Claimants,
  planClaimQuotaRewards,
  type PlanClaimsInput,
  type Reward,
  unclaimedRewards,
} from "./plan-claims";
export { type Collecting, planCollect } from "./plan-collect";
export { type Distributing, planDistribute, type Revenue } from "./plan-distribute";
export { type Earning, planRevenue } from "./plan-revenue";
export { planUsage, type PlanUsageInput } from "./plan-usage";
export { planCloseRecords, type PlanCloseRecordsInput } from "./plan-closings";
export type { DueInput } from "./read";
export type { PlanInput, Task, TaskKind } from "./task";
