/** What is believed of the people of a market, and of what no rule decides. @module */
import type { Random } from "./random";

/** Beliefs of a market. Prices are US dollars, times days, rates a year. */
export interface Beliefs {
  /** Credits that consumers would use a day at one dollar a credit. */
  readonly demand: number;
  /** Percent that demand falls by where a credit costs a percent more. */
  readonly demandElasticity: number;
  /** Growth of demand, and deviation of its changes. */
  readonly demandGrowth: number;
  readonly demandVolatility: number;
  /** Part of the demand that would rather own quota than pay, if a DIEM cost what its quota is worth. */
  readonly quotaAppetite: number;
  /** Part of an owned quota that is used. */
  readonly quotaUse: number;
  /** Part of the used quota that would have been paid for without it. */
  readonly substitution: number;
  /** Days of spending that paying consumers hold in DIEM. */
  readonly paymentDays: number;
  /** What a holder of DIEM wants it to return, and how sharply holders leave where it returns less. */
  readonly holderReturn: number;
  readonly holderElasticity: number;
  /** DIEM that is held for later use or for its price, in parts of the target supply, where DIEM costs what its quota is worth. */
  readonly speculation: number;
  /** Part of a lack or surplus of DIEM by which its price moves in a day. */
  readonly priceSpeed: number;
  readonly vvvPrice: number;
  readonly vvvDrift: number;
  readonly vvvVolatility: number;
  /** VVV that is staked or could be, in parts of what the target supply locks. */
  readonly stakeDepth: number;
  /** Groups of stakers who do not mint; the return at which a group holds its usual stake, of the first and the last. */
  readonly stakers: number;
  readonly stakeReturn: readonly [number, number];
  /** Percent that stake grows by where its return grows by a percent. */
  readonly stakeElasticity: number;
  /** Rewards that somebody funds for as long as the market runs, in parts of the first stake. */
  readonly fundedReturn: number;
  /** What a minter earns with what its DIEM was sold for. */
  readonly minterReturn: number;
  /** What the lock of a VVV costs its owner beside the rewards that it forgoes: least and most of the minters. */
  readonly lockCost: readonly [number, number];
  /** Part of the wanted change of debts that is made in a day. */
  readonly mintSpeed: number;
  /** Number of minters and of providers, and how many of the latter always offer quota. */
  readonly minters: number;
  readonly providers: number;
  readonly faithful: number;
  /** What a credit costs to serve: least and most of the providers. */
  readonly servingCost: readonly [number, number];
  /** Part of that which is saved where a machine stands idle: a provider serves quota on idle machines for this. */
  readonly idleSaving: number;
  /** What a provider wants its bond to return. */
  readonly bondReturn: number;
  /** Largest change of a provider's capacity in a day. */
  readonly capacitySpeed: number;
  /** Dollars for a credit as the market begins. */
  readonly creditPrice: number;
  /** Change of the price of a credit in a day, for each part of capacity that is missing. */
  readonly creditPriceSpeed: number;
}

/** A market of moderate size. */
export const DEFAULT_BELIEFS: Beliefs = {
  demand: 20_000,
  demandElasticity: 0.8,
  demandGrowth: 0,
  demandVolatility: 0.2,
  quotaAppetite: 0.5,
  quotaUse: 0.7,
  substitution: 0.5,
  paymentDays: 3,
  holderReturn: 0.3,
  holderElasticity: 2,
  speculation: 0.1,
  priceSpeed: 0.1,
  vvvPrice: 3,
  vvvDrift: 0,
  vvvVolatility: 1,
  stakeDepth: 2,
  stakers: 3,
  stakeReturn: [0.05, 0.15],
  stakeElasticity: 0.3,
  fundedReturn: 0.1,
  minterReturn: 0.2,
  lockCost: [0.02, 0.1],
  mintSpeed: 0.05,
  minters: 4,
  providers: 4,
  faithful: 0,
  servingCost: [0.4, 0.6],
  idleSaving: 0.5,
  bondReturn: 0.15,
  capacitySpeed: 0.015,
  creditPrice: 0.9,
  creditPriceSpeed: 0.1,
};

type Range = readonly [number, number];

/** What a random market's beliefs are drawn from: least and most. */
const RANGES = {
  demand: [1_000, 200_000],
  demandElasticity: [0.4, 1.5],
  quotaAppetite: [0.3, 0.8],
  quotaUse: [0.5, 0.95],
  substitution: [0.2, 0.8],
  paymentDays: [1, 7],
  holderReturn: [0.15, 0.5],
  holderElasticity: [1, 4],
  speculation: [0.05, 0.3],
  priceSpeed: [0.05, 0.2],
  vvvPrice: [0.5, 20],
  vvvVolatility: [0.5, 1.5],
  demandVolatility: [0.05, 0.3],
  stakeDepth: [1, 4],
  stakeElasticity: [0.1, 0.6],
  minterReturn: [0.08, 0.3],
  mintSpeed: [0.02, 0.1],
  idleSaving: [0.3, 0.8],
  bondReturn: [0.08, 0.25],
  capacitySpeed: [0.008, 0.03],
  creditPrice: [0.7, 1],
  creditPriceSpeed: [0.05, 0.2],
} as const satisfies Partial<{ [Name in keyof Beliefs]: Range }>;

/** Beliefs of a random market, within ranges that the documentation gives. */
export function randomBeliefs({ between }: Random, fixed: Partial<Beliefs> = {}): Beliefs {
  const drawn = Object.entries(RANGES).map(([name, [low, high]]) => [name, between(low, high)]);
  const cost = between(0.35, 0.55);
  const lock = between(0.01, 0.04);
  const wanted = between(0.03, 0.1);
  return {
    ...DEFAULT_BELIEFS,
    ...(Object.fromEntries(drawn) as { [Name in keyof typeof RANGES]: number }),
    servingCost: [cost, cost * between(1.1, 1.6)],
    lockCost: [lock, lock * between(2, 5)],
    stakeReturn: [wanted, wanted * between(1.5, 4)],
    ...fixed,
  };
}
