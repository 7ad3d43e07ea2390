import { market as markets } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { distributeRevenue } from "../instructions/revenue";
import { defined } from "../defined";
import { pack } from "./pack";
import { count, type PlanInput, type Task } from "./task";

/** A provider and what its revenue account holds, in DIEM base units. */
export interface Revenue {
  readonly provider: ProviderAccount;
  readonly balance: bigint;
}

/** What decides whose revenue is distributed. */
export interface Distributing {
  readonly revenues: readonly Revenue[];
  /** Minimum new DIEM base units of a provider that are worth distributing; default: 1. */
  readonly minDistribute?: bigint;
  /** Addresses of providers for which all new revenue is distributed. */
  readonly waiting?: ReadonlySet<string>;
}

/** DIEM base units of a revenue account that are not distributed. */
export function fresh({ provider, balance }: Revenue): bigint {
  return balance - provider.claimable;
}

/** The revenue accounts from which something is to be distributed. */
export function distributable({
  revenues,
  minDistribute = 1n,
  waiting,
}: Distributing): readonly Revenue[] {
  return revenues.filter((revenue) => {
    const urgent = waiting?.has(revenue.provider.address.toBase58()) === true;
    return fresh(revenue) > 0n && (urgent || fresh(revenue) >= minDistribute);
  });
}

/** Splits providers' new revenue between them, the quota pool, the treasury and the stakers. */
export function planDistributeRevenue({
  market,
  payer,
  programId,
  ...distributing
}: PlanInput & Distributing): Task[] {
  const on = { market: markets.keys(market), ...defined({ programId }) };
  const items = distributable(distributing).map(({ provider: { address, revenue } }) => [
    distributeRevenue({ ...on, provider: address, revenue }),
  ]);
  const reason = (providers: number) => `distribute the revenue of ${count(providers, "provider")}`;
  return pack({ payer, kind: "distributeRevenue", items, reason });
}
