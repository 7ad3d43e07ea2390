/** How the values of a chart are scaled to the unit that it shows. */
export type ChartScale = "diem" | "vvv" | "percent" | "credits";

/** A chart of the market's history: series of the indexer, and what they are called. */
export interface Chart {
  readonly name: string;
  readonly unit: string;
  readonly scale: ChartScale;
  readonly series: Readonly<Record<string, string>>;
}

/** All charts, in the order of the page. */
export const CHARTS: readonly Chart[] = [
  {
    name: "Supply and target",
    ...{ unit: "DIEM", scale: "diem" },
    series: { supply: "Supply", target: "Target", targetGoal: "Where the target is heading" },
  },
  {
    name: "Mint rate",
    ...{ unit: "VVV per DIEM", scale: "vvv" },
    series: { rate: "Mint rate" },
  },
  {
    name: "Minted and burnt",
    ...{ unit: "DIEM an epoch", scale: "diem" },
    series: { "flows.minted": "Minted", "flows.burned": "Burnt" },
  },
  {
    name: "Stake",
    ...{ unit: "VVV", scale: "vvv" },
    series: { staked: "Staked", locked: "Locked", cooling: "Cooling down" },
  },
  {
    name: "Utilisation",
    ...{ unit: "%", scale: "percent" },
    series: { utilisationBps: "Of the epoch", utilisationEmaBps: "Average" },
  },
  {
    name: "Capacity and use",
    ...{ unit: "credits an epoch", scale: "credits" },
    series: { "offered.capacity": "Offered", "offered.committed": "Quota", served: "Average use" },
  },
  {
    name: "Price of a credit",
    ...{ unit: "DIEM", scale: "diem" },
    series: { referencePrice: "Reference price", nextReferencePrice: "Next epoch" },
  },
  {
    name: "Revenue by who gets it",
    ...{ unit: "DIEM an epoch", scale: "diem" },
    series: {
      "flows.toProvider": "Providers",
      "flows.toQuota": "Quota pool",
      "flows.toTreasury": "Treasury",
      "flows.toStakers": "Stakers",
    },
  },
  {
    name: "Split of revenue",
    ...{ unit: "%", scale: "percent" },
    series: {
      "split.providerBps": "Providers",
      "split.quotaBps": "Quota pool",
      "split.treasuryBps": "Treasury",
      "split.stakersBps": "Stakers",
    },
  },
  {
    name: "Quota pool",
    ...{ unit: "DIEM", scale: "diem" },
    series: { "coverage.pool": "Pool" },
  },
  {
    name: "Coverage",
    ...{ unit: "% of the reference price", scale: "percent" },
    series: { "coverage.paidBps": "Paid", "coverage.poolBps": "Payable by the pool" },
  },
  {
    name: "APR of rewards",
    ...{ unit: "% a year", scale: "percent" },
    series: { "stakerApr.rewards": "Stakers", "minterApr.rewards": "Minters" },
  },
  {
    name: "DIEM paid on stake",
    ...{ unit: "DIEM a year per VVV", scale: "diem" },
    series: {
      "stakerApr.diem.fees": "Fees of stakers",
      "minterApr.diem.fees": "Fees of minters",
      "minterApr.diem.quota": "Quota of minters",
    },
  },
];
