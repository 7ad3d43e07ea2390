import { existsSync } from "node:fs";
import { join } from "node:path";
import { refusalOf } from "./apply.mjs";
import { FAULTS } from "./faults.mjs";
import { RUST_TESTS } from "./suite.mjs";
import { rowsOf, unescaped } from "./table.mjs";

/**
 * What the table says caught the faults among `ids`: of each whose place and wording are the same, that still applies, and
 * whose catching test there still is.
 */
export async function keptRows(root, suite, ids) {
  const rows = rowsOf(root);
  const same = FAULTS.filter((fault) => {
    const row = rows.get(fault.id);
    if (row === undefined || !ids.includes(fault.id)) return false;
    return row.place === fault.file && row.fault === fault.fault && !refusalOf(root, fault);
  });
  const tests = await testsIn(root, suite, new Set(same.map(({ id }) => rows.get(id).test)));
  const kept = new Map();
  for (const { id } of same) {
    const row = rows.get(id);
    const isMeant = ({ file, title }) => file === row.test && unescaped(title) === row.title;
    const test = tests.find(isMeant);
    if (test !== undefined) kept.set(id, test);
  }
  return kept;
}

async function testsIn(root, suite, named) {
  const files = [...named].filter((file) => file !== RUST_TESTS && existsSync(join(root, file)));
  const rust = named.has(RUST_TESTS) ? await suite.rustTests() : [];
  return [...rust, ...(await suite.testsIn(files))];
}
