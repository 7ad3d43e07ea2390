import type { Command } from "commander";
import type { Io } from "../../core";
import { createCommand } from "./create";
import { fundCommands } from "./fund";
import { listCommand } from "./list";
import { metadataCommand } from "./metadata";
import { paramsCommands } from "./params";
import { pauseCommands } from "./pause";
import { rolesCommands } from "./roles";
import { showCommand } from "./show";
import { treasuryCommands } from "./treasury";

/** `diem market`: opening, looking at and governing a market. */
export function marketCommands(parent: Command, io: Io): void {
  const market = parent.command("market").description("create, show and govern a market");
  createCommand(market, io);
  showCommand(market, io);
  listCommand(market, io);
  fundCommands(market, io);
  paramsCommands(market, io);
  rolesCommands(market, io);
  pauseCommands(market, io);
  treasuryCommands(market, io);
  metadataCommand(market, io);
}
