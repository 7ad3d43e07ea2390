import type { MarketParams, quotes, Roles } from "@diem/sdk";
import type { Plain } from "../store/plain";

/** Records of epochs that are remembered: coverage is measured over them. */
export const RECORDS = 8;

/** Fields of a market that never change. */
export interface MarketBirth {
  readonly creator: string;
  readonly vvvMint: string;
  readonly vvvDecimals: number;
  readonly diemMint: string;
  readonly genesisTs: bigint;
  readonly epochSecs: bigint;
}

/** The market's totals after an event, in base units. */
export type Totals = Readonly<Record<TotalName, bigint>>;
export const TOTALS = [
  "totalStaked",
  "totalLocked",
  "totalCooling",
  "totalBonded",
  "totalBondCooling",
  "totalEscrowed",
  "rewardWeight",
  "debtUnits",
  "debtEra",
  "feesOwed",
  "rewardsOwed",
  "treasuryOwed",
  "quotaPool",
  "quotaRewardsOwed",
  "feeStreamRemaining",
  "rewardStreamRemaining",
] as const;
type TotalName = (typeof TOTALS)[number];

/** An epoch's record, with the parameter that its opening fixed. */
export type EpochState = quotes.ClosableRecord & { readonly rewardsClaimed: bigint };

/** Base units of DIEM that moved in an epoch. */
export type Flows = Readonly<Record<FlowName, bigint>>;
export const FLOWS = [
  "minted",
  "burned",
  "revenue",
  "toProvider",
  "toQuota",
  "toTreasury",
  "toStakers",
] as const;
export type FlowName = (typeof FLOWS)[number];

/** What all providers of a market offer from the next epoch on, in micro-credits an epoch, and their bonds in VVV. */
export type Offered = Readonly<Record<OfferedName, bigint>>;
export const OFFERED = ["providers", "capacity", "quotaCapacity", "committed", "bond"] as const;
type OfferedName = (typeof OFFERED)[number];

/** A provider that retires: its quota lapses. */
export interface Leaving {
  readonly committed: bigint;
  readonly lastQuotaEpoch: number;
}

/** A market's state from its events: everything that its figures need. */
export interface MarketState {
  readonly birth: MarketBirth;
  params: MarketParams;
  roles: Plain<Roles>;
  proposal: { readonly params: MarketParams; readonly etaTs: bigint } | null;
  /** Bits of what is paused. */
  paused: number;
  totals: Totals;
  supply: bigint;
  target: Pick<quotes.TargetMarket, "targetSupply" | "nextTarget" | "nextTargetEpoch">;
  referencePrice: quotes.scheduled.Scheduled;
  /** Smoothed use, in micro-credits an epoch. */
  served: bigint;
  utilisationEmaBps: number;
  /** Epochs before it are closed. */
  nextToClose: number;
  feeStream: quotes.stream.Stream;
  rewardStream: quotes.stream.Stream;
  records: Record<string, EpochState>;
  offered: Offered;
  leaving: Record<string, Leaving>;
  flows: Flows;
  /** Of the newest event. */
  epoch: number;
  timestamp: bigint;
  sequence: bigint;
}

/** Nothing of each name. */
export const none = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, 0n])) as Record<Name, bigint>;

const BIG = /^-?\d+n$/;

/** A market as JSON: integers of any size are texts that end in n. */
export function writeMarket(state: MarketState): string {
  return JSON.stringify(state, (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

/** A market out of the JSON of {@link writeMarket}. */
export function readMarket(text: string): MarketState {
  return JSON.parse(text, (_key, value: unknown) =>
    typeof value === "string" && BIG.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as MarketState;
}
