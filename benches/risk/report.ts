/**
 * `npm run risk`: measures what docs/risk-report.md says, and writes it. `--data <folder>` adds what is compared with the
 * measured history of other economies, which is not part of this repository.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { attacks, paths, type rules, studies, version, world } from "@diem/sim";
import { attackSizes, supplyAfterFall, supplyByBelief, sweeps } from "./severity";
import { type Cells, LABELS, percent, SHOWN, table } from "./table";
import { demand, tokenPrice } from "./out-of-sample";
import { conservation, curvePoints, heliumMonths } from "./validation";

const PAGE = "docs/risk-report.md";
const MARKETS = 100;
const SHOCKED_MARKETS = 30;
const SEEDS = [1, 2, 3];
const SIGN_DAYS = [90, 180];
const SHOCK_DAYS = [30, 180, 365];
/** Of 100 random markets, how many moved the right way. */
function signs(): string {
  const cases: readonly (readonly [string, string, boolean, Partial<world.Beliefs>])[] = [
    ["x3", "demand-up", true, {}],
    ["x3, no funded rewards", "demand-up", true, { fundedReturn: 0 }],
    ["x3, idle machines save nothing", "demand-up", true, { idleSaving: 1 }],
    ["x0.2", "demand-down", false, {}],
    ["x0.2, no funded rewards", "demand-down", false, { fundedReturn: 0 }],
    ["x0.2, idle machines save nothing", "demand-down", false, { idleSaving: 1 }],
  ];
  const rows = cases.flatMap(([label, name, up, beliefs]) => {
    const { shock } = paths.scenarioOf(name);
    const found = studies.signTable({
      shock,
      up,
      days: SIGN_DAYS,
      markets: MARKETS,
      seed: 1,
      beliefs,
    });
    return found.map(({ days, signs: of }) => [
      label,
      days,
      ...studies.SIGNED.map((figure) => `${of[figure].right} / ${of[figure].wrong}`),
    ]);
  });
  return table(["demand", "days", "DIEM's price", "quota offered", "target", "supply"], rows);
}

const randomMarkets = (count: number) =>
  Array.from({ length: count }, (_, nth) => studies.randomMarket(nth + 1));

function shocks(): string {
  const markets = randomMarkets(SHOCKED_MARKETS);
  return paths.SCENARIOS.map((scenario) => {
    const study = studies.shockTables({
      shocks: [scenario.shock],
      markets,
      days: SHOCK_DAYS,
      seeds: SEEDS,
    });
    const rows = (studies.complete(study)[0] ?? []).map(({ days, changes }) => [
      days,
      ...SHOWN.map((name) => percent(changes[name])),
    ]);
    const head = ["days", ...SHOWN.map((name) => LABELS[name])];
    return `**${scenario.title}**\n\n${table(head, rows)}`;
  }).join("\n\n");
}

function attackTable(): string {
  const markets = randomMarkets(MARKETS);
  const rows = attacks.ATTACKS.map((attack) => {
    const { name } = attack;
    const found = markets.map((from, seed) => attacks.attempt(attack, { from, seed }));
    const ratios = found.map(({ gain, cost }) => gain / cost);
    const paying = found.filter(({ gain }) => gain > 0).length;
    const best = found.reduce((most, each) => (each.gain > most.gain ? each : most));
    const yearly =
      paying === 0 ? "-" : `$${Math.round((best.gain * 365) / best.days).toLocaleString("en-US")}`;
    const [middle, most] = [studies.quantile(ratios, 0.5), studies.quantile(ratios, 1)];
    return [`\`${name}\``, paying, middle.toFixed(2), most.toFixed(2), yearly];
  });
  const said = attacks.ATTACKS.map(
    ({ name, title, breakEven, costs }) =>
      `- \`${name}\`: ${title} Profitable: ${breakEven}. Cost: ${costs}.`,
  );
  const head = ["attack", "pays in, of 100", "gain / cost, median", "most", "most a year"];
  return `${table(head, rows)}\n\n${said.join("\n")}`;
}

