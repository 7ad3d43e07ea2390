import type { Command } from "commander";
import type { Io } from "../../core";
import { attacksCommand } from "./attacks";
import { pathsCommand } from "./paths";
import { scenariosCommand } from "./scenarios";

/** `diem simulate`. */
export function simulateCommands(parent: Command, io: Io): void {
  const simulate = parent
    .command("simulate")
    .description("the risk lab: what may become of a market, before it happens");
  pathsCommand(simulate, io);
  attacksCommand(simulate, io);
  scenariosCommand(simulate, io);
}
