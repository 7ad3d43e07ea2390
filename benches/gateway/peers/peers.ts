import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { BUILTIN_MODEL } from "@diem/gateway";
import type { Start } from "../measured";

const PORTKEY = join(__dirname, "node_modules/@portkey-ai/gateway/build/start-server.js");
const VENV = join(__dirname, ".venv");
const LITELLM = join(VENV, "bin/litellm");
const run = promisify(execFile);

/** Another gateway. */
export interface Peer {
  readonly name: string;
  readonly start: Start;
  readonly headers: Readonly<Record<string, string>>;
  /** Calls of a round: some take long. */
  readonly count: number;
}

/** A gateway that cannot be measured here. */
export interface Absent {
  readonly name: string;
  readonly reason: string;
}

/** The gateways beside which ours is measured, in front of an upstream; `fetch` installs those that are missing. */
export async function peersOf(
  upstream: string,
  { folder, fetch }: { readonly folder: string; readonly fetch: boolean },
): Promise<readonly (Peer | Absent)[]> {
  return [
    await tried("Portkey", PORTKEY, fetch, installPortkey, () => portkey(upstream)),
    await tried("LiteLLM", LITELLM, fetch, installLitellm, () => litellm(upstream, folder)),
  ];
}

async function tried(
  name: string,
  program: string,
  fetch: boolean,
  install: () => Promise<unknown>,
  peer: () => Promise<Peer>,
): Promise<Peer | Absent> {
  if (!existsSync(program)) {
    if (!fetch) return { name, reason: "not installed: run with --peers" };
    try {
      await install();
    } catch (error) {
      return { name, reason: `cannot be installed: ${String(error).slice(0, 300)}` };
    }
  }
  return peer();
}

function installPortkey(): Promise<unknown> {
  const options = ["install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"];
  return run("npm", options, { cwd: __dirname });
}

async function installLitellm(): Promise<void> {
  await run("python3", ["-m", "venv", VENV]);
  const requirements = ["-r", join(__dirname, "requirements.txt")];
  await run(join(VENV, "bin/pip"), ["install", "--quiet", ...requirements]);
}

async function portkey(upstream: string): Promise<Peer> {
  const port = await freePort();
  return {
    name: "Portkey",
    start: { args: [PORTKEY, `--port=${port}`, "--headless"], url: `http://127.0.0.1:${port}` },
    headers: {
      ...{ "x-portkey-provider": "openai", "x-portkey-custom-host": upstream },
      authorization: "Bearer none",
    },
    count: 1_000,
  };
}

async function litellm(upstream: string, folder: string): Promise<Peer> {
  const port = await freePort();
  const key = `sk-${randomUUID()}`; // it does not start without one
  const config = join(folder, "litellm.yaml");
  const params = { model: `openai/${BUILTIN_MODEL}`, api_base: upstream, api_key: "none" };
  const models = [{ model_name: BUILTIN_MODEL, litellm_params: params }];
  await writeFile(config, JSON.stringify({ model_list: models }));
  const at = ["--host", "127.0.0.1", "--port", String(port)];
  return {
    name: "LiteLLM",
    start: {
      command: LITELLM,
      args: ["--config", config, ...at, "--num_workers", "1", "--telemetry", "False"],
      // it asks for prices of models on the internet otherwise
      env: { LITELLM_LOCAL_MODEL_COST_MAP: "True", LITELLM_LOG: "ERROR", LITELLM_MASTER_KEY: key },
      url: `http://127.0.0.1:${port}`,
    },
    headers: { authorization: `Bearer ${key}` },
    count: 300,
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
