// What a browser loads before it shows a page: compressed bytes of the built page.
//   node app/web/scripts/size.mjs           prints them, after npm run build
//   node app/web/scripts/size.mjs --check   fails where the first page has more than its budget
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const BUDGET_KIB = 195;
const FIRST = "src/pages/market/page.tsx";

const manifest = JSON.parse(readFileSync(join(dist, ".vite", "manifest.json"), "utf8"));

/** A chunk's files, and those of what it imports before it runs. */
function filesOf(key, found = new Set(["index.html"])) {
  const { file, css = [], imports = [] } = manifest[key];
  if (found.has(file)) return found;
  for (const name of [file, ...css]) found.add(name);
  for (const name of imports) filesOf(name, found);
  return found;
}

const kib = (bytes) => (bytes / 1024).toFixed(1);
const sizes = ({ names, ending }) =>
  [...names].map((name) => [name, statSync(join(dist, name + ending)).size]);

// every page's first load is the frame's, and the page's own
const frame = filesOf("index.html");
const pages = Object.keys(manifest).filter((key) => /^src\/pages\/[^/]+\/page\.tsx$/.test(key));
const total = (names, ending) =>
  sizes({ names, ending }).reduce((sum, [, bytes]) => sum + bytes, 0);
let failed = false;
for (const key of pages) {
  const names = filesOf(key, new Set(frame));
  const [gzip, brotli] = [total(names, ".gz"), total(names, ".br")];
  const name = dirname(key).split("/").at(-1);
  console.log(`${name.padEnd(10)} ${kib(gzip).padStart(6)} KiB gzip, ${kib(brotli)} KiB brotli`);
  if (key === FIRST && gzip > BUDGET_KIB * 1024) {
    console.error(`the first page has ${kib(gzip)} KiB: the budget is ${BUDGET_KIB} KiB`);
    failed = true;
  }
}
if (process.argv.includes("--check") && failed) process.exit(1);
