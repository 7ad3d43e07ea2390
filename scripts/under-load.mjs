// Runs the tests again and again beside processes that keep the processors busy, and says which tests ever failed: a test
// that waits for the wall clock fails where it gets a small part of a processor. Needs `npm run build`.
//   node scripts/under-load.mjs                                   the complete run, 20 times beside 8 busy processes
//     --runs 5 --load 16                                          how often, and beside how many
//     "tests/cli/*.test.ts" tests/start/start.test.ts             these files alone
import { spawn } from "node:child_process";
import { loadavg } from "node:os";
import { relative } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";

const MOCHA = "node_modules/mocha/bin/mocha.js";
const REPORTER = "./scripts/failures-reporter.cjs";

const { values, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: "string", default: "20" },
    load: { type: "string", default: "8" },
  },
});
const [runs, load] = [values.runs, values.load].map(Number);
if (![runs, load].every((number) => Number.isInteger(number) && number >= 0)) {
  throw new Error("usage: under-load.mjs [--runs N] [--load N] [FILE...]");
}

/** The tests that failed in one run, with their messages; another line where the run itself failed. */
async function run() {
  const selection =
    files.length === 0 ? ["--config", "tests/complete.mocharc.cjs"] : ["--parallel", ...files];
  const child = spawn(process.execPath, [MOCHA, ...selection, "--reporter", REPORTER], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let last = "";
  child.stderr.on("data", (chunk) => (last = String(chunk)));
  const ended = new Promise((resolve) => child.on("close", resolve));
  const failures = [];
  for await (const line of createInterface(child.stdout)) {
    if (!line.startsWith('{"failed":')) continue;
    const { file, title, message } = JSON.parse(line).failed;
    failures.push({ test: `${relative(".", file)}: ${title}`, message: message.split("\n")[0] });
  }
  const code = await ended;
  if (code !== 0 && failures.length === 0) {
    failures.push({ test: `the run ended with ${code}`, message: last.trim() });
  }
  return failures;
}

const busy = Array.from({ length: load }, () =>
  spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }),
);
/** How often each test failed. */
const counts = new Map();
try {
  for (let nth = 1; nth <= runs; nth += 1) {
    const began = Date.now();
    const failures = await run();
    const seconds = Math.round((Date.now() - began) / 1_000);
    const average = loadavg()[0].toFixed(0);
    console.log(`run ${nth}: ${failures.length} failed, ${seconds} s, load ${average}`);
    for (const { test, message } of failures) {
      counts.set(test, (counts.get(test) ?? 0) + 1);
      console.log(`  ${test}\n    ${message}`);
    }
  }
} finally {
  for (const each of busy) each.kill();
}
for (const [test, count] of counts) console.log(`${count} of ${runs} runs: ${test}`);
process.exitCode = counts.size === 0 ? 0 : 1;
