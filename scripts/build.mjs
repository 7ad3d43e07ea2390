// Builds all packages and the page: `npm run build`. What is up to date stays as it is.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Runs a script of Node in the repository's folder; what it says is shown. Throws where it fails. */
async function node(...args) {
  const [code] = await once(spawn(process.execPath, args, { cwd: root, stdio: "inherit" }), "exit");
  if (code !== 0) throw new Error(`node ${args.join(" ")} failed`);
}

const compile = (...packages) =>
  node("node_modules/typescript/bin/tsc", "-b", ...packages.map((name) => `app/${name}`));

async function page() {
  await node("app/sdk/scripts/esm.mjs");
  // of the other packages the page takes the sources
  await node("app/web/scripts/build.mjs");
}

async function packages() {
  await compile("start", "demo", "cli");
  await node("app/sdk/scripts/esm.mjs", "app/sim");
}

await node("app/sdk/scripts/idl.mjs");
await compile("sdk/src/node");
const results = await Promise.allSettled([page(), packages()]);
for (const { reason } of results.filter(({ status }) => status === "rejected")) {
  process.stderr.write(`${reason.message}\n`);
  process.exitCode = 1;
}
