import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { refusalOf } from "./apply.mjs";
import { FAULTS } from "./faults.mjs";

const TABLE = "docs/mutations.md";

const INTRODUCTION = `# Deliberate faults

A test that cannot fail proves nothing. Each of these faults was put into the program alone, and the tests were run
until the first one failed. The table names that test, which passes without the fault. Tests that only compare bytes do not
count. A row stays until its fault is tried again, no longer applies, or its test is gone.

The list is in \`scripts/mutations/faults/\`. \`npm run mutations -- --write\` tries all of them in copies of the tree and
writes this file; \`npm run mutations -- --check\` verifies in a moment that every fault still applies. Faults within
functions are compiled together, once, into one program, which receives the number of the fault to activate. The others are
compiled one by one.

Terms: [glossary](glossary.md).
`;

export const tableFile = (root) => join(root, TABLE);

/** The table of all faults and of what caught each. */
export function tableOf(caughtBy) {
  const rows = FAULTS.map(({ id, file, fault }) => {
    const { file: test, title } = caughtBy(id);
    return row(id, `\`${file}\``, plain(fault), `\`${test}\`: ${plain(title)}`);
  });
  const head = [row("id", "in `programs/diem/src/`", "fault", "caught by"), row(..."----")];
  const count = `${FAULTS.length} faults, all of them caught.\n`;
  return format([INTRODUCTION, count, ...head, ...rows].join("\n"), { parser: "markdown" });
}

const row = (...cells) => `| ${cells.join(" | ")} |`;

const plain = (text) => text.replace(/[|*<]/g, "\\$&");

/** Text as the table has it and as the list has it, made the same. */
export const unescaped = (text) => text.replaceAll("\\", "").replace(/\s+/g, " ").trim();

const ROW = /^\| ([a-z0-9-]+) +\| `([^`]+)` +\| (.+?) +\| `([^`]+)`: (.+?) +\|$/gm;

/** The rows of the table as it is. */
export function rowsOf(root) {
  const table = existsSync(tableFile(root)) ? readFileSync(tableFile(root), "utf8") : "";
  const rows = [...table.matchAll(ROW)].map(([, id, place, fault, test, title]) => {
    return [id, { place, fault: unescaped(fault), test, title: unescaped(title) }];
  });
  return new Map(rows);
}

/** What is wrong with the list and the table, without trying anything. */
export function complaints(root) {
  const ids = FAULTS.map(({ id }) => id);
  const listed = [...rowsOf(root).keys()];
  return [
    ...FAULTS.map((fault) => [fault.id, refusalOf(root, fault)]).filter(([, why]) => why),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => [id, "two faults have this id"]),
    ...ids.filter((id) => !listed.includes(id)).map((id) => [id, `it is not in ${TABLE}`]),
    ...listed.filter((id) => !ids.includes(id)).map((id) => [id, `${TABLE} has it, the list not`]),
  ].map(([id, why]) => `${id}: ${why}`);
}
