// A copy of the tree in which the program may be spoilt: sources and SDK are copied, packages are linked, and what
// cargo built there stays warm.
import {
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";

/** At the top of a tree: neither copied nor removed. */
const APART = new Set([".anchor", ".git", "node_modules", "target", "test-ledger"]);

/** Makes `copy` equal to `root`, and leaves alone what is equal already, so that cargo builds no more than it must. */
export function copyTree(root, copy) {
  mkdirSync(copy, { recursive: true });
  const wanted = new Set(filesOf(root).map((file) => relative(root, file)));
  for (const file of filesOf(copy)) {
    if (!wanted.has(relative(copy, file))) rmSync(file);
  }
  for (const file of wanted) copyIfDifferent(join(root, file), join(copy, file));
  linkPackages(join(root, "node_modules"), join(copy, "node_modules"));
}

function filesOf(tree) {
  return filesUnder(tree, (name) => !APART.has(name));
}

function filesUnder(folder, isMeant = () => true) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter(({ name }) => isMeant(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    });
}

function copyIfDifferent(from, to) {
  if (existsSync(to) && readFileSync(from).equals(readFileSync(to))) return;
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/** The project's own packages are links relative to the tree: copied as they are, they lead into the copy. */
function linkPackages(packages, copy) {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy);
  for (const name of readdirSync(packages)) {
    const [from, to] = [join(packages, name), join(copy, name)];
    if (holdsLinks(from)) cpSync(from, to, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(from, to);
  }
}

function holdsLinks(folder) {
  if (folder.endsWith(".bin") || !lstatSync(folder).isDirectory()) return false;
  return readdirSync(folder, { withFileTypes: true }).some((entry) => entry.isSymbolicLink());
}