/** Figures of the deciding parameter at which each attack breaks even: quantiles over the markets that have one. */
function thresholds(): string {
  const markets = randomMarkets(MARKETS);
  const rows = attacks.ATTACKS.filter(({ decidedBy }) => decidedBy !== null).map(
    (attack): Cells => {
      const found = markets.flatMap((from, seed) => {
        const input = { from, seed, size: THRESHOLD_SIZES[attack.name] };
        const [tried] = studies.complete(attacks.tryAttacks([attack], input));
        return tried?.threshold ?? [];
      });
      const figures = found.flatMap(({ at }) => at ?? []);
      const [first] = found;
      const unit = (value: number) =>
        first?.param === "feeStream"
          ? `${value.toFixed(1)} d`
          : `${Number((value * 100).toPrecision(3))} %`;
      const now = studies.quantile(
        found.map((each) => each.now),
        0.5,
      );
      const shown = (part: number) =>
        figures.length === 0 ? "-" : unit(studies.quantile(figures, part));
      const pays = found.find(({ at }) => at !== null)?.pays ?? "-";
      return [
        `\`${attack.name}\``,
        `\`${first?.param ?? ""}\``,
        unit(now),
        pays,
        ...[0.05, 0.5, 0.95].map(shown),
        figures.length,
      ];
    },
  );
  const head = ["attack", "parameter", "now", "profitable", "5 %", "median", "95 %", "markets"];
  return table(head, rows);
}

/** Sizes other than the usual ones: those at which the attacks can be profitable at all. */
const THRESHOLD_SIZES: { readonly [name: string]: number } = {
  "target-sniper": 0.02,
  "just-in-time-staker": 30,
};

/** A market that begins small and grows tenfold a year. */
function young(): string {
  const beliefs = world.beliefsOf({
    demand: 500,
    demandGrowth: 9,
    providers: 5,
    fundedReturn: 0,
    demandVolatility: 0.1,
    capacitySpeed: 0.03,
  });
  const params: rules.Params = {
    ...studies.defaultParams(500),
    targetFloor: 200,
    targetStep: 0.0075,
  };
  const days = [90, 365, 730];
  const rows: Cells[] = [];
  paths.runPath({
    from: world.beginWorld(params, beliefs),
    seed: 1,
    days: 730,
    observe: (after, day) => {
      if (!days.includes(day)) return;
      const { supply, target, diemPrice, quotaServed, sold } = studies.figuresOf(after);
      rows.push([
        day,
        ...[supply, target, sold, quotaServed].map(Math.round),
        `$${Math.round(diemPrice)}`,
      ]);
    },
  });
  return table(
    ["day", "supply", "target", "sold a day", "quota served a day", "DIEM's price"],
    rows,
  );
}

function validation(data: string | undefined): string {
  const { paths: count, steps, broken, stuck } = conservation();
  const measured = (of: (folder: string) => string) =>
    data === undefined ? "not compared in this run" : of(data);
  const rows: Cells[] = [
    ["the mint curve at published points", curvePoints()],
    [
      "in every step, the sums are right; every thirty days, every user could leave",
      `${count.toLocaleString("en-US")} paths, ${steps.toLocaleString("en-US")} steps: ${broken} broken, ${stuck} stuck`,
    ],
    [
      "floating-point rules compared with the SDK's integers, and both with the program",
      "`tests/sim`: 60 random histories of 40 epochs to 1e-6; two on the embedded chain, where the SDK agrees to the base unit",
    ],
    ["Helium: tokens burnt = dollars / price", measured(heliumMonths)],
    ["out of sample: VVV's price as a random walk, on a year of HNT", measured(tokenPrice)],
    ["out of sample: demand, on Helium's use by month", measured(demand)],
    [
      "out of sample: DIEM's price",
      "not possible: no daily series is public. The [risk lab](risk-lab.md#accuracy) says what is needed",
    ],
    [
      "comparison with locked VVV and DIEM's price on Venice",
      "fails: the locked amount there depends on its history, and one discount rate is wrong by a factor of 4 to 16",
    ],
  ];
  return table(["step", "result"], rows);
}

async function main(): Promise<void> {
  const at = process.argv.indexOf("--data");
  const data = at < 0 ? undefined : process.argv[at + 1];
  if (data !== undefined && !existsSync(data)) throw new Error(`there is no folder ${data}`);
  const text = readFileSync(join(__dirname, "report.template.md"), "utf8")
    .replace("{{version}}", version)
    .replace("{{signs}}", signs())
    .replace("{{shocks}}", shocks())
    .replace("{{fall}}", supplyAfterFall())
    .replace("{{beliefs}}", supplyByBelief())
    .replace("{{sweeps}}", sweeps(randomMarkets(SHOCKED_MARKETS)))
    .replace("{{sizes}}", attackSizes(randomMarkets(MARKETS)))
    .replace("{{attacks}}", attackTable())
    .replace("{{thresholds}}", thresholds())
    .replace("{{young}}", young())
    .replace("{{validation}}", validation(data));
  const options = await resolveConfig(PAGE);
  writeFileSync(PAGE, await format(text, { ...options, parser: "markdown" }));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
