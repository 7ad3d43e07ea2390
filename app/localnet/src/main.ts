import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

import { PublicKey } from "@solana/web3.js";

import { EmbeddedChain, type ProgramConfig } from "./chain";
import { serve } from "./http/serve";
import { DIEM_PROGRAM_ID, DIEM_PROGRAM_PATH } from "./program";

const DEFAULT_PORT = 8899;
const FAILED = 1;
const WRONG_USE = 2;

const USAGE = `Usage: diem-localnet [options]

A local Solana chain with the DIEM program, for any Solana client.

Options:
  --port <number>             of the JSON-RPC; the WebSocket is on the next one (default: ${DEFAULT_PORT}, 0 finds a free pair)
  --host <address>            the interface to listen on (default: 127.0.0.1)
  --program <address>=<file>  another program, as a compiled .so file; may be given several times
  --state <file>              store the chain in a file, so that confirmed transactions survive a crash
  --help                      show this
`;

const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  program: { type: "string", multiple: true },
  state: { type: "string" },
  help: { type: "boolean" },
} as const;

/** Thrown for arguments that cannot be used. */
class UsageError extends Error {
  override readonly name = "UsageError";
}

interface Settings {
  readonly port: number;
  readonly host: string | undefined;
  readonly state: string | undefined;
  readonly programs: readonly ProgramConfig[];
}

/**
 * The `diem-localnet` command: runs a chain until it is told to end.
 * @returns the exit code: 0, 1 where it failed, 2 for wrong use
 */
export async function main(args: readonly string[]): Promise<number> {
  try {
    const settings = settingsOf(args);
    if (settings === null) {
      process.stdout.write(USAGE);
      return 0;
    }
    await run(settings);
    return 0;
  } catch (error) {
    const { message } = error instanceof Error ? error : new Error(String(error));
    const wrong = error instanceof UsageError;
    process.stderr.write(`error: ${message}\n${wrong ? "see diem-localnet --help\n" : ""}`);
    return wrong ? WRONG_USE : FAILED;
  }
}

async function run({ port, host, state, programs }: Settings): Promise<void> {
  const ended = interrupted();
  const chain =
    state !== undefined && existsSync(state)
      ? EmbeddedChain.load(state)
      : EmbeddedChain.start({ programs });
  const onFailure = (error: unknown) =>
    void process.stderr.write(`warning: the state was not saved: ${String(error)}\n`);
  const recording =
    state === undefined ? undefined : await chain.record({ path: state, onFailure });
  try {
    const endpoint = await serve(chain, { port, ...(host !== undefined && { host }) });
    const stop = chain.run();
    process.stdout.write(`JSON-RPC   ${endpoint.url}\nWebSocket  ${endpoint.wsUrl}\n`);
    await ended;
    await endpoint.close();
    stop();
  } finally {
    await recording?.stop();
  }
}

/** @throws UsageError */
function settingsOf(args: readonly string[]): Settings | null {
  const { port, host, program = [], state, help } = parse(args);
  if (help) return null;
  for (const [name, value] of Object.entries({ host, state })) {
    if (value?.trim() === "")
      throw new UsageError(`--${name} is empty: write a value, or leave it out`);
  }
  return {
    port: port === undefined ? DEFAULT_PORT : portOf(port),
    host,
    state: state === undefined ? undefined : resolve(state),
    programs: [DIEM_PROGRAM, ...program.map(programOf)],
  };
}

const DIEM_PROGRAM = { programId: new PublicKey(DIEM_PROGRAM_ID), path: DIEM_PROGRAM_PATH };

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_535) return port;
  throw new UsageError(`invalid --port "${text}": write 1 to 65534, or 0 for any that is free`);
}

function programOf(text: string): ProgramConfig {
  const [address = "", path = ""] = text.split("=", 2);
  const wanted = "write an address and a .so file, as in <address>=<file>";
  try {
    const programId = new PublicKey(address);
    if (existsSync(path)) return { programId, path: resolve(path) };
  } catch (cause) {
    throw new UsageError(`--program "${text}" has no address: ${wanted}`, { cause });
  }
  throw new UsageError(`--program "${text}" has no file that exists: ${wanted}`);
}

function interrupted(): Promise<void> {
  return new Promise((end) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.once(signal, () => end());
  });
}
