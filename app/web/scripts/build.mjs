// Builds the page into dist/ where something that it is made from is newer, and compresses what was built.
import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "vite";

const here = fileURLToPath(new URL("..", import.meta.url));
const dist = join(here, "dist");
const stamp = join(dist, ".built");

/** What the page is made from. */
const SOURCES = [
  ...["src", "public", "index.html", "package.json", "vite.config.mjs", "scripts"],
  ...["../sdk/dist/esm", "../client/src", "../sim/src", "../wire/src"],
].map((path) => join(here, path));

/** All files of a folder, or the file itself. */
async function filesIn(path) {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, path: folder, name }) => join(parentPath ?? folder, name));
}

async function modifiedAt(path) {
  return (await stat(path)).mtimeMs;
}

async function isCurrent() {
  const built = await modifiedAt(stamp).catch(() => 0);
  const files = (await Promise.all(SOURCES.map(filesIn))).flat();
  const times = await Promise.all(files.map(modifiedAt));
  return times.every((time) => time <= built);
}

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Writes each text beside itself, compressed, as web servers serve it. */
async function compress() {
  for (const path of await filesIn(dist)) {
    if (!/\.(js|css|html|svg)$/.test(path)) continue;
    const bytes = await readFile(path);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
    await writeFile(`${path}.br`, await brotli(bytes, { params }));
    await writeFile(`${path}.gz`, await gzipped(bytes, { level: 9 }));
  }
}

if (!(await isCurrent())) {
  const began = new Date();
  await rm(dist, { recursive: true, force: true });
  await build({ configFile: join(here, "vite.config.mjs"), logLevel: "warn" });
  await compress();
  await writeFile(stamp, "");
  // what changed while it was built is built the next time
  await utimes(stamp, began, began);
}
