import type { Command } from "commander";
import { type Io, inSession, withExamples } from "../../core";
import { history } from "./history";
import { report } from "./report";
import { roll } from "./roll";
import { show } from "./show";

/** `diem epoch`: the running epoch, epochs that wait to be closed, and results of past ones. */
export function epochCommands(parent: Command, io: Io): void {
  const epoch = parent.command("epoch").description("show epochs, report use and close epochs");
  withExamples(
    epoch
      .command("show")
      .description("show the running and the settling epoch, and what is due")
      .action(inSession(io, show)),
    "diem epoch show",
  );
  withExamples(
    epoch
      .command("history")
      .description("show the epoch records that are not closed")
      .option("--last <count>", "maximum number of records, the newest ones")
      .action(inSession(io, history)),
    "diem epoch history",
    "diem epoch history --last 10",
  );
  withExamples(
    epoch
      .command("roll")
      .description("close every finished epoch; anyone may")
      .action(inSession(io, roll)),
    "diem epoch roll",
  );
  withExamples(
    epoch
      .command("report")
      .description(
        "collect and distribute the revenue that rewards depend on, then report providers' use; anyone may",
      )
      .argument("[provider]", "address of the provider (default: all of the market)")
      .action(inSession(io, report)),
    "diem epoch report",
    "diem epoch report <provider>",
  );
}
