import type { Command } from "commander";
import type { Io } from "../core";
import { channelCommands } from "./channel";
import { completionCommand } from "./completion";
import { configCommand } from "./config";
import { burnCommand } from "./diem/burn";
import { mintCommand } from "./diem/mint";
import { quoteCommands } from "./diem/quote";
import { epochCommands } from "./epoch";
import { gatewayCommands } from "./gateway";
import { indexerCommands } from "./indexer";
import { keeperCommands } from "./keeper";
import { marketCommands } from "./market";
import { providerCommands } from "./provider";
import { proxyCommand } from "./proxy";
import { simulateCommands } from "./simulate";
import { balanceCommand } from "./staking/balance";
import { claimCommand } from "./staking/claim";
import { positionCommands } from "./staking/position";
import { stakeCommands } from "./staking/stake";
import { ticketCommands } from "./staking/tickets";
import { watchCommand } from "./watch";

/** Adds a group of commands to the tree. */
export type Register = (parent: Command, io: Io) => void;

/** Every group of commands, in the order of the help. */
export const registrations: readonly Register[] = [
  balanceCommand,
  stakeCommands,
  ticketCommands,
  claimCommand,
  positionCommands,
  mintCommand,
  burnCommand,
  quoteCommands,
  marketCommands,
  providerCommands,
  channelCommands,
  epochCommands,
  gatewayCommands,
  indexerCommands,
  proxyCommand,
  keeperCommands,
  simulateCommands,
  watchCommand,
  configCommand,
  completionCommand,
];
