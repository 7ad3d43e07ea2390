// The package for bundlers: every module of src/ as an ES module of its own below dist/esm/, so that a page
// gets the modules that it imports and no other, with the declarations that `tsc -b` wrote to dist/. Node takes
// the CommonJS of dist/ for `import` as for require(): with a copy for each, an error of one would be no instance
// of the other's class.
//   node app/sdk/scripts/esm.mjs [folder]    after tsc -b of the package in that folder; the SDK's without one
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// esbuild tells where a module really is, behind all links
const root = realpathSync(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), ".."));
const [src, dist, esm] = [join(root, "src"), join(root, "dist"), join(root, "dist", "esm")];

/** ES modules name files, where the sources and CommonJS leave out the extension and the `index`. */
function fileOf(folder, specifier) {
  const path = join(folder, specifier);
  const found = ["", "/index"].find((end) => existsSync(`${path}${end}.d.ts`));
  if (found !== undefined) return `${specifier}${found}.mjs`;
  if (existsSync(path)) return `${specifier}.mjs`;
  throw new Error(`${folder} has no ${specifier}: run tsc -b first`);
}

/** A page gets `x.browser.ts` for a module `x.ts` that has one. */
function pageFileOf(folder, specifier) {
  const forPages = `${specifier}.browser`;
  return existsSync(join(folder, `${forPages}.d.ts`))
    ? `${forPages}.mjs`
    : fileOf(folder, specifier);
}

const ownModules = {
  name: "own modules stay files",
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir }) => {
      const folder = join(dist, resolveDir.slice(src.length));
      return { path: pageFileOf(folder, path), external: true };
    });
  },
};

const sources = readdirSync(src, { recursive: true })
  .filter((name) => /\.(ts|json)$/.test(name) && !/\.d\.ts$|tsconfig\.json$/.test(name))
  .map((name) => ({ in: join(src, name), out: name.replace(/\.ts$/, "") }));

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: sources,
  outdir: esm,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  format: "esm",
  target: "es2022",
  sourcemap: true,
  packages: "external",
  plugins: [ownModules],
  write: false,
});
const modules = new Map(outputFiles.map(({ path, text }) => [path, text]));

for (const name of readdirSync(dist, { recursive: true })) {
  if (!name.endsWith(".d.ts")) continue;
  const [from, to] = [join(dist, name), join(esm, name.replace(/\.ts$/, ".mts"))];
  const declarations = readFileSync(from, "utf8").replace(
    /(?<=\bfrom "|\bimport\(")\.[^"]+/g,
    (path) => fileOf(dirname(from), path),
  );
  modules.set(to, declarations);
}

// What is up to date stays untouched: a process that reads it, such as another test, never finds it missing.
mkdirSync(esm, { recursive: true });
for (const name of readdirSync(esm, { recursive: true })) {
  const path = join(esm, name);
  if (statSync(path).isFile() && !modules.has(path)) rmSync(path);
}
for (const [path, text] of modules) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
