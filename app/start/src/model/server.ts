import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

import { StartError } from "../errors";
import { type InstallOptions, installModel } from "./install";
import { SERVER } from "./paths";

const READY_MS = 120_000;
const STOP_MS = 10_000;
/** Last part of its output that an error quotes. */
const TAIL = 500;

/** See {@link startModel}. */
export type ModelOptions = Partial<InstallOptions>;

/** A small model that runs on this machine. */
export interface ModelServer {
  /** Base of its OpenAI-compatible API. */
  readonly url: string;
  /** Id of its process. */
  readonly pid: number;
  close(): Promise<void>;
}

/**
 * Installs a small language model and llama.cpp's server where they are not there yet, and starts them: chats, completions,
 * responses and embeddings, four calls at a time.
 *
 * @throws StartError `ModelUnavailable`, which says why it cannot run here.
 */
export async function startModel({
  python = "python3",
  ...options
}: ModelOptions = {}): Promise<ModelServer> {
  const { folder, model } = await installModel({ python, ...options });
  const child = spawn(python, [SERVER, folder, model], { stdio: ["pipe", "pipe", "pipe"] });
  try {
    const url = await listening(child);
    const { pid } = child;
    if (pid === undefined) throw new TypeError("the server has no process");
    return { url: `${url}/v1`, pid, close: () => end(child) };
  } catch (error) {
    await end(child);
    throw error;
  }
}

/** Where it listens, once it does. */
async function listening(child: ChildProcess): Promise<string> {
  let output = "";
  return new Promise<string>((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) => {
      const said = output.trim() === "" ? "" : `\n${output.trim()}`;
      const next = "start without --model, or put a server of your own behind --upstream";
      const message = `the model cannot run here: ${reason}: ${next}${said}`;
      reject(new StartError("ModelUnavailable", message, { cause }));
    };
    const timer = setTimeout(() => fail("its server does not answer"), READY_MS);
    const take = (text: Buffer) => {
      output = `${output}${text.toString()}`.slice(-TAIL);
      const [, url] = /^listening (http:\S+)$/m.exec(output) ?? [];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.on("error", (error) => fail("Python cannot be run", error));
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      // such as SIGILL, of a processor without what the server was built for
      fail(`its server ended with ${signal ?? `status ${String(code)}`}`);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.stdin?.end();
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
  await ended;
  clearTimeout(timer);
}
