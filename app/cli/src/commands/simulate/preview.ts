import type { Command } from "commander";
import { type Io, inSession, type Session, UsageError, withExamples } from "../../core";
import { labPackage } from "./lab";
import { textOf } from "./preview-text";
import { commonOf, type QuestionOptions, printReport, questionOptions, report } from "./question";
import { changedBy, unchangedMarketOf } from "./world";

/** `diem simulate preview`: a market under its present and under other parameters. */
export function previewCommand(parent: Command, io: Io): void {
  const command = parent
    .command("preview")
    .description("compare a market under its own and under other parameters: who gains, who loses")
    .action(inSession(io, simulatePreview));
  questionOptions(command, { paths: 100, days: 365 });
  withExamples(
    command,
    "diem simulate preview --param quotaCap=50% --diem-price 800 --vvv-price 2.5",
    "diem simulate preview demand-down --param maxTargetStep=1% --offline",
  );
}

async function simulatePreview(
  session: Session,
  name: string,
  options: QuestionOptions,
): Promise<void> {
  const { rules } = await labPackage();
  const common = await commonOf(name, options);
  if (options.param === undefined) {
    throw new UsageError({
      name: "NothingToChange",
      message: "no other parameters are given",
      next: "name one or more, such as --param quotaCap=50%",
    });
  }
  const market = await unchangedMarketOf(session, options);
  const proposed = rules.paramsOf((await changedBy(market, options)).chain);
  const found = await report(session, market.world, { study: "preview", ...common, proposed });
  await printReport(session, { found, lines: await textOf(found), csv: options.csv });
}
