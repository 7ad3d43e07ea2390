// Holds every locked dependency to docs/dependencies.md, which people read too: where it comes from, its licence, why it is
// there, and the known advisories against it. Needs no network.
//   cargo metadata --format-version 1 --locked | node scripts/check-dependencies.mjs
import { existsSync, readFileSync } from "node:fs";

const POLICY = "docs/dependencies.md";
const CRATES = "registry+https://github.com/rust-lang/crates.io-index";
const PACKAGES = "https://registry.npmjs.org/";
/** The project's own, and the one of clients that the tests try. */
const LOCKS = ["", "tests/parts/clients/"];
const WORKSPACE = /^(app\/|@diem\/|diem$)/;

const read = (path) => readFileSync(path, "utf8");
const problems = [];
const demand = (holds, message) => {
  if (!holds) problems.push(message);
};

const policy = read(POLICY);
const metadata = JSON.parse(readFileSync(0, "utf8"));
const lock = Object.fromEntries(LOCKS.flatMap(entriesOf));

checkCrates(lockedCrates());
checkPackages(lockedPackages());
checkReasons();
checkAdvisories();

for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;

/** The rows of the table under a heading of the policy, without head and rule; code marks are taken off. */
function rows(heading) {
  const [, section] = policy.split(`\n## ${heading}\n`);
  if (section === undefined) throw new Error(`${POLICY} has no section ${heading}`);
  const [own] = section.split("\n## ");
  const lines = own.split("\n").filter((line) => line.startsWith("|"));
  const cells = (line) => line.split("|").slice(1, -1);
  return lines.slice(2).map((line) => cells(line).map((cell) => cell.trim().replaceAll("`", "")));
}

function lockedCrates() {
  const blocks = read("Cargo.lock").split("[[package]]").slice(1);
  const field = (block, name) => new RegExp(`^${name} = "(.*)"$`, "m").exec(block)?.[1];
  return blocks.map((block) => ({
    ...{ name: field(block, "name"), version: field(block, "version") },
    ...{ source: field(block, "source"), checksum: field(block, "checksum") },
  }));
}

/** The packages of a folder's lock file, by their paths. */
function entriesOf(folder) {
  const { packages } = JSON.parse(read(`${folder}package-lock.json`));
  return Object.entries(packages).map(([path, entry]) => [`${folder}${path}`, entry]);
}

/** What npm installs, without the workspace's own folders and the links to them. */
function lockedPackages() {
  return Object.entries(lock)
    .filter(([path, { link }]) => path.includes("node_modules/") && link !== true)
    .map(([path, entry]) => ({ ...entry, path, name: path.split("node_modules/").at(-1) }));
}

function checkCrates(crates) {
  const members = new Set(metadata.workspace_members);
  const own = new Set(
    metadata.packages.filter(({ id }) => members.has(id)).map(({ name }) => name),
  );
  for (const { name, version, source, checksum } of crates) {
    if (source === undefined && own.has(name)) continue;
    demand(source === CRATES, `crate ${name} ${version} is not from crates.io but ${source}`);
    demand(/^[0-9a-f]{64}$/.test(checksum ?? ""), `crate ${name} ${version} has no checksum`);
  }
  for (const { name, version, license, source } of metadata.packages) {
    if (source !== null) checkLicence(`crate ${name}`, version, license);
  }
}

function checkPackages(packages) {
  for (const { path, name, version, resolved, integrity, license } of packages) {
    // without an address npm asks its registry, and the integrity says what must come
    const from = resolved ?? PACKAGES;
    demand(from.startsWith(PACKAGES), `package ${name} ${version} is not from npm but ${from}`);
    demand(/^sha512-/.test(integrity ?? ""), `package ${name} ${version} has no sha512 integrity`);
    checkLicence(`package ${name}`, version, license ?? installedLicence(path));
  }
}

function installedLicence(path) {
  const manifest = `${path}/package.json`;
  return existsSync(manifest) ? JSON.parse(read(manifest)).license : undefined;
}

function checkLicence(what, version, licence) {
  const excepted = rows("Licences by name").some(
    ([named, locked, said]) => named === what && locked === version && said === (licence ?? "none"),
  );
  const allowed = rows("Licences").map(([name]) => name);
  const holds = excepted || (licence !== undefined && permits(licence, new Set(allowed)));
  demand(
    holds,
    `${what} ${version} has the licence ${licence ?? "none"}, which ${POLICY} does not allow`,
  );
}

/** Whether an SPDX expression can be met with the allowed licences alone. Cargo's old slash means "or". */
function permits(expression, allowed) {
  const tokens = expression.replaceAll("/", " OR ").match(/\(|\)|[^\s()]+/g) ?? [];
  const any = () => {
    let holds = all();
    while (tokens[0] === "OR") {
      tokens.shift();
      holds = all() || holds;
    }
    return holds;
  };
  const all = () => {
    let holds = one();
    while (tokens[0] === "AND") {
      tokens.shift();
      holds = one() && holds;
    }
    return holds;
  };
  const one = () => {
    const token = tokens.shift();
    if (token === "(") {
      const holds = any();
      tokens.shift();
      return holds;
    }
    const exception = tokens[0] === "WITH" ? ` WITH ${tokens.splice(0, 2)[1]}` : "";
    return allowed.has(`${token}${exception}`);
  };
  return any() && tokens.length === 0;
}

/** Every direct dependency has a reason, and no reason speaks of one that is gone. */
function checkReasons() {
  const members = metadata.packages.filter(({ source }) => source === null);
  const crates = members.flatMap(({ dependencies }) => dependencies.map(({ name }) => name));
  const manifests = Object.entries(lock).filter(([path]) => !path.includes("node_modules/"));
  const packages = manifests.flatMap(([, manifest]) =>
    Object.keys({
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.devDependencies,
    }),
  );
  const direct = new Set([
    ...crates.map((name) => `crate ${name}`),
    ...packages.filter((name) => !WORKSPACE.test(name)).map((name) => `package ${name}`),
  ]);
  const reasons = new Map(rows("Direct dependencies").map(([what, reason]) => [what, reason]));
  for (const what of direct) {
    demand((reasons.get(what) ?? "") !== "", `${what} has no reason in ${POLICY}`);
  }
  for (const what of reasons.keys()) {
    demand(
      direct.has(what),
      `${what} has a reason in ${POLICY}, but nothing depends on it directly`,
    );
  }
}

/** An accepted advisory names a version that is locked, and `cargo audit` ignores the same ones. */
function checkAdvisories() {
  const locked = new Set([
    ...lockedCrates().map(({ name, version }) => `crate ${name} ${version}`),
    ...lockedPackages().map(({ name, version }) => `package ${name} ${version}`),
  ]);
  const accepted = rows("Accepted advisories");
  for (const [id, what, version, reason] of accepted) {
    demand(locked.has(`${what} ${version}`), `${id}: ${what} ${version} is not locked any more`);
    demand(reason !== "", `${id} is accepted without a reason`);
  }
  const [, list = ""] = /^ignore = \[([^\]]*)\]/m.exec(read(".cargo/audit.toml")) ?? [];
  const ignored = [...list.matchAll(/"([^"]+)"/g)].map(([, id]) => id).sort();
  const crates = accepted.filter(([, what]) => what.startsWith("crate ")).map(([id]) => id);
  const same = JSON.stringify(ignored) === JSON.stringify([...new Set(crates)].sort());
  demand(same, `.cargo/audit.toml must ignore exactly the advisories of crates in ${POLICY}`);
}
