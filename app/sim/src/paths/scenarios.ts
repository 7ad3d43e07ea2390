/** Shocks that a market may meet. @module */
import { billOf, burn, mint, newPosition, stake, mintCost } from "../rules";
import type { World } from "../world";
import { SimError } from "../errors";
import { CALM, type Scenario } from "./scenario";

/** Days in which those who want to leave do. */
const RUN_DAYS = 7;

const demand = (factor: number): Scenario => ({
  name: factor > 1 ? "demand-up" : "demand-down",
  title: `Demand is ${factor} times as high from the first day on.`,
  demand: () => factor,
});

const vvvFall = (part: number): Scenario => ({
  name: `vvv-${part * 100}`,
  title: `VVV loses ${part * 100} % of its price in a day.`,
  vvvPrice: () => 1 - part,
});

const providersLeave = (part: number): Scenario => ({
  name: `providers-${part * 100}`,
  title: `${part * 100} % of the capacity leaves on the first day.`,
  event: ({ providers }, day) => {
    if (day !== 1) return;
    for (const provider of providers) {
      provider.capacity *= 1 - part;
      provider.offered *= 1 - part;
    }
  },
});

/** Mints a tenth of the target, as far as the curve reaches, and keeps the debt. */
function whaleMints({ params, market, minters }: World): void {
  const position = newPosition(market);
  const amount = market.target / 10;
  const cost = mintCost(params, market, amount);
  if (!Number.isFinite(cost)) return;
  stake(params, market, position, cost);
  mint(params, market, position, amount);
  const usual = minters.reduce((sum, { lockCost }) => sum + lockCost, 0) / minters.length;
  minters.push({ position, lockCost: usual });
}

/** A part of all debts is paid, and of the stake that is free withdrawn, each day. */
function run({ params, market, minters, staker }: World): void {
  const daily = 1 - 0.5 ** (1 / RUN_DAYS);
  for (const { position } of minters)
    burn(params, market, position, billOf(market, position) * daily);
  stake(params, market, staker, -staker.staked * daily);
}

/** All scenarios, by their names. */
export const SCENARIOS: readonly Scenario[] = [
  demand(3),
  demand(0.2),
  vvvFall(0.5),
  vvvFall(0.7),
  vvvFall(0.9),
  { name: "rewards-end", title: "Nobody funds rewards any more.", funded: false },
  providersLeave(0.3),
  providersLeave(0.6),
  providersLeave(0.9),
  {
    name: "whale",
    title: "Somebody mints a tenth of the target supply on the first day, and sells it.",
    event: (world, day) => {
      if (day === 1) whaleMints(world);
    },
  },
  {
    name: "run",
    title: "Half of all debts is paid and half of the free stake withdrawn within a week.",
    event: (world, day) => {
      if (day <= RUN_DAYS) run(world);
    },
  },
];

/**
 * A scenario by its name.
 *
 * @throws SimError `ScenarioUnknown`.
 */
export function scenarioOf(name: string): Scenario {
  const found = [CALM, ...SCENARIOS].find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  const names = [CALM, ...SCENARIOS].map((scenario) => scenario.name).join(", ");
  throw new SimError("ScenarioUnknown", `unknown scenario "${name}"`, `use one of ${names}`);
}
