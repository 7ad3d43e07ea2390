// A complete run, `npm test`: every test file, several at a time, and the coverage gate over all of them.
const { readdirSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const shared = require("../.mocharc.cjs");

/** They need a registry or a browser, and run on their own: `npm run test:package`, `npm run test:parts`. */
const ELSEWHERE = /^(package|parts)\b/;

/** The files that take longest, in the order in which they start: the run ends with the last file. */
const SLOWEST = [
  "docs/guides.test.ts",
  "start/process.test.ts",
  "model/model.test.ts",
  "embedded/market/history.test.ts",
  "matrix/matrix.test.ts",
  "clients/kit.test.ts",
  "cli/keeper-killed.test.ts",
  "cli/staking-safety.test.ts",
  "gateway/killed.test.ts",
  "embedded/market/conservation.test.ts",
  "liveness/everybody-leaves.test.ts",
  "liveness/exits.test.ts",
  "cli/watch.test.ts",
  "sdk/client-watch.test.ts",
];

const others = readdirSync("tests", { recursive: true })
  .filter((file) => file.endsWith(".test.ts") && !ELSEWHERE.test(file))
  .filter((file) => !SLOWEST.includes(file))
  .sort();

module.exports = {
  ...shared,
  require: [...shared.require, "./tests/support/coverage.ts"],
  spec: [...SLOWEST, ...others].map((file) => `tests/${file}`),
  parallel: true,
  // One more than there are cores, as some files wait for other processes.
  jobs: availableParallelism() + 1,
};
