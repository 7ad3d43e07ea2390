import { copyMarket, type Market, type Params, type Position } from "../rules";
import type { Beliefs } from "./beliefs";

/** A provider in a day. */
export interface Provider {
  /** Credits a day that it can serve, and of these the quota that it offers. */
  capacity: number;
  offered: number;
  /** Dollars that a credit costs it. */
  readonly cost: number;
  /** Always offers quota, also at a loss. */
  readonly faithful: boolean;
  /** Credits that it sold, and served as quota, on the last day. */
  sold: number;
  quota: number;
  /** Dollars that it earned after costs, since the beginning. */
  earned: number;
}

/** A staker who mints. */
export interface Minter {
  readonly position: Position;
  /** What the lock of a VVV costs, a year, in parts of its price. */
  readonly lockCost: number;
}

/** Stakers who do not mint, and who want the same return. */
export interface Stakers {
  readonly position: Position;
  /** VVV that they hold where stake returns what they want, a year. */
  readonly usual: number;
  readonly wanted: number;
}

/** Figures that scenarios change from day to day. */
export interface Surroundings {
  /** Factor of demand. */
  readonly demand: number;
  /** VVV price in dollars. */
  readonly vvvPrice: number;
  /** Whether somebody still funds rewards. */
  readonly funded: boolean;
}

/** A market and its people at the end of a day. */
export interface World {
  readonly params: Params;
  readonly beliefs: Beliefs;
  day: number;
  readonly market: Market;
  around: Surroundings;
  /** Dollars for a DIEM, and for a credit. */
  diemPrice: number;
  creditPrice: number;
  readonly providers: readonly Provider[];
  readonly minters: Minter[];
  /** Groups of stakers who do not mint. */
  readonly stakers: readonly Stakers[];
  /** DIEM that is staked for quota. */
  quotaStake: number;
  /** What went into the market's vaults for others than providers, since the path began: DIEM and VVV. */
  paidIn: { diem: number; vvv: number };
  /** DIEM that the last closed epoch paid for a credit of quota that earns, in parts of the reference price. */
  coverage: number;
}

/** The same world, to be changed apart. */
export function copyWorld(world: World): World {
  const { market, providers, minters, stakers } = world;
  return {
    ...world,
    market: copyMarket(market),
    paidIn: { ...world.paidIn },
    providers: providers.map((provider) => ({ ...provider })),
    minters: minters.map(({ lockCost, position }) => ({ lockCost, position: { ...position } })),
    stakers: stakers.map(({ position, ...group }) => ({ ...group, position: { ...position } })),
  };
}
