// A complete run, `npm test`: every test file, several at a time, and the coverage gate over all of them.
const { readdirSync } = require("node:fs");
const { availableParallelism } = require("node:os");
const shared = require("../.mocharc.cjs");

/** They need a registry or a browser, and run on their own: `npm run test:package`, `npm run test:parts`. */
const ELSEWHERE = /^(package|parts)\b/;

/**
 * The files that take longest by the clock, in the order in which they start: the run ends with the last file. Those that mostly
 * wait for other processes come between those that compute.
 */
const SLOWEST = [
  "docs/guides.test.ts",
  "model/model.test.ts",
  "embedded/market/history.test.ts",
  "start/process.test.ts",
  "sdk/transactions-lying-node.test.ts",
  "matrix/matrix.test.ts",
  "gateway/several.test.ts",
  "cli/every-command.test.ts",
  "gateway/bad-signatures.test.ts",
  "cli/keeper-killed.test.ts",
  "start/start.test.ts",
  "gateway/bad-input.test.ts",
  "embedded/market/conservation.test.ts",
  "indexer/killed.test.ts",
  "gateway/full-disk.test.ts",
  "liveness/everybody-leaves.test.ts",
  "gateway/killed.test.ts",
  "cli/keeper.test.ts",
  "sdk/client-send.test.ts",
  "sdk/examples.test.ts",
  "gateway/several-killed.test.ts",
  "indexer/postgres.test.ts",
  "cli/simulate.test.ts",
  "gateway/broken.test.ts",
  "cli/outputs.test.ts",
  "cli/watch.test.ts",
  "gateway/refusals.test.ts",
  "cli/channel-pay.test.ts",
  "docs/prose.test.ts",
  "sdk/client-send-outcomes.test.ts",
  "embedded/channel/history.test.ts",
  "client/killed.test.ts",
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
  // A young generation of the default size makes the collection of garbage a tenth of the run. Threads that help with it would
  // take the processors from other files.
  "node-option": ["max-semi-space-size=64", "single-threaded-gc"],
  // Three more than there are cores, as some files wait for other processes: of two cores, two more left a tenth idle.
  jobs: availableParallelism() + 3,
};
