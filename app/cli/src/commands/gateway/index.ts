import type { Command } from "commander";
import type { Io } from "../../core";
import { checkCommand } from "./check";
import { initCommand } from "./init";
import { pricesCommand } from "./prices";
import { runCommand } from "./run";

/** `diem gateway`. */
export function gatewayCommands(parent: Command, io: Io): void {
  const gateway = parent
    .command("gateway")
    .description("sell AI calls: a gateway in front of an OpenAI-compatible server");
  initCommand(gateway, io);
  pricesCommand(gateway, io);
  checkCommand(gateway, io);
  runCommand(gateway, io);
}
