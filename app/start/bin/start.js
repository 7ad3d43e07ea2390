// Node 22 and later keep what they compiled for the next run.
require("node:module").enableCompileCache?.();
require("../dist/main.js").main();
