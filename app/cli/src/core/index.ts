/** Shared by all commands: the effective configuration, access to the chain, input and output. */
export { type JsonAmount, Token } from "./amounts";
export {
  CliError,
  EXIT,
  type ExitCode,
  InterruptedError,
  NetworkError,
  RefusedError,
  UsageError,
} from "./errors";
export { examples, withExamples } from "./examples";
export type { Input, Io, Output } from "./io";
export type { WalletContext, MarketContext } from "./network/context";
export type { Outcome } from "./output/printer";
export type { Block, Fact, Table, Text } from "./output/text";
export { parseAddress, parseBps, parseChoice, parsePort, parseWhole } from "./parse";
export { inSession } from "./in-session";
export type { Receipt, Sending } from "./sending/send";
export { changeBps, formatBps, shareBps } from "./bps";
export { Session } from "./session";
export { formatDue, formatDuration, formatTime, parseDuration } from "./time";
export { CREDITS, DIEM, SOL } from "./tokens";
