// What each entry of the package exports: to require(), to import, and to a bundler, which takes the ES modules.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { argv, stdout } from "node:process";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const [entry] = argv.slice(2);
const { exports } = JSON.parse(readFileSync(require.resolve("@diem/sdk/package.json"), "utf8"));
const required = require(`@diem/sdk${entry.slice(1)}`);
const imported = await import(`@diem/sdk${entry.slice(1)}`);
const folder = dirname(require.resolve("@diem/sdk/package.json"));
const bundled = await import(pathToFileURL(join(folder, exports[entry].module)));
const names = Object.keys(required).sort();
const same = names.every((name) => required[name] === imported[name]);
const result = { names, same, bundled: Object.keys(bundled).sort() };
stdout.write(JSON.stringify(result));
