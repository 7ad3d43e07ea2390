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
  type PlanClaimsInput,
  type Reward,
  unclaimedRewards,
} from "./claim-quota-rewards";
export { type Collecting, planCollect } from "./collect";
export { type Distributing, planDistribute, type Revenue } from "./distribute";
export { type Earning, planRevenue } from "./revenue";
export { planUsage, type PlanUsageInput } from "./revenue-and-reports";
export { planCloseRecords, type PlanCloseRecordsInput } from "./close-records";
export type { DueInput } from "./read";
export type { PlanInput, Task, TaskKind } from "./task";
