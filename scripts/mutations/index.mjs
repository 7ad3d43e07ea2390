// Puts deliberate faults into a copy of the program, one at a time, and looks which test notices each. Those within
// functions are compiled into one program, together, and chosen by their numbers when it runs; the others one by one.
//   node scripts/mutations/index.mjs            tries all faults; needs cargo, cargo-build-sbf and `npm run build`
//     --only id,id      tries these alone, in this order
//     --jobs 2          tries so many at a time, each in a copy of its own
//     --resume          keeps what was caught, where neither its source nor the test that caught it has changed
//     --rust            tries them with the program's own tests alone, which are quick: what these miss stays open
//     --write           writes docs/mutations.md, if every fault was caught
//     --keep            what was not tried keeps its row, where fault and test are still there
//     --scratch folder  where the copies are
//   node scripts/mutations/index.mjs --check    verifies that every fault still applies, and stands in the table
import console from "node:console";
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";
import { parseArgs } from "node:util";
import { refusalOf } from "./apply.mjs";
import { CombinedSuite } from "./combined.mjs";
import { FAULTS } from "./faults.mjs";
import { keptRows } from "./kept.mjs";
import { Results } from "./results.mjs";
import { copyTree } from "./scratch.mjs";
import { Suite } from "./suite.mjs";
import { complaints, tableFile, tableOf } from "./table.mjs";
import { trial } from "./trial.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const { values: options } = parseArgs({
  options: {
    check: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    jobs: { type: "string", default: "1" },
    only: { type: "string" },
    resume: { type: "boolean", default: false },
    rust: { type: "boolean", default: false },
    scratch: { type: "string", default: join(tmpdir(), "diem-mutations") },
    write: { type: "boolean", default: false },
  },
});

function check() {
  for (const complaint of complaints(ROOT)) {
    console.error(complaint);
    process.exitCode = 1;
  }
}

async function tryAll() {
  mkdirSync(options.scratch, { recursive: true });
  const results = new Results(ROOT, join(options.scratch, "results.json"));
  if (!options.resume && options.only === undefined) results.clear();
  const asked = options.only === undefined ? [...FAULTS] : idsOf(options.only).map(faultOf);
  const open = asked.filter((fault) => !(options.resume && results.stillHolds(fault)));
  for (const fault of open) {
    const why = refusalOf(ROOT, fault);
    if (why !== undefined) throw new Error(`${fault.id}: ${why}`);
  }
  const apart = await tryIn(CombinedSuite, "combined", open, results);
  await tryIn(Suite, "copy", apart, results);
  const kept = options.keep ? await keep(results) : new Map();
  const caughtBy = (id) => results.caughtBy(id) ?? kept.get(id);
  const missed = FAULTS.filter(({ id }) => caughtBy(id) === undefined);
  console.log(`${FAULTS.length - missed.length} of ${FAULTS.length} faults caught`);
  if (options.keep) missed.forEach(({ id }) => console.log(`${id}: neither tried nor kept`));
  if (missed.length > 0) process.exitCode = 1;
  else if (options.write) writeFileSync(tableFile(ROOT), await tableOf(caughtBy));
}

const idsOf = (list) => list.split(",").filter((id) => id !== "");

/** The rows that what was not tried keeps. */
function keep(results) {
  const suite = new Suite(join(options.scratch, "copy-0"));
  copyTree(ROOT, suite.folder);
  const ids = FAULTS.map(({ id }) => id).filter((id) => !results.wasTried(id));
  return keptRows(ROOT, suite, ids);
}

function faultOf(id) {
  const fault = FAULTS.find((one) => one.id === id);
  if (fault === undefined) throw new Error(`there is no fault ${id}`);
  return fault;
}

/** Tries `open` in so many copies as there are jobs, and returns what cannot be tried in their kind. */
async function tryIn(Kind, name, open, results) {
  const apart = [];
  const folders = Array.from({ length: Number(options.jobs) }, (_, nth) => `${name}-${nth}`);
  const suites = folders.map((folder) => new Kind(join(options.scratch, folder)));
  await Promise.all(suites.map((suite) => work(suite, open, results, apart)));
  return apart;
}

/** Takes one fault after another off the list, in a copy of its own. */
async function work(suite, open, results, apart) {
  if (open.length === 0) return;
  copyTree(ROOT, suite.folder);
  const able = new Set(suite.take([...open]));
  if (able.size > 0 && !options.rust) await suite.begin();
  for (let fault = open.shift(); fault !== undefined; fault = open.shift()) {
    if (!able.has(fault)) {
      apart.push(fault);
      continue;
    }
    const result = await trial(suite, fault, options.rust);
    if (!options.rust || result.caught !== undefined) results.record(fault, result);
    console.log(`${fault.id}: ${wording(result)} (${result.secs} s)`);
  }
}

function wording({ caught, error }) {
  if (error !== undefined) return `NOT TRIED\n${error}`;
  return caught === undefined ? "NOT CAUGHT" : `${caught.file}: ${caught.title}`;
}

if (options.check) check();
else await tryAll();
