import type { Command } from "commander";
import type { studies } from "@diem/sim";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { estimated } from "./figures-text";
import { choiceOf, labPackage } from "./lab";
import {
  commonOf,
  numbersOf,
  printReport,
  type QuestionOptions,
  questionOptions,
  report,
} from "./question";
import { marketOf } from "./world";

interface Options extends QuestionOptions {
  readonly figures: string;
}

/** `diem simulate sweep`: how figures change with the size of a shock. */
export function sweepCommand(parent: Command, io: Io): void {
  const command = parent
    .command("sweep")
    .description("simulate a shock at several severities, and show the effect of each")
    .argument("<shock>", "demand, vvvPrice, providersLeave, whaleMint or run")
    .argument("<values>", "its severities, such as 0.1,0.2,0.5")
    .option("--figures <list>", "figures to show", "diemPrice,quotaOffered,target,supply")
    .action(inSession(io, simulateSweep));
  questionOptions(command, { paths: 10, days: 180 });
  withExamples(
    command,
    "diem simulate sweep demand 0.1,0.2,0.5,2,3 --diem-price 800 --vvv-price 2.5",
    "diem simulate sweep vvvPrice 0.5,0.3,0.1 demand-down --offline --figures backing,supply",
  );
}

async function simulateSweep(
  session: Session,
  shock: string,
  severities: string,
  name: string,
  options: Options,
): Promise<void> {
  const { paths, studies: lab } = await labPackage();
  const common = await commonOf(name, options);
  const knob = choiceOf(shock, "shock", paths.KNOBS);
  const values = numbersOf(severities, "severities");
  const names = options.figures.split(",").map((each) => choiceOf(each, "--figures", lab.FIGURES));
  const { world: from } = await marketOf(session, options);
  const found = await report(session, from, { study: "sweep", ...common, knob, values });
  const rows = found.sweep.map(({ value, changes }) => [
    String(value),
    ...names.map((figure) => estimated(changes[figure])),
  ]);
  const labels = names.map((figure: studies.FigureName) => lab.LABELS[figure].split(",")[0] ?? "");
  await printReport(session, {
    found,
    lines: [
      `Change in percent after ${found.days} days by ${knob} alone, with the interval of 95 %.`,
      { head: [knob, ...labels], rows },
    ],
    csv: options.csv,
  });
}
