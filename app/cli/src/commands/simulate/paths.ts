import type { Command } from "commander";
import type { studies } from "@diem/sim";
import { type Io, inSession, type Session, type Text, withExamples } from "../../core";
import { LABELS, shown } from "./figures-text";
import { asked, completed, labPackage, whole } from "./lab";
import { worldOf, worldOptions, type WorldOptions } from "./world";

interface Options extends WorldOptions {
  readonly paths: string;
  readonly days: string;
  readonly every: string;
  readonly seed: string;
  readonly csv?: boolean;
}

const MOST_PATHS = 1_000_000;
const MOST_DAYS = 3_650;

/** `diem simulate paths`: how a market's figures may spread. */
export function pathsCommand(parent: Command, io: Io): void {
  const command = parent
    .command("paths")
    .description("run a market many times from where it stands, and say how its figures spread")
    .argument("[scenario]", "what happens to it: see `diem simulate scenarios`", "calm")
    .option("--paths <number>", "how many times it is run", "200")
    .option("--days <number>", "how long each time", "365")
    .option("--every <days>", "days between two points of the JSON and the CSV", "30")
    .option("--seed <number>", "the same seed gives the same figures", "1")
    .option("--csv", "print a line for each day, figure and part of the paths")
    .action(inSession(io, simulatePaths));
  worldOptions(command);
  withExamples(
    command,
    "diem simulate paths --diem-price 800 --vvv-price 2.5",
    "diem simulate paths demand-down --diem-price 800 --vvv-price 2.5 --paths 1000",
    "diem simulate paths vvv-90 --offline --csv",
  );
}

async function simulatePaths(session: Session, name: string, options: Options): Promise<void> {
  const { paths: ways, studies: lab, stampOf } = await labPackage();
  const scenario = asked(() => ways.scenarioOf(name));
  const paths = whole(options.paths, "--paths", MOST_PATHS);
  const days = whole(options.days, "--days", MOST_DAYS);
  const every = whole(options.every, "--every", MOST_DAYS);
  const seed = whole(options.seed, "--seed", MOST_PATHS);
  const from = await worldOf(session, options);
  const fan = await completed(
    session,
    lab.fan({ from, scenario, paths, days, every, seed }),
    paths,
  );
  const today = lab.figuresOf(from);
  const stamp = stampOf(from, seed, { scenario: name, paths, days, every });
  const json = { ...stamp, scenario: name, paths, days, parts: lab.FAN, today, fan };
  if (options.csv === true && !session.printer.json) {
    session.print({ text: [csv(fan, lab.FAN)], json });
    return;
  }
  session.print({ text: textOf({ title: scenario.title, fan, today, stamp, paths }), json });
}

function textOf({
  title,
  fan,
  today,
  stamp,
  paths,
}: {
  readonly title: string;
  readonly fan: readonly studies.FanDay[];
  readonly today: studies.Figures;
  readonly stamp: {
    readonly seed: number;
    readonly configuration: string;
    readonly version: string;
  };
  readonly paths: number;
}): Text {
  const last = fan.at(-1);
  const names = Object.keys(LABELS) as studies.FigureName[];
  const rows = names.map((name) => {
    const [low = NaN, , middle = NaN, , high = NaN] = last?.figures[name] ?? [];
    return [LABELS[name], ...[today[name], low, middle, high].map((value) => shown(name, value))];
  });
  return [
    title,
    { head: [`after ${last?.day ?? 0} days`, "today", "5 %", "median", "95 %"], rows },
    ["paths", String(paths)],
    ["seed", String(stamp.seed)],
    ["configuration", stamp.configuration.slice(0, 16)],
    ["lab", stamp.version],
  ];
}

function csv(fan: readonly studies.FanDay[], parts: readonly number[]): string {
  const lines = fan.flatMap(({ day, figures }) =>
    Object.entries(figures).flatMap(([name, values]) =>
      values.map((value, nth) => `${day},${name},${parts[nth] ?? ""},${value}`),
    ),
  );
  return ["day,figure,part,value", ...lines].join("\n");
}
