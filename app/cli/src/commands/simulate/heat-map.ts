import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { figureOf, figureOption } from "./figures-text";
import { labPackage } from "./lab";
import {
  commonOf,
  numbersOf,
  type QuestionOptions,
  printReport,
  questionOptions,
  report,
} from "./question";
import { marketOf } from "./world";

interface Options extends QuestionOptions {
  readonly figure: string;
  readonly ratios: string;
  readonly vvvPrices: string;
}

/** `diem simulate heat-map`: a figure by supply over target and by VVV's price. */
export function heatMapCommand(parent: Command, io: Io): void {
  const command = parent
    .command("heat-map")
    .description("show one figure for several supplies and prices of VVV")
    .addOption(figureOption("coverage"))
    .option("--ratios <list>", "supplies as multiples of the target", "0.2,0.4,0.6,0.8,1,1.2,1.4")
    .option(
      "--vvv-prices <list>",
      "prices of VVV as multiples of today's price",
      "0.1,0.25,0.5,1,2,4",
    )
    .action(inSession(io, simulateHeatMap));
  questionOptions(command, { paths: 20, days: 90 });
  withExamples(
    command,
    "diem simulate heat-map --diem-price 800 --vvv-price 2.5",
    "diem simulate heat-map demand-down --figure backing --offline",
  );
}

async function simulateHeatMap(session: Session, name: string, options: Options): Promise<void> {
  const common = await commonOf(name, options);
  const ratios = numbersOf(options.ratios, "--ratios");
  const vvvPrices = numbersOf(options.vvvPrices, "--vvv-prices");
  const figure = await figureOf(options.figure);
  const { world: from } = await marketOf(session, options);
  const question = { study: "heat-map", ...common, figure, ratios, vvvPrices } as const;
  const found = await report(session, from, question);
  const { LABELS, shown } = (await labPackage()).studies;
  const head = ["supply / target", ...vvvPrices.map((factor) => `VVV x${factor}`)];
  const rows = found.cells.map((cells, nth) => [
    String(ratios[nth]),
    ...cells.map((value) => shown(figure, value)),
  ]);
  await printReport(session, {
    found,
    lines: [`${LABELS[figure]}, after ${found.days} days, median`, { head, rows }],
    csv: options.csv,
  });
}
