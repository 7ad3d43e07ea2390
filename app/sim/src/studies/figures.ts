import { SimError } from "../errors";
import type { World } from "../world";

/** Figures of a day that studies look at: dollars, DIEM, VVV, credits, and parts of one. */
export interface Figures {
  readonly diemPrice: number;
  readonly supply: number;
  readonly target: number;
  readonly locked: number;
  readonly staked: number;
  /** Credits a day. */
  readonly sold: number;
  readonly quotaOffered: number;
  readonly quotaServed: number;
  readonly capacity: number;
  /** What rewardable quota earned, in parts of the reference price. */
  readonly coverage: number;
  /** Dollars for a credit at the reference price. */
  readonly reference: number;
  /** Value of the locked VVV in parts of the value of all DIEM. */
  readonly backing: number;
  readonly quotaPool: number;
}

export type FigureName = keyof Figures;

/** The names of all figures. */
export const FIGURES = [
  "diemPrice",
  "supply",
  "target",
  "locked",
  "staked",
  "sold",
  "quotaOffered",
  "quotaServed",
  "capacity",
  "coverage",
  "reference",
  "backing",
  "quotaPool",
] as const satisfies readonly FigureName[];

/** Refuses figures that are no numbers: what is not known is not shown. */
function finite(figures: Figures): Figures {
  const wrong = FIGURES.find((name) => !Number.isFinite(figures[name]));
  if (wrong === undefined) return figures;
  throw new SimError(
    "NotFinite",
    `the run has no number for ${wrong}`,
    "use beliefs and parameters nearer to the usual ones",
  );
}

/**
 * The figures of a day.
 *
 * @throws SimError `NotFinite`.
 */
export function figuresOf(world: World): Figures {
  const { market, providers, diemPrice, around } = world;
  let sold = 0;
  let quotaOffered = 0;
  let quotaServed = 0;
  for (const provider of providers) {
    sold += provider.sold;
    quotaOffered += provider.offered;
    quotaServed += provider.quota;
  }
  const { supply, target, locked, staked, capacity, quotaPool } = market;
  return finite({
    diemPrice,
    supply,
    target,
    locked,
    staked,
    sold,
    quotaOffered,
    quotaServed,
    capacity,
    coverage: world.coverage,
    reference: market.reference * diemPrice,
    backing: supply === 0 ? 0 : (locked * around.vvvPrice) / (supply * diemPrice),
    quotaPool,
  });
}
