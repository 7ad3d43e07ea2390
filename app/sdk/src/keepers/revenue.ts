import { collectable, type Collecting, planCollect, uncollected } from "./collect";
import {
  distributable,
  type Distributing,
  planDistributeRevenue,
  type Revenue,
} from "./distribute-revenue";
import type { PlanInput, Task } from "./task";

/** What decides what is collected and distributed. */
export interface Earning extends Collecting, Distributing {}

/** Collecting, and then distributing, what is collected included. */
export function planRevenue(input: PlanInput & Earning): Task[] {
  return [
    ...planCollect(input),
    ...planDistributeRevenue({ ...input, revenues: afterCollecting(input) }),
  ];
}

/** The revenue that {@link planRevenue} distributes. */
export function distributedBy(earning: Earning): readonly Revenue[] {
  return distributable({ ...earning, revenues: afterCollecting(earning) });
}

/** What the revenue accounts hold once everything that is due is collected. */
function afterCollecting({ revenues, ...collecting }: Earning): Revenue[] {
  const incoming = collectable(collecting);
  return revenues.map(({ provider, balance }) => {
    const own = incoming.filter((channel) => channel.provider.equals(provider.address));
    return { provider, balance: own.reduce((sum, from) => sum + uncollected(from), balance) };
  });
}
