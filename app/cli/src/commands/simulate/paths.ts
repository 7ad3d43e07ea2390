import type { Command } from "commander";
import type { Report, studies } from "@diem/sim";
import { type Io, inSession, type Session, type Text, withExamples } from "../../core";
import { labPackage } from "./lab";
import {
  commonOf,
  everyOf,
  printReport,
  type QuestionOptions,
  questionOptions,
  report,
} from "./question";
import { marketOf } from "./world";

interface Options extends QuestionOptions {
  readonly every: string;
}

/** `diem simulate paths`: how a market's figures may spread. */
export function pathsCommand(parent: Command, io: Io): void {
  const command = parent
    .command("paths")
    .description("simulate a market many times, and show the range of its figures")
    .option("--every <days>", "days between two points of the JSON and the CSV", "30")
    .action(inSession(io, simulatePaths));
  questionOptions(command, { paths: 200, days: 365 });
  withExamples(
    command,
    "diem simulate paths --diem-price 800 --vvv-price 2.5",
    "diem simulate paths demand-down --diem-price 800 --vvv-price 2.5 --paths 1000",
    "diem simulate paths --shock demand=0.5 --shock vvvPrice=0.3 --offline",
    "diem simulate paths vvv-90 --offline --csv",
  );
}

async function simulatePaths(session: Session, name: string, options: Options): Promise<void> {
  const common = await commonOf(name, options);
  const every = everyOf(options.every);
  const { world: from } = await marketOf(session, options);
  const found = await report(session, from, { study: "fan", ...common, every });
  await printReport(session, { found, lines: await linesOf(found), csv: options.csv });
}

type FanReport = Extract<Report, { readonly study: "fan" }>;

async function linesOf(found: FanReport): Promise<Text> {
  const { LABELS, shown } = (await labPackage()).studies;
  const { fan, today } = found;
  const last = fan.at(-1);
  const names = Object.keys(LABELS) as studies.FigureName[];
  const rows = names.map((name) => {
    const [low = NaN, , middle = NaN, , high = NaN] = last?.figures[name] ?? [];
    return [LABELS[name], ...[today[name], low, middle, high].map((value) => shown(name, value))];
  });
  return [{ head: [`after ${last?.day ?? 0} days`, "today", "5 %", "median", "95 %"], rows }];
}
