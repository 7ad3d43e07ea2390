import { execFile } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { cp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const REPOSITORY = join(__dirname, "..", "..");
const CONSUMERS = join(__dirname, "consumers");
const exec = promisify(execFile);

/** A package, as `npm pack --json` reports it. */
interface Packed {
  readonly name: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** An empty project into which the packages were installed, as anyone's would be. */
export interface Project {
  readonly folder: string;
  /** Paths in each package. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

const folder = mkdtempSync(join(tmpdir(), "diem-package-"));
after(() => rm(folder, { recursive: true }));

async function install(): Promise<Project> {
  const workspaces = [
    "@diem/sdk",
    "@diem/config",
    "@diem/wire",
    "@diem/gateway",
    "@diem/indexer",
    "@diem/client",
    "@diem/sim",
    "@diem/cli",
    "@diem/localnet",
  ].flatMap((name) => ["--workspace", name]);
  const quiet = ["--json", "--foreground-scripts=false"];
  const pack = ["pack", ...workspaces, ...quiet, "--pack-destination", folder];
  const { stdout } = await exec("npm", pack, { cwd: REPOSITORY });
  const packed = JSON.parse(stdout) as Packed[];

  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const packages = [...packed.map(({ filename }) => `./${filename}`), "@solana/web3.js@1"];
  await exec("npm", ["install", "--no-audit", "--no-fund", ...packages], { cwd: folder });
  await cp(CONSUMERS, folder, { recursive: true });
  const files = packed.map(({ name, files }) => [name, files.map(({ path }) => path)] as const);
  return { folder, files: new Map(files) };
}

let installing: Promise<Project> | undefined;

/** The same project for all tests of a run. */
export function project(): Promise<Project> {
  return (installing ??= install());
}

/** Runs a program in the project's folder, and returns what it prints. */
export async function run(program: string, args: readonly string[]): Promise<string> {
  await project();
  return (await exec(program, args, { cwd: folder })).stdout;
}
