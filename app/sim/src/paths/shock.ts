/** A shock as plain data, for files, command lines and sliders. @module */
import { power } from "../elementary";
import { SimError } from "../errors";
import { billOf, burn, largestSupply, mint, mintCost, newPosition, stake } from "../rules";
import type { World } from "../world";
import type { Scenario } from "./scenario";

/** What happens to a market from the first day on. */
export interface Shock {
  /** Factors of demand and of VVV's price. */
  readonly demand: number;
  readonly vvvPrice: number;
  /** Part of the capacity that leaves on the first day. */
  readonly providersLeave: number;
  /** Nobody funds rewards any more. */
  readonly fundingEnds: boolean;
  /** DIEM that somebody mints and sells on the first day, in parts of the target, as far as the curve reaches. */
  readonly whaleMint: number;
  /** Part of all debts that is paid, and of the free stake that is withdrawn, within a week. */
  readonly run: number;
}

/** Nothing happens. */
export const NO_SHOCK: Shock = {
  demand: 1,
  vvvPrice: 1,
  providersLeave: 0,
  fundingEnds: false,
  whaleMint: 0,
  run: 0,
};

/** The figures of a shock that have a severity. */
export type Knob = Exclude<keyof Shock, "fundingEnds">;

/** Least and most of each. */
export const SHOCK_BOUNDS: { readonly [Name in Knob]: readonly [least: number, most: number] } = {
  demand: [0, 1_000],
  vvvPrice: [0.0001, 1_000],
  providersLeave: [0, 1],
  whaleMint: [0, 1],
  run: [0, 0.99],
};

export const KNOBS = Object.keys(SHOCK_BOUNDS) as readonly Knob[];

/** Days within which a run on the market happens. */
const RUN_DAYS = 7;

/**
 * A whole shock of some figures; what is not given does not change.
 *
 * @throws SimError `ShockWrong` for a figure that is unknown, no number, or out of its bounds.
 *
 * @example
 * const shock = paths.shockOf({ demand: 0.2, vvvPrice: 0.5 });
 */
export function shockOf(given: { readonly [name: string]: unknown }): Shock {
  for (const [name, value] of Object.entries(given)) {
    if (name === "fundingEnds") {
      if (typeof value !== "boolean") throw wrong(name, value, "true or false");
      continue;
    }
    if (!Object.hasOwn(SHOCK_BOUNDS, name)) {
      const names = Object.keys(NO_SHOCK).join(", ");
      throw new SimError("ShockWrong", `unknown shock "${name}"`, `use one of ${names}`);
    }
    const [least, most] = SHOCK_BOUNDS[name as Knob];
    if (!(typeof value === "number" && value >= least && value <= most))
      throw wrong(name, value, `a number from ${least} to ${most}`);
  }
  return { ...NO_SHOCK, ...given };
}

function wrong(name: string, value: unknown, expected: string): SimError {
  const shown = typeof value === "number" ? String(value) : JSON.stringify(value);
  return new SimError("ShockWrong", `shock ${name} is ${shown}`, `write ${expected}`);
}

/** What a path goes through under a shock. */
export function scenarioUnder(shock: Shock): Scenario {
  return {
    ...(shock.demand === 1 ? {} : { demand: () => shock.demand }),
    ...(shock.vvvPrice === 1 ? {} : { vvvPrice: () => shock.vvvPrice }),
    ...(shock.fundingEnds ? { funded: false } : {}),
    event: (world, day) => {
      if (day === 1) leave(world, shock.providersLeave);
      if (day === 1 && shock.whaleMint > 0) whaleMints(world, shock.whaleMint);
      if (day <= RUN_DAYS && shock.run > 0) run(world, shock.run);
    },
  };
}

function leave({ providers }: World, part: number): void {
  for (const provider of providers) {
    provider.capacity *= 1 - part;
    provider.offered *= 1 - part;
  }
}

/** Mints a part of the target, and keeps the debt. */
function whaleMints({ params, beliefs, market, minters }: World, part: number): void {
  const position = newPosition(market);
  const room = largestSupply(params, market.target) * WITHIN_CURVE - market.supply;
  const amount = Math.min(market.target * part, room);
  if (amount <= 0) return;
  stake(params, market, position, mintCost(params, market, amount));
  mint(params, market, position, amount);
  const [least, most] = beliefs.lockCost;
  minters.push({ position, lockCost: (least + most) / 2 });
}

/** The very end of the curve is a matter of rounding. */
const WITHIN_CURVE = 1 - 1e-9;

/** A part of all debts is paid, and of the stake that is free withdrawn, each day of the run. */
function run({ params, market, minters, stakers }: World, part: number): void {
  const daily = 1 - power(1 - part, 1 / RUN_DAYS);
  for (const { position } of minters)
    burn(params, market, position, billOf(market, position) * daily);
  for (const { position } of stakers) stake(params, market, position, -position.staked * daily);
}
