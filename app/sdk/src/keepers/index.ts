/**
 * What anyone may do for a market, as instructions that are ready to be signed and sent: `due` reads the chain, and
 * the plans are the pure functions behind it.
 *
 * @module
 */
export { due, type DueReportsInput } from "./due";
export { planDue, type PlanDueInput, type Thresholds } from "./plan";
export { planRollEpoch } from "./roll-epoch";
export { planApplyParams, type PlanApplyParamsInput } from "./apply-params";
export { planReportUsage, type PlanReportUsageInput } from "./report-usage";
export {
  type Claimants,
  planClaimQuotaRewards,
  type PlanClaimQuotaRewardsInput,
  type Reward,
  unclaimedRewards,
} from "./claim-quota-rewards";
export { type Collecting, planCollect, uncollected } from "./collect";
export { type Distributing, planDistributeRevenue, type Revenue } from "./distribute-revenue";
export { type Earning, planRevenue } from "./revenue";
export { planUsage, type PlanUsageInput } from "./revenue-and-reports";
export { planCloseEpochRecords, type PlanCloseEpochRecordsInput } from "./close-epoch-records";
export type { DueInput } from "./read";
export type { PlanInput, Task, TaskKind } from "./task";
