/** Shocks that a market may meet, by their names. @module */
import { SimError } from "../errors";
import { NO_SHOCK, type Shock } from "./shock";

/** A shock with a name. */
export interface NamedShock {
  readonly name: string;
  /** One sentence for people. */
  readonly title: string;
  readonly shock: Shock;
}

/** Nothing happens. */
export const CALM: NamedShock = { name: "calm", title: "Nothing happens.", shock: NO_SHOCK };

function named(name: string, title: string, shock: Partial<Shock>): NamedShock {
  return { name, title, shock: { ...NO_SHOCK, ...shock } };
}

const vvvFall = (percent: number) =>
  named(`vvv-${percent}`, `VVV loses ${percent} % of its price in a day.`, {
    vvvPrice: (100 - percent) / 100,
  });

const providersLeave = (percent: number) =>
  named(`providers-${percent}`, `${percent} % of the capacity leaves on the first day.`, {
    providersLeave: percent / 100,
  });

/** All scenarios but {@link CALM}. */
export const SCENARIOS: readonly NamedShock[] = [
  named("demand-up", "Demand is 3 times as high from the first day on.", { demand: 3 }),
  named("demand-down", "Demand is 0.2 times as high from the first day on.", { demand: 0.2 }),
  vvvFall(50),
  vvvFall(70),
  vvvFall(90),
  named("rewards-end", "Nobody funds rewards any more.", { fundingEnds: true }),
  providersLeave(30),
  providersLeave(60),
  providersLeave(90),
  named("whale", "Somebody mints a tenth of the target supply on the first day, and sells it.", {
    whaleMint: 0.1,
  }),
  named("run", "Half of all debts is paid and half of the free stake withdrawn within a week.", {
    run: 0.5,
  }),
];

/**
 * A shock by its name.
 *
 * @throws SimError `ScenarioUnknown`.
 */
export function scenarioOf(name: string): NamedShock {
  const found = [CALM, ...SCENARIOS].find((scenario) => scenario.name === name);
  if (found !== undefined) return found;
  const names = [CALM, ...SCENARIOS].map((scenario) => scenario.name).join(", ");
  throw new SimError("ScenarioUnknown", `unknown scenario "${name}"`, `use one of ${names}`);
}

/** What a shock is, for people: its scenario's sentence, or its figures. */
export function titleOf(shock: Shock): string {
  const names = Object.keys(NO_SHOCK) as (keyof Shock)[];
  const known = [CALM, ...SCENARIOS].find((each) =>
    names.every((name) => each.shock[name] === shock[name]),
  );
  if (known !== undefined) return known.title;
  const told = names.filter((name) => shock[name] !== NO_SHOCK[name]);
  return `From the first day on: ${told.map((name) => `${name} = ${shock[name]}`).join(", ")}.`;
}
