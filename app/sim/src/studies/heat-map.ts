import { SimError } from "../errors";
import { NO_SHOCK, type Shock } from "../paths";
import { billOf, burn, largestSupply, mint, mintCost, newPosition, stake } from "../rules";
import { copyWorld, type World } from "../world";
import type { FigureName } from "./figures";
import { figuresOn } from "./shock";
import { quantile } from "./statistics";

/** A figure of markets that differ in their supply and in VVV's price: medians over the paths. */
export interface HeatMap {
  /** Supply in parts of the target, by row; factor of VVV's price, by column. */
  readonly ratios: readonly number[];
  readonly vvvPrices: readonly number[];
  readonly cells: readonly (readonly number[])[];
}

/** What a heat map is made of. */
export interface HeatMapInput {
  readonly from: World;
  readonly shock?: Shock;
  readonly figure: FigureName;
  readonly ratios: readonly number[];
  readonly vvvPrices: readonly number[];
  readonly paths: number;
  readonly days: number;
  readonly seed: number;
}

/**
 * Brings a market's supply to parts of its target and VVV's price to factors of today's, and says what a figure is some days
 * later. Yields after each path how many are done.
 *
 * @throws SimError `MarketNotSimulated` for a supply that the curve does not reach.
 */
export function* heatMap({
  from,
  shock = NO_SHOCK,
  figure,
  ratios,
  vvvPrices,
  paths,
  days,
  seed,
}: HeatMapInput): Generator<number, HeatMap> {
  const rows = ratios.map((ratio) => withSupply(from, ratio));
  const cells = ratios.map((): number[] => []);
  let done = 0;
  for (const [row, world] of rows.entries()) {
    for (const factor of vvvPrices) {
      const values: number[] = [];
      for (let nth = 0; nth < paths; nth++) {
        const under = { ...shock, vvvPrice: shock.vvvPrice * factor };
        const [last] = figuresOn({ from: world, seed: seed + nth, days: [days], shock: under });
        values.push(last?.[figure] ?? Number.NaN);
        yield (done += 1);
      }
      cells[row]?.push(quantile(values, 0.5));
    }
  }
  return { ratios, vvvPrices, cells };
}

/** The market after its minters have minted or burnt until its supply is `ratio` times its target. */
function withSupply(from: World, ratio: number): World {
  const world = copyWorld(from);
  const { params, beliefs, market, minters } = world;
  const goal = ratio * market.target;
  const most = largestSupply(params, market.target);
  if (!(goal >= 0 && goal <= most)) {
    throw new SimError(
      "MarketNotSimulated",
      `the curve does not reach a supply of ${ratio} times the target`,
      `ask for at most ${(most / market.target).toFixed(3)} times the target`,
    );
  }
  if (minters.length === 0) {
    const [least, dear] = beliefs.lockCost;
    minters.push({ position: newPosition(market), lockCost: (least + dear) / 2 });
  }
  const bills = minters.reduce((sum, { position }) => sum + billOf(market, position), 0);
  const burnt = Math.max(market.supply - goal, 0);
  const each = Math.max(goal - market.supply, 0) / minters.length;
  for (const { position } of minters) {
    if (burnt > 0) burn(params, market, position, (billOf(market, position) * burnt) / bills);
    if (each === 0) continue;
    const missing = mintCost(params, market, each) - (position.staked - position.locked);
    if (missing > 0) stake(params, market, position, missing);
    mint(params, market, position, each);
  }
  return world;
}
