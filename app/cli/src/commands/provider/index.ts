import type { Command } from "commander";
import type { Io } from "../../core";
import { bondCommands } from "./bond";
import { capacityCommand } from "./capacity";
import { leavingCommands } from "./retire";
import { listCommand } from "./list";
import { registerCommand } from "./register";
import { revenueCommands } from "./revenue";
import { rewardsCommand } from "./rewards";
import { showCommand } from "./show";
import { slashCommand } from "./slash";
import { updateCommand } from "./update";

/** `diem provider`: offering compute, and being paid for it. */
export function providerCommands(parent: Command, io: Io): void {
  const provider = parent.command("provider").description("offer compute, and be paid for it");
  registerCommand(provider, io);
  showCommand(provider, io);
  listCommand(provider, io);
  updateCommand(provider, io);
  capacityCommand(provider, io);
  bondCommands(provider, io);
  revenueCommands(provider, io);
  rewardsCommand(provider, io);
  leavingCommands(provider, io);
  slashCommand(provider, io);
}
