import type { World } from "../world";

/** What happens to a market from outside, from the first day of the scenario on. */
export interface Scenario {
  /** Factors on a day after the beginning; 1 where they are not given. */
  readonly demand?: (day: number) => number;
  readonly vvvPrice?: (day: number) => number;
  /** Whether somebody still funds rewards. */
  readonly funded?: boolean;
  /** Additional actions of people at the beginning of a day. Changes the world in place. */
  readonly event?: (world: World, day: number) => void;
}
