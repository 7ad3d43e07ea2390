import type { Command } from "commander";
import type { Io } from "../../core";
import { acceptCommand } from "./accept";
import { closeCommand } from "./close";
import { collectCommand } from "./collect";
import { depositCommand } from "./deposit";
import { openCommand } from "./open";
import { payCommand } from "./pay";
import { quotaCommands } from "./quota";
import { restoreCommand } from "./restore";
import { settleCommand } from "./settle";
import { listCommand, showCommand } from "./show";

/** `diem channel`: a consumer's account with one provider, and the vouchers that are paid from it. */
export function channelCommands(parent: Command, io: Io): void {
  const channel = parent.command("channel").description("pay a provider for calls, and be paid");
  const registrations = [
    openCommand,
    listCommand,
    showCommand,
    depositCommand,
    payCommand,
    restoreCommand,
    acceptCommand,
    settleCommand,
    collectCommand,
    quotaCommands,
    closeCommand,
  ];
  for (const register of registrations) register(channel, io);
}
