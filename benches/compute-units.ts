import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { World } from "../tests/support/world";
import { startChain } from "../tests/support/chain";
import { Bench } from "./bench";
import { measureGovernance } from "./governance";
import { ledgerTable } from "./ledgers";
import { measureProviders } from "./providers";
import { measureChannels } from "./channels";
import { measureStaking } from "./staking";

/** Worlds with keys, and therefore bumps, of their own. */
const WORLDS = 9;
const TOLERANCE = 1.05;
const TABLE = join(__dirname, "compute-units.md");

interface Row {
  readonly instruction: string;
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

async function measureRows(): Promise<Row[]> {
  const samples = new Map<string, number[]>();
  for (let seed = 1; seed <= WORLDS; seed++) {
    const bench = new Bench(await World.create(await startChain(seed)));
    await measureStaking(bench);
    await measureProviders(bench);
    await measureChannels(bench);
    await measureGovernance(bench);
    for (const { instruction, units } of bench.readings) {
      samples.set(instruction, [...(samples.get(instruction) ?? []), units]);
    }
  }
  return [...samples].map(([instruction, units]) => {
    const sorted = units.sort((a, b) => a - b);
    const at = (index: number) => sorted.at(index) ?? Number.NaN;
    return { instruction, median: at(sorted.length >> 1), lowest: at(0), highest: at(-1) };
  });
}

function render(rows: Row[]): string {
  const lines = rows.map(
    (row) =>
      [row.instruction, row.median, row.lowest, row.highest].map((cell) => `| ${cell} `).join("") +
      "|",
  );
  return `# Compute units per instruction

Written by \`npm run bench\`, which fails when a median is more than 5 % above this table (\`npm run bench -- --accept\`
takes the new figures). The figures are of the embedded chain (LiteSVM 1.5), with all CPIs and the event, for ${WORLDS} sets of keys and so
of bumps. Its token program is p-token; with SPL Token 3.5 each transfer, mint or burn costs about 4,400 more.
Both streams flow and the acting position has locked stake, so every instruction pays for a full settlement. The
metadata program is a double.

| instruction | median | lowest | highest |
| --- | --- | --- | --- |
${lines.join("\n")}
`;
}

function committedMedians(): Map<string, number> {
  if (!existsSync(TABLE)) return new Map();
  const rows = readFileSync(TABLE, "utf8").matchAll(/^\| (\w[^|]*) \| (\d+) \|/gm);
  return new Map([...rows].map(([, instruction = "", median]) => [instruction, Number(median)]));
}

async function main(): Promise<void> {
  const before = committedMedians();
  const rows = await measureRows();
  const regressions = rows.filter(
    ({ instruction, median }) => median > (before.get(instruction) ?? Infinity) * TOLERANCE,
  );
  process.stdout.write(`${render(rows)}\n${await ledgerTable()}`);
  for (const { instruction, median } of regressions) {
    process.stderr.write(`${instruction}: ${median}, was ${before.get(instruction)}\n`);
  }
  if (regressions.length > 0 && !process.argv.includes("--accept")) {
    process.exitCode = 1;
    return;
  }
  writeFileSync(TABLE, render(rows));
}

void main();
