/** How markets answer to shocks and attacks of growing size. */
import { attacks, paths, studies, type world } from "@diem/sim";
import { type Cells, LABELS, percent, SHOWN, table } from "./table";

const DAYS = 90;
const SEEDS = [1, 2, 3];

/** Severities of each shock; a shock with another severity is none. */
const SEVERITIES: { readonly [Name in paths.Knob]: readonly number[] } = {
  demand: [0.1, 0.2, 0.5, 0.8, 1.5, 3, 5],
  vvvPrice: [0.1, 0.2, 0.3, 0.5, 0.7, 2],
  providersLeave: [0.1, 0.3, 0.6, 0.9],
  whaleMint: [0.05, 0.1, 0.2, 0.5],
  run: [0.1, 0.25, 0.5, 0.75],
};

/** What each severity of each shock changes, in parts of what would be without it. */
export function sweeps(markets: readonly world.World[]): string {
  return paths.KNOBS.map((knob) => {
    const values = SEVERITIES[knob];
    const shocks = values.map((value) => paths.shockOf({ [knob]: value }));
    const study = studies.shockTables({ shocks, markets, days: [DAYS], seeds: SEEDS });
    const rows = studies
      .complete(study)
      .map(([row], nth): Cells => [
        values[nth] ?? "",
        ...SHOWN.map((name) => (row === undefined ? "" : percent(row.changes[name]))),
      ]);
    return table([`\`${knob}\``, ...SHOWN.map((name) => LABELS[name])], rows);
  }).join("\n\n");
}

/** Sizes at which the attacks that can pay are tried, and one that never does. */
const SIZES: { readonly [name: string]: readonly number[] } = {
  "self-dealer-100": [0.05, 0.2, 1],
  "quota-farmer": [0.25, 0.5, 1],
  "target-sniper": [0.02, 0.05, 0.1, 0.2, 0.5],
  "just-in-time-staker": [7, 21, 30, 60, 90],
};

/** In how many markets an attack pays, by its size. */
export function attackSizes(markets: readonly world.World[]): string {
  const rows = attacks.ATTACKS.flatMap((attack) =>
    (SIZES[attack.name] ?? []).map((size): Cells => {
      const found = markets.map((from, seed) => attacks.attempt(attack, { from, seed, size }));
      const paying = found.filter(({ gain }) => gain > 0).length;
      const ratios = found.map(({ gain, cost }) => gain / cost);
      return [`\`${attack.name}\``, size, paying, studies.quantile(ratios, 0.5).toFixed(2)];
    }),
  );
  return table(["attack", "size", `pays in, of ${markets.length}`, "gain / cost, median"], rows);
}

/** Markets in which supply is looked at after demand fell. */
const MARKETS = 500;
const MIN_CHANGE = 0.01;
const FALL_DAYS = [90, 120, 180];

/** How supply changes by a fall of demand in a random market, after each of {@link FALL_DAYS}. */
function supplyChanges(seed: number, beliefs: Partial<world.Beliefs> = {}) {
  const from = studies.randomMarket(seed, beliefs);
  const { shock } = paths.scenarioOf("demand-down");
  const supplies = (under: paths.Shock) => {
    const seen: number[] = [];
    paths.runPath({
      ...{ from, seed, days: Math.max(...FALL_DAYS), scenario: paths.scenarioUnder(under) },
      observe: ({ market }, day) => {
        if (FALL_DAYS.includes(day)) seen.push(market.supply);
      },
    });
    return seen;
  };
  const [calm, fallen] = [supplies(paths.NO_SHOCK), supplies(shock)];
  const changes = fallen.map((supply, day) => supply / (calm[day] ?? supply) - 1);
  return { above: from.market.supply > from.market.target, changes };
}

/** Beliefs about minters at the ends of their ranges. */
const BELIEFS: readonly (readonly [string, Partial<world.Beliefs>])[] = [
  ["all random", {}],
  ["minters earn 8 % on sold DIEM", { minterReturn: 0.08 }],
  ["minters earn 30 %", { minterReturn: 0.3 }],
  ["a lock costs 1 to 2 %", { lockCost: [0.01, 0.02] }],
  ["a lock costs 4 to 20 %", { lockCost: [0.04, 0.2] }],
  ["debts move by 2 % of the wanted change per day", { mintSpeed: 0.02 }],
  ["debts move by 10 %", { mintSpeed: 0.1 }],
  ["20 different minters", { minters: 20 }],
];
const FEWER_MARKETS = 200;

/** In how many of 100 markets supply falls with demand, with one belief fixed. */
export function supplyByBelief(): string {
  const rows = BELIEFS.map(([name, beliefs]): Cells => {
    const moves = Array.from(
      { length: FEWER_MARKETS },
      (_, nth) => supplyChanges(nth + 1, beliefs).changes[0] ?? 0,
    );
    const right = moves.filter((change) => change <= -MIN_CHANGE).length;
    return [name, ((100 * right) / FEWER_MARKETS).toFixed(0)];
  });
  return table(["belief", "of 100"], rows);
}

/** Whether supply falls with demand, by where it stands to its target as demand falls. */
export function supplyAfterFall(): string {
  const found = Array.from({ length: MARKETS }, (_, nth) => supplyChanges(nth + 1));
  const rows = [false, true].map((above): Cells => {
    const group = found.filter((each) => each.above === above);
    const cells = FALL_DAYS.map((_, day) => {
      const moves = group.map(({ changes }) => changes[day] ?? 0);
      const right = moves.filter((change) => change <= -MIN_CHANGE).length;
      const wrong = moves.filter((change) => change >= MIN_CHANGE).length;
      return `${((100 * right) / group.length).toFixed(0)} / ${((100 * wrong) / group.length).toFixed(0)}`;
    });
    return [above ? "above its target" : "below its target", group.length, ...cells];
  });
  return table(
    ["supply when demand falls", "markets", ...FALL_DAYS.map((day) => `${day} days`)],
    rows,
  );
}
