/** Answers of the lab as CSV, with every digit. @module */
import { Option } from "commander";
import type { Report, studies } from "@diem/sim";

export const csvOption = () => new Option("--csv", "print CSV, with every digit");

type Cell = string | number | boolean | null;
type Row = { readonly [column: string]: Cell };

/** Rows of the same columns as CSV; its first line has the names. */
export function csvText(rows: readonly Row[]): string {
  const [first = {}] = rows;
  const columns = Object.keys(first);
  const lines = rows.map((row) => columns.map((name) => cellOf(row[name] ?? null)).join(","));
  return [columns.join(","), ...lines].join("\n");
}

/** A cell as RFC 4180 has it. */
function cellOf(cell: Cell): string {
  const text = cell === null ? "" : String(cell);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A report as CSV: a line for each figure that its study found. */
export function csvOf(found: Report): string {
  return csvText(rowsOf(found));
}

function rowsOf(found: Report): Row[] {
  switch (found.study) {
    case "fan":
      return found.fan.flatMap(({ day, figures }) =>
        Object.entries(figures).flatMap(([figure, values]) =>
          values.map((value, nth) => ({ day, figure, part: found.parts[nth] ?? null, value })),
        ),
      );
    case "heat-map":
      return found.cells.flatMap((cells, row) =>
        cells.map((value, column) => ({
          ratio: found.ratios[row] ?? null,
          vvvPrice: found.vvvPrices[column] ?? null,
          [found.figure]: value,
        })),
      );
    case "phase":
      return found.phase.flatMap((points, nth) =>
        points.map((point) => ({ seed: found.seed + nth, ...point })),
      );
    case "tornado":
      return found.bars.flatMap(({ name: factor, ...ends }) =>
        (["low", "high"] as const).flatMap((end) => {
          const of = ends[end];
          return of === null
            ? []
            : [{ factor, end, shown: of.shown, mean: of.mean, ...estimateOf(of.change) }];
        }),
      );
    case "sweep":
      return found.sweep.flatMap(({ value, changes }) =>
        Object.entries(changes).map(([figure, change]) => ({
          [found.knob]: value,
          figure,
          ...estimateOf(change),
        })),
      );
    case "preview": {
      const { now, proposed, changes, income } = found;
      const figures = (Object.keys(now) as studies.FigureName[]).map((figure) => ({
        figure,
        now: now[figure],
        proposed: proposed[figure],
        ...estimateOf(changes[figure]),
      }));
      const incomes = Object.entries(income).map(([party, change]) => ({
        ...{ figure: `income of ${party}, USD a year`, now: null, proposed: null },
        ...estimateOf(change),
      }));
      return [...figures, ...incomes];
    }
  }
}

const estimateOf = ({ mean: change, low, high }: studies.Estimate) => ({ change, low, high });
