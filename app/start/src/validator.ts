import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

import { DIEM_PROGRAM_PATH, PortInUseError } from "@diem/localnet";
import { PROGRAM_ID } from "@diem/sdk";

import { StartError } from "./errors";

const PROGRAM = "solana-test-validator";
const HOST = "127.0.0.1";
const READY_MS = 90_000;
const POLL_MS = 200;
const STOP_MS = 10_000;
/** Last part of its output that an error quotes. */
const TAIL = 500;
/** Where it has its faucet by default: so much above the port of its RPC. */
const FAUCET_OFFSET = 1_001;

export interface ValidatorConfig {
  readonly port: number;
  /** Its own; emptied before and removed after. */
  readonly ledger: string;
}

/** A validator that answers. */
export interface Validator {
  readonly url: string;
  readonly wsUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts `solana-test-validator` with the program on a new ledger, and waits until it answers.
 *
 * @throws PortInUseError; StartError `ValidatorNotFound` or `ValidatorFailed`
 */
export async function startValidator({ port, ledger }: ValidatorConfig): Promise<Validator> {
  const faucet = port + FAUCET_OFFSET;
  for (const taken of [port, port + 1, faucet]) await requireFree(taken);
  const options = {
    "--ledger": ledger,
    "--bind-address": HOST,
    "--rpc-port": port,
    "--faucet-port": faucet,
  };
  const program = ["--bpf-program", PROGRAM_ID.toBase58(), DIEM_PROGRAM_PATH];
  const args = [...Object.entries(options).flat().map(String), ...program, "--reset", "--quiet"];
  const child = spawn(PROGRAM, args, { stdio: ["ignore", "pipe", "pipe"] });
  const stop = async () => {
    await end(child);
    rmSync(ledger, { recursive: true, force: true });
  };
  const url = `http://${HOST}:${port}`;
  try {
    await ready(child, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, wsUrl: `ws://${HOST}:${port + 1}`, stop };
}

/** A validator that finds its port taken says so in its log only. */
async function requireFree(port: number): Promise<void> {
  const server = createServer().listen({ port, host: HOST });
  try {
    await once(server, "listening");
  } catch {
    throw new PortInUseError(port);
  }
  server.close();
  await once(server, "close");
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  let output = "";
  const keep = (text: Buffer) => (output = `${output}${text.toString()}`.slice(-TAIL));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  let failure: unknown;
  child.on("error", (error) => (failure = error));
  const until = Date.now() + READY_MS;
  while (Date.now() < until) {
    if (failure !== undefined) throw notFound(failure);
    if (child.exitCode !== null) {
      const next = "its log is above; --port chooses other ports";
      throw new StartError("ValidatorFailed", `${PROGRAM} ended by itself: ${next}\n${output}`);
    }
    if (await answers(url)) return;
    await pause(POLL_MS);
  }
  const next = "start it by hand to see why";
  throw new StartError(
    "ValidatorFailed",
    `${PROGRAM} does not answer at ${url}: ${next}\n${output}`,
  );
}

function notFound(cause: unknown): StartError {
  return new StartError(
    "ValidatorNotFound",
    `${PROGRAM} cannot be run: install the Solana tools and put them on the PATH, or leave --validator out`,
    { cause },
  );
}

/** Whether it is healthy, and has made a block to pay airdrops in. */
async function answers(url: string): Promise<boolean> {
  try {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "getBlockHeight", params: [] });
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(url, { method: "POST", headers, body });
    const { result } = (await response.json()) as { result?: unknown };
    return typeof result === "number" && result > 0;
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(timer);
}
