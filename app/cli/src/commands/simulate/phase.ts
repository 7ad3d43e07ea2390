import type { Command } from "commander";
import { type Io, inSession, type Session, withExamples } from "../../core";
import { labPackage } from "./lab";
import {
  commonOf,
  everyOf,
  type QuestionOptions,
  printReport,
  questionOptions,
  report,
} from "./question";
import { marketOf } from "./world";

interface Options extends QuestionOptions {
  readonly every: string;
}

/** `diem simulate phase`: where paths go in the plane of supply over target and DIEM's price. */
export function phaseCommand(parent: Command, io: Io): void {
  const command = parent
    .command("phase")
    .description("show supply / target and DIEM's price over time, for each path")
    .option("--every <days>", "days between two points", "30")
    .action(inSession(io, simulatePhase));
  questionOptions(command, { paths: 12, days: 365 });
  withExamples(command, "diem simulate phase demand-down --diem-price 800 --vvv-price 2.5");
}

async function simulatePhase(session: Session, name: string, options: Options): Promise<void> {
  const common = await commonOf(name, options);
  const every = everyOf(options.every);
  const { world: from } = await marketOf(session, options);
  const found = await report(session, from, { study: "phase", ...common, every });
  const { round } = (await labPackage()).studies;
  const rows = found.phase.flatMap((points, nth) =>
    points.map(({ day, ratio, diemPrice }) => [
      String(found.seed + nth),
      String(day),
      round(ratio),
      round(diemPrice),
    ]),
  );
  const head = ["path", "day", "supply / target", "DIEM price, USD"];
  await printReport(session, { found, lines: [{ head, rows }], csv: options.csv });
}
