import { market as markets } from "../accounts/market";
import type { ProviderAccount } from "../accounts/provider";
import { distributeRevenue } from "../instructions/revenue";
import { only } from "../only";
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
  /** Least new DIEM base units of a provider that are worth distributing; 1 unless given. */
  readonly minDistribute?: bigint;
}

/** Splits providers' new revenue between them, the treasury and the stakers. */
export function planDistribute({
  market,
  payer,
  revenues,
  minDistribute = 1n,
  programId,
}: PlanInput & Distributing): Task[] {
  const on = { market: markets.keys(market), ...only({ programId }) };
  const items = revenues.flatMap(({ provider, balance }) => {
    const { address, claimable, revenue } = provider;
    const fresh = balance - claimable;
    if (fresh <= 0n || fresh < minDistribute) return [];
    return [[distributeRevenue({ ...on, provider: address, revenue })]];
  });
  const reason = (providers: number) => `distribute the revenue of ${count(providers, "provider")}`;
  return pack({ payer, kind: "distributeRevenue", items, reason });
}
