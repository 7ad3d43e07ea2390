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
  const asked = FAULTS.filter((fault) => ids.includes(fault.id) && !refusalOf(root, fault));
  const rows = rowsOf(root);
  const kept = new Map();
  const known = new Map();
  for (const { id, file, fault } of asked) {
    const row = rows.get(id);
    if (row === undefined || row.place !== file || row.fault !== fault) continue;
    if (!known.has(row.test)) known.set(row.test, await titlesOf(root, suite, row.test));
    const title = known.get(row.test).find((one) => unescaped(one) === row.title);
    if (title !== undefined) kept.set(id, { file: row.test, title });
  }
  return kept;
}

async function titlesOf(root, suite, file) {
  if (file === RUST_TESTS) return suite.rustTests();
  return existsSync(join(root, file)) ? suite.titles(file) : [];
}
