/** Options that every question to the lab has, and how it is asked. @module */
import type { Command } from "commander";
import type { lab, paths, Report, Stamp, world } from "@diem/sim";
import { type Session, type Text, UsageError } from "../../core";
import { csvOf, csvOption } from "./csv";
import { asked, completed, labPackage, whole } from "./lab";
import { collected, pairsOf } from "./pairs";
import { worldOptions, type WorldOptions } from "./world";

/** What happens to the market, how long it is looked at, and how often. */
export interface QuestionOptions extends WorldOptions {
  readonly shock?: readonly string[];
  readonly paths: string;
  readonly days: string;
  readonly seed: string;
  readonly csv?: boolean;
}

const MAX_PATHS = 1_000_000;
const MAX_DAYS = 3_650;

/** Adds the options of a question, with how many paths and days it takes unless told. */
export function questionOptions(
  command: Command,
  { paths: many, days }: { readonly paths: number; readonly days: number },
): Command {
  command
    .argument("[scenario]", "name of a scenario: see `diem simulate scenarios`", "calm")
    .option("--shock <name=value>", "an additional shock; repeatable", collected)
    .option("--paths <number>", "number of simulated paths", String(many))
    .option("--days <number>", "length of a path in days", String(days))
    .option("--seed <number>", "random seed; the same seed gives the same figures", "1")
    .addOption(csvOption());
  return worldOptions(command);
}

/** What the options of a question say. */
export async function commonOf(name: string, options: QuestionOptions) {
  return {
    shock: await shockIn(name, options),
    paths: whole(options.paths, "--paths", MAX_PATHS),
    days: whole(options.days, "--days", MAX_DAYS),
    seed: whole(options.seed, "--seed", MAX_PATHS),
  };
}

/** The figures of a list, such as `0.1,0.5,1`. */
export function numbersOf(text: string, option: string): number[] {
  const parts = text.split(",");
  if (parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return parts.map(Number);
  throw new UsageError({
    name: "NumberInvalid",
    message: `invalid ${option} "${text}"`,
    next: "write figures with commas between them, such as 0.1,0.5,1",
  });
}

/** Days between two points. */
export const everyOf = (text: string) => whole(text, "--every", MAX_DAYS);

/** A scenario and additional shocks. Both may not set the same shock. */
async function shockIn(name: string, { shock }: QuestionOptions): Promise<paths.Shock> {
  const { paths: ways } = await labPackage();
  const scenario = asked(() => ways.scenarioOf(name)).shock;
  const beside = pairsOf(shock, "--shock");
  const both = Object.keys(beside).find(
    (each) =>
      Object.hasOwn(ways.NO_SHOCK, each) &&
      scenario[each as keyof paths.Shock] !== ways.NO_SHOCK[each as keyof paths.Shock],
  );
  if (both !== undefined) {
    throw new UsageError({
      name: "ShockContradicts",
      message: `the scenario ${name} already sets ${both}`,
      next: `leave out the scenario or --shock ${both}`,
    });
  }
  return asked(() => ways.shockOf({ ...scenario, ...beside }));
}

/** Runs a question in the lab, reports progress, and returns the answer with the inputs that make it repeatable. */
export async function report<Asked extends lab.Question>(
  session: Session,
  from: world.World,
  question: Asked,
): Promise<Extract<Report, { readonly study: Asked["study"] }>> {
  const { lab: laboratory, reportOf } = await labPackage();
  const study = laboratory.ask(from, question);
  const answer = await completed(session, study, laboratory.pathsOf(question));
  return reportOf(from, question, answer) as Extract<Report, { readonly study: Asked["study"] }>;
}

/** The last lines of every text: what makes it repeatable. */
export function repeatable({ seed, configuration, version, ...rest }: Stamp & Partial<Report>) {
  return [
    ...(rest.paths === undefined ? [] : [["paths", String(rest.paths)] as const]),
    ["seed", String(seed)],
    ["configuration", configuration.slice(0, 16)],
    ["lab", version],
  ] as const;
}

/** The first line of every text: what happens to the market. */
export async function titleOf({ shock }: Report): Promise<string> {
  const { paths: ways } = await labPackage();
  return ways.titleOf(shock);
}

/** Prints a report: as CSV if that is asked, or what happens to the market, the lines of its study, and what makes it repeatable. */
export async function printReport(
  session: Session,
  { found, lines, csv = false }: { found: Report; lines: Text; csv?: boolean | undefined },
): Promise<void> {
  const text =
    csv && !session.printer.json
      ? [csvOf(found)]
      : [await titleOf(found), ...lines, ...repeatable(found)];
  session.print({ text, json: found });
}
