import type { Command } from "commander";
import type { Io } from "../../core";
import { attacksCommand } from "./attacks";
import { heatMapCommand } from "./heat-map";
import { marketCommand } from "./market";
import { pathsCommand } from "./paths";
import { phaseCommand } from "./phase";
import { previewCommand } from "./preview";
import { scenariosCommand } from "./scenarios";
import { sweepCommand } from "./sweep";
import { tornadoCommand } from "./tornado";

/** `diem simulate`. */
export function simulateCommands(parent: Command, io: Io): void {
  const simulate = parent
    .command("simulate")
    .description("simulate a market under shocks, attacks and other parameters");
  pathsCommand(simulate, io);
  sweepCommand(simulate, io);
  heatMapCommand(simulate, io);
  phaseCommand(simulate, io);
  tornadoCommand(simulate, io);
  previewCommand(simulate, io);
  attacksCommand(simulate, io);
  scenariosCommand(simulate, io);
  marketCommand(simulate, io);
}
