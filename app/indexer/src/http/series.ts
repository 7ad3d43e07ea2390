import type { Figures } from "../fold/figures";
import type { Plain } from "../store/plain";
import { Problem } from "./problem";

/** A point of one or more series: each value is a decimal text, or null if there was none. */
export interface Point {
  readonly epoch: number;
  readonly timestamp: number;
  readonly values: readonly (string | null)[];
}

type Stored = Plain<Figures>;

const NAMES = [
  ...["supply", "target", "targetGoal", "rate", "referencePrice", "nextReferencePrice"],
  ...["staked", "locked", "cooling", "bonded", "bondCooling", "escrowed"],
  ...["feesOwed", "rewardsOwed", "treasuryOwed", "quotaRewardsOwed", "feeStream", "rewardStream"],
  ...["utilisationBps", "utilisationEmaBps", "served"],
  ...["split.providerBps", "split.quotaBps", "split.treasuryBps", "split.stakersBps"],
  ...["flows.minted", "flows.burned", "flows.revenue"],
  ...["flows.toProvider", "flows.toQuota", "flows.toTreasury", "flows.toStakers"],
  ...["coverage.pool", "coverage.paidBps", "coverage.poolBps", "coverage.outstanding"],
  ...["stakerApr.rewards", "stakerApr.diem.fees"],
  ...["minterApr.rewards", "minterApr.diem.fees", "minterApr.diem.quota"],
  ...["offered.providers", "offered.capacity", "offered.quotaCapacity", "offered.committed"],
  ...["record.paid", "record.quota", "record.used", "record.rewardable"],
] as const;

/** Names of all series. */
export const SERIES: readonly string[] = NAMES;

/** The value of a series in a market's figures. Throws a Problem `NotFound` for another name. */
export function valueIn(figures: Stored, name: string): string | null {
  if (!SERIES.includes(name)) {
    throw new Problem("NotFound", `there is no series ${name}: choose one of ${SERIES.join(", ")}`);
  }
  const value = name
    .split(".")
    .reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key], figures);
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

/**
 * At most `most` points: two and twice the number of series, at least. Each stretch of equal length keeps the lowest and the highest point of each series, so
 * that no peak is lost; the first and the last point stay.
 */
export function thinned(points: readonly Point[], most: number): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length <= most || first === undefined || last === undefined) return points;
  const inner = points.slice(1, -1);
  const series = first.values.map((_, nth) => nth);
  const stretches = Math.floor((most - 2) / (2 * series.length));
  const kept = Array.from({ length: stretches }, (_, nth) => {
    const from = Math.floor((nth * inner.length) / stretches);
    const to = Math.floor(((nth + 1) * inner.length) / stretches);
    const stretch = inner.slice(from, to);
    const peaks = new Set(series.flatMap((one) => extremes(stretch, one)));
    return stretch.filter((point) => peaks.has(point));
  });
  return [first, ...kept.flat(), last];
}

/** The lowest and the highest point of a series. */
function extremes(points: readonly Point[], nth: number): Point[] {
  const amount = ({ values }: Point) => {
    const value = values[nth] ?? null;
    return value === null ? null : BigInt(value);
  };
  const better = (sign: bigint) => (best: Point, point: Point) => {
    const [a, b] = [amount(point), amount(best)];
    if (a === null) return best;
    return b === null || (a - b) * sign > 0n ? point : best;
  };
  return [points.reduce(better(-1n)), points.reduce(better(1n))];
}
