/* eslint-disable @typescript-eslint/no-require-imports -- import() would make the whole tree asynchronous */
import type { Command } from "commander";
import type { Io } from "../core";

/** Adds a group of commands to the tree. */
export type Register = (parent: Command, io: Io) => void;

/** Commands of the first level, and the module of them, which is loaded once one of them is named. */
export interface CommandGroup {
  readonly names: readonly string[];
  readonly load: () => Register;
}

/** Every group of commands, in the order of the help. */
export const groups: readonly CommandGroup[] = [
  {
    names: ["balance"],
    load: () => (require("./staking/balance") as typeof import("./staking/balance")).balanceCommand,
  },
  {
    names: ["stake", "unstake"],
    load: () => (require("./staking/stake") as typeof import("./staking/stake")).stakeCommands,
  },
  {
    names: ["tickets"],
    load: () => (require("./staking/tickets") as typeof import("./staking/tickets")).ticketCommands,
  },
  {
    names: ["claim"],
    load: () => (require("./staking/claim") as typeof import("./staking/claim")).claimCommand,
  },
  {
    names: ["position"],
    load: () =>
      (require("./staking/position") as typeof import("./staking/position")).positionCommands,
  },
  {
    names: ["mint"],
    load: () => (require("./diem/mint") as typeof import("./diem/mint")).mintCommand,
  },
  {
    names: ["burn"],
    load: () => (require("./diem/burn") as typeof import("./diem/burn")).burnCommand,
  },
  {
    names: ["quote"],
    load: () => (require("./diem/quote") as typeof import("./diem/quote")).quoteCommands,
  },
  {
    names: ["market"],
    load: () => (require("./market") as typeof import("./market")).marketCommands,
  },
  {
    names: ["provider"],
    load: () => (require("./provider") as typeof import("./provider")).providerCommands,
  },
  {
    names: ["channel"],
    load: () => (require("./channel") as typeof import("./channel")).channelCommands,
  },
  {
    names: ["epoch"],
    load: () => (require("./epoch") as typeof import("./epoch")).epochCommands,
  },
  {
    names: ["gateway"],
    load: () => (require("./gateway") as typeof import("./gateway")).gatewayCommands,
  },
  {
    names: ["indexer"],
    load: () => (require("./indexer") as typeof import("./indexer")).indexerCommands,
  },
  {
    names: ["proxy"],
    load: () => (require("./proxy") as typeof import("./proxy")).proxyCommand,
  },
  {
    names: ["keeper"],
    load: () => (require("./keeper") as typeof import("./keeper")).keeperCommands,
  },
  {
    names: ["simulate"],
    load: () => (require("./simulate") as typeof import("./simulate")).simulateCommands,
  },
  {
    names: ["watch"],
    load: () => (require("./watch") as typeof import("./watch")).watchCommand,
  },
  {
    names: ["config"],
    load: () => (require("./config") as typeof import("./config")).configCommand,
  },
  {
    names: ["completion"],
    load: () => (require("./completion") as typeof import("./completion")).completionCommand,
  },
];

/** The group of a command of the first level; all groups where none has it, or where the command is about the whole tree. */
export function groupsFor(name: string | undefined): readonly CommandGroup[] {
  const found = groups.filter(({ names }) => name !== undefined && names.includes(name));
  return found.length === 0 || name === "completion" ? groups : found;
}
