import type { Command } from "commander";
import type { studies } from "@diem/sim";
import { type Io, inSession, type Session, UsageError, withExamples } from "../../core";
import { estimated, figureOf, figureOption } from "./figures-text";
import { labPackage } from "./lab";
import { commonOf, type QuestionOptions, printReport, questionOptions, report } from "./question";
import { marketOf } from "./world";

interface Options extends QuestionOptions {
  readonly figure: string;
  readonly spread: string;
}

/** `diem simulate tornado`: which beliefs and parameters matter. */
export function tornadoCommand(parent: Command, io: Io): void {
  const command = parent
    .command("tornado")
    .description("lower and raise each belief and parameter, and show the effect on one figure")
    .addOption(figureOption("diemPrice"))
    .option("--spread <part>", "change of each value, as a part of it", "0.5")
    .action(inSession(io, simulateTornado));
  questionOptions(command, { paths: 20, days: 180 });
  withExamples(
    command,
    "diem simulate tornado --diem-price 800 --vvv-price 2.5",
    "diem simulate tornado demand-down --figure backing --offline",
  );
}

async function simulateTornado(session: Session, name: string, options: Options): Promise<void> {
  const { markets, studies: lab } = await labPackage();
  const common = await commonOf(name, options);
  const figure = await figureOf(options.figure);
  const spread = spreadOf(options.spread);
  const { world: from, chain } = await marketOf(session, options);
  const factors = markets.factorsOf(chain, from.beliefs, spread);
  const found = await report(session, from, { study: "tornado", ...common, figure, factors });
  const rows = found.bars.map(({ name: factor, low, high }) => [factor, ...end(low), ...end(high)]);
  await printReport(session, {
    found,
    lines: [
      `${lab.LABELS[figure]}, after ${found.days} days, mean: ${lab.shown(figure, found.usual)}`,
      { head: ["factor", "low", "change, %", "high", "change, %"], rows },
    ],
    csv: options.csv,
  });
}

function end(of: studies.TornadoEnd | null): readonly string[] {
  return of === null ? ["not allowed", ""] : [of.shown, estimated(of.change)];
}

function spreadOf(text: string): number {
  const value = /^0?\.\d+$/.test(text) ? Number(text) : NaN;
  if (value > 0 && value < 1) return value;
  throw new UsageError({
    name: "NumberInvalid",
    message: `invalid --spread "${text}"`,
    next: "give a part between 0 and 1, such as 0.5",
  });
}
