import type { Command } from "commander";
import { type Io, perform, withExamples } from "../../core";
import { history } from "./history";
import { report } from "./report";
import { roll } from "./roll";
import { show } from "./show";

/** `diem epoch`: what runs, what waits to be closed, and what past epochs came to. */
export function epochCommands(parent: Command, io: Io): void {
  const epoch = parent.command("epoch").description("look at epochs, report use and close them");
  withExamples(
    epoch
      .command("show")
      .description("show the running and the settling epoch, and what is due")
      .action(perform(io, show)),
    "diem epoch show",
  );
  withExamples(
    epoch
      .command("history")
      .description("show the records of epochs that the market still has")
      .option("--last <count>", "no more than so many, the newest")
      .action(perform(io, history)),
    "diem epoch history",
    "diem epoch history --last 10",
  );
  withExamples(
    epoch
      .command("roll")
      .description("close every epoch that can be; anyone may")
      .action(perform(io, roll)),
    "diem epoch roll",
  );
  withExamples(
    epoch
      .command("report")
      .description(
        "add what providers served to the epochs' records, after collecting and sharing out what its reward waits for; anyone may",
      )
      .argument("[provider]", "address of the provider; all of the market unless given")
      .action(perform(io, report)),
    "diem epoch report",
    "diem epoch report <provider>",
  );
}
