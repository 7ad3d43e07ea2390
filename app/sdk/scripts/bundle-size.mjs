// docs/bundle-size.md: what a page pays for what it imports of the SDK, minified and compressed.
//   node app/sdk/scripts/bundle-size.mjs           measures and writes it, after npm run build
//   node app/sdk/scripts/bundle-size.mjs --check   fails above a budget, or where the page is no longer right
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { format, resolveConfig } from "prettier";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..");
const PAGE = join(root, "docs", "bundle-size.md");
const WEB3 = "@solana/web3.js";
const THIRD_PARTY = [WEB3, "@noble/curves", "@noble/hashes", "bs58", "buffer"];

/** The page may be this far from the truth, so that not every change of the SDK has to change it. */
const TOLERANCE_KB = 1;

/** What pages import, and how many kB of the SDK's own code each may cost; `most` is for the whole page. */
const CASES = [
  {
    title: "signing vouchers",
    budget: 2.2,
    code: 'import { sign, signerFromWebCrypto, toText } from "@diem/sdk/vouchers"; keep(sign, signerFromWebCrypto, toText);',
    without: [/\/idl\//],
  },
  {
    title: "a consumer's ledger of vouchers",
    budget: 7.8,
    code: 'import * as vouchers from "@diem/sdk/vouchers"; keep(vouchers.ConsumerLedger, vouchers.signerFromWebCrypto, vouchers.toText);',
    without: [/\/idl\//],
  },
  {
    title: "addresses",
    budget: 2.5,
    code: 'import * as pda from "@diem/sdk/pda"; keep(pda);',
  },
  {
    title: "addresses and instructions",
    budget: 10,
    code: 'import * as pda from "@diem/sdk/pda"; import * as instructions from "@diem/sdk/instructions"; keep(pda, instructions);',
  },
  {
    title: "quotes",
    budget: 14,
    code: 'import * as quotes from "@diem/sdk/quotes"; keep(quotes);',
  },
  {
    title: "reading accounts",
    budget: 7,
    code: 'import * as accounts from "@diem/sdk/accounts"; keep(accounts);',
  },
  {
    title: "a market as a file",
    budget: 22,
    code: 'import * as marketFile from "@diem/sdk/market-file"; keep(marketFile);',
  },
  {
    title: "`DiemClient`",
    budget: 57,
    code: 'import { DiemClient } from "@diem/sdk"; keep(DiemClient);',
  },
  {
    title: "everything",
    budget: 63.5,
    most: 149,
    code: 'import * as sdk from "@diem/sdk"; keep(sdk);',
  },
];

async function bundle(code, external) {
  const { outputFiles, metafile } = await build({
    stdin: {
      contents: `const keep = (...parts) => { globalThis.kept = parts; }; ${code}`,
      resolveDir: root,
    },
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    target: "es2022",
    external,
    metafile: true,
    write: false,
  });
  const [output] = Object.values(metafile.outputs);
  return {
    kB: gzipSync(outputFiles[0].contents).length / 1_000,
    modules: Object.keys(output.inputs),
  };
}

async function measure({ title, budget, most = Infinity, code, without = [] }) {
  const [all, own] = await Promise.all([bundle(code, []), bundle(code, THIRD_PARTY)]);
  if (own.kB > budget) fail(`${title}: ${own.kB.toFixed(1)} kB of the SDK, above its ${budget} kB`);
  if (all.kB > most) fail(`${title}: a page of ${all.kB.toFixed(1)} kB, above its ${most} kB`);
  const unwanted = [...without, /@coral-xyz\/anchor/, /\/idl\/diem\.json/];
  for (const module of all.modules.filter((path) => unwanted.some((of) => of.test(path)))) {
    fail(`${title}: brings ${module} along`);
  }
  return { title, budget, own: own.kB, all: all.kB };
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

function table(rows, web3) {
  const lines = rows.map(
    ({ title, own, budget, all }) =>
      `| ${title} | ${own.toFixed(1)} | ${budget} | ${all.toFixed(1)} |`,
  );
  return `# Bundle size

Written by \`npm run bundle-size\`. Sizes are in kB, as esbuild makes a page of the imports, minified and compressed by gzip.

| a page that imports | the SDK's part | its budget | all of it |
| --- | --- | --- | --- |
${lines.join("\n")}

web3.js is most of every page: a page that imports nothing but its \`PublicKey\` is ${web3.toFixed(1)} kB. The
rest is \`@noble/curves\`, which web3.js brings as well, \`bs58\` and \`buffer\`.

A page gets the modules that it imports and no other. Import from an entry of its own, such as \`@diem/sdk/vouchers\`, where
size matters. Bundlers drop the unused part of such an entry, while esbuild keeps all of a namespace that comes
from \`@diem/sdk\` itself. Everything is what \`@diem/sdk\` has, at most 149 kB of a page. The IDL is no part of it: the SDK decodes by a short form of the IDL, and \`@diem/sdk/idl\`
has the whole.

Terms: [glossary](glossary.md).
`;
}

/** The numbers of the page, so that prose can change without being measured. */
const numbers = (text) => [...text.matchAll(/\d+\.\d/g)].map(([number]) => Number(number));

const rows = [];
for (const each of CASES) rows.push(await measure(each));
const web3 = await bundle(`import { PublicKey } from "${WEB3}"; keep(PublicKey);`, []);
const page = await format(table(rows, web3.kB), {
  ...(await resolveConfig(PAGE)),
  parser: "markdown",
});

if (process.argv.includes("--check")) {
  const [written, measured] = [numbers(readFileSync(PAGE, "utf8")), numbers(page)];
  const far = (number, index) => Math.abs(number - (written[index] ?? 0)) > TOLERANCE_KB;
  if (written.length !== measured.length || measured.some(far)) {
    fail("docs/bundle-size.md is out of date: npm run build && npm run bundle-size");
  }
} else {
  writeFileSync(PAGE, page);
}
