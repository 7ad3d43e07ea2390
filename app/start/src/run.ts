import { resolve } from "node:path";

import { createColors } from "picocolors";

import { PortInUseError } from "@diem/localnet";

import { StartError } from "./errors";
import { type Flags, GATEWAY_PORT, INDEXER_PORT, PAGE_PORT, type Terminal } from "./flags";
import { startModel } from "./model/server";
import { startNetwork } from "./network";
import { toJson, toText } from "./report";
import { pricesFor } from "./selling";
import { startServices } from "./services";

/** Runs a local network until the signal comes. */
export async function runNetwork(
  { output, quiet, model, ...options }: Flags,
  { stdout, stderr, cwd, signal }: Terminal,
): Promise<void> {
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
