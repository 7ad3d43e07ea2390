import { type Claimants, planClaimQuotaRewards } from "./plan-claims";
import { planCloseRecords } from "./plan-closings";
import { collectable, type Collecting, planCollect, uncollected } from "./plan-collect";
import { type Distributing, planDistribute } from "./plan-distribute";
import { planApplyParams } from "./plan-params";
import { planReportUsage } from "./plan-reports";
import { planRollEpoch } from "./plan-roll";
import type { PlanInput, Task } from "./task";

/** What is worth a transaction; everything is, unless given. */
export interface Thresholds {
  /** Micro-credits of a provider's new use in the running epoch. The settling epoch is always reported. */
  readonly minUsage?: bigint;
  /** VVV base units of a quota reward. */
  readonly minReward?: bigint;
  /** DIEM base units of a channel, and of a provider's new revenue. */
  readonly minCollect?: bigint;
  readonly minDistribute?: bigint;
  /** Age in epochs from which on a record is closed; 8 unless given. */
  readonly keepEpochs?: number;
}

/** See {@link planDue}. */
export interface PlanDueInput extends PlanInput, Claimants, Collecting, Distributing, Thresholds {
  /** Unix seconds. */
  readonly now: bigint;
}

/**
 * All that is due, in the order in which it is to be sent. It follows from the chain's state alone: what was done
 * is not due any more, so a keeper that starts again, or works beside another one, does nothing twice.
 *
 * 1. The roll, because it comes before every new record, and sets the utilisation by which revenue is split.
 * 2. Announced parameters whose delay is over, which are refused while a roll is due.
 * 3. Reports, those of the settling epoch first: they are refused once the running epoch ends.
 * 4. Quota rewards of epochs that are closed by now: a provider's next uses take their place in its memory.
 * 5. Collecting, and then distributing, what is collected included.
 * 6. Closing records.
 *
 * A task that fails stops none after it that does not build on it: a keeper can go on with the rest.
 */
export function planDue(input: PlanDueInput): Task[] {
  const first = [planRollEpoch(input), planApplyParams({ ...input, rollsFirst: true })];
  return [
    ...first.filter((task) => task !== null),
    ...planReportUsage({ ...input, rollsFirst: true }),
    ...planClaimQuotaRewards(input),
    ...planCollect(input),
    ...planDistribute({ ...input, revenues: afterCollecting(input) }),
    ...planCloseRecords(input),
  ];
}

function afterCollecting({ revenues, ...collecting }: Collecting & Distributing) {
  const incoming = collectable(collecting);
  return revenues.map(({ provider, balance }) => {
    const own = incoming.filter((channel) => channel.provider.equals(provider.address));
    return { provider, balance: own.reduce((sum, from) => sum + uncollected(from), balance) };
  });
}
