// An indexer in a process of its own, to be killed: killed-child.mjs <url> <wsUrl> <database>
import { createRequire } from "node:module";
import process from "node:process";

const require = createRequire(import.meta.url);
const { configSchema, startIndexer } = require("@diem/indexer");
const { pino } = require("pino");

const [url, wsUrl, database] = process.argv.slice(2);
const config = configSchema.parse({
  ...{ listen: { port: 0 }, chain: { url, wsUrl, pollSecs: 0.05 }, database },
});
await startIndexer(config, { log: pino({ level: "silent" }) });
process.stdout.write("up\n");
