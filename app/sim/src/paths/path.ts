/** A market's way through the days. @module */
import { exp, power } from "../elementary";
import { copyWorld, passDay, type Random, randomOf, type Surroundings, type World } from "../world";
import type { Scenario } from "./scenario";

/** How fast demand comes back to its trend, a day. */
const REVERSION = 0.03;
const DAYS_OF_YEAR = 365;

/** The noise of a path: the same seed gives the same noise in every scenario. */
interface Noise {
  readonly random: Random;
  /** Logarithms of the factors of demand and of VVV's price. */
  demand: number;
  vvvPrice: number;
}

function noisier(noise: Noise, { beliefs }: World): void {
  const root = Math.sqrt(DAYS_OF_YEAR);
  const { demandVolatility, vvvVolatility, vvvDrift } = beliefs;
  const daily = vvvVolatility / root;
  noise.demand += (demandVolatility / root) * noise.random.normal() - REVERSION * noise.demand;
  noise.vvvPrice += daily * noise.random.normal() + vvvDrift / DAYS_OF_YEAR - (daily * daily) / 2;
}

/** A path: where it begins, its seed, how long it lasts, and what happens from its first day on. */
export interface PathInput {
  readonly from: World;
  readonly seed: number;
  readonly days: number;
  readonly scenario?: Scenario;
  /** Sees the world at the end of each day, before it changes again; day 1 is the first. */
  readonly observe?: (world: World, day: number) => void;
}

/** Lets a market run for some days, and gives it as it is then. `from` stays as it is. */
export function runPath({ from, seed, days, scenario = {}, observe }: PathInput): World {
  const { beliefs } = from;
  const began = from.around;
  const noise: Noise = { random: randomOf(seed), demand: 0, vvvPrice: 0 };
  const world = copyWorld(from);
  for (let day = 1; day <= days; day++) {
    noisier(noise, world);
    const growth = power(1 + beliefs.demandGrowth, day / DAYS_OF_YEAR);
    const around: Surroundings = {
      demand: began.demand * growth * exp(noise.demand) * (scenario.demand?.(day) ?? 1),
      vvvPrice: began.vvvPrice * exp(noise.vvvPrice) * (scenario.vvvPrice?.(day) ?? 1),
      funded: scenario.funded ?? began.funded,
    };
    const { event } = scenario;
    passDay(world, around, event === undefined ? undefined : (begun) => event(begun, day));
    observe?.(world, day);
  }
  return world;
}
