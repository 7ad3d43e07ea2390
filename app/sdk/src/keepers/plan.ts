import { type Claimants, planClaimQuotaRewards } from "./claim-quota-rewards";
import { planCloseEpochRecords } from "./close-epoch-records";
import { planApplyParams } from "./apply-params";
import { planRollEpoch } from "./roll-epoch";
import { planUsage, type PlanUsageInput } from "./revenue-and-reports";
import type { Task } from "./task";

/** What is worth a transaction; default: everything is,. */
export interface Thresholds {
  /** Micro-credits of a provider's new use in the running epoch. The settling epoch is always reported. */
  readonly minUsage?: bigint;
  /** DIEM base units of a quota reward. */
  readonly minReward?: bigint;
  /** DIEM base units of a channel, and of a provider's new revenue; where a report waits for them, they are always moved. */
  readonly minCollect?: bigint;
  readonly minDistribute?: bigint;
  /** Age in epochs from which on a record is closed; default: 8. */
  readonly keepEpochs?: number;
}

/** See {@link planDue}. */
export interface PlanDueInput extends PlanUsageInput, Claimants, Thresholds {}

/**
 * All that is due, in the order in which it is to be sent. It follows from the chain's state alone: what was done
 * is not due any more, so a keeper that starts again, or works beside another one, does nothing twice.
 *
 * 1. Collecting, and then distributing, what is collected included.
 * 2. The roll, in one transaction with the records that it lets be opened and the first reports, those of the settling
 *    epoch first: they are refused once the running epoch ends. Quota counts for a reward only where its provider's revenue
 *    was distributed before.
 * 3. Announced parameters whose delay is over, which are refused while a roll is due.
 * 4. Quota rewards of epochs that are closed by now: they lapse in the eighth epoch after their own.
 * 5. Closing records.
 *
 * A task that fails stops none after it that does not build on it: a keeper can go on with the rest.
 */
export function planDue(input: PlanDueInput): Task[] {
  const usage = planUsage(input);
  // the first report brings the roll with it
  const rolls = usage.some(({ kind }) => kind === "reportUsage");
  const roll = rolls ? null : planRollEpoch(input);
  const params = planApplyParams({ ...input, rollsFirst: true });
  return [
    ...usage,
    ...[roll, params].filter((task) => task !== null),
    ...planClaimQuotaRewards(input),
    ...planCloseEpochRecords(input),
  ];
}
