/** Tables of the report. */
import type { studies } from "@diem/sim";

/** Figures that the report shows of a shock. */
export const SHOWN = [
  "diemPrice",
  "quotaOffered",
  "target",
  "supply",
  "coverage",
  "backing",
] as const;

export const LABELS: { readonly [Name in (typeof SHOWN)[number]]: string } = {
  diemPrice: "DIEM's price",
  quotaOffered: "quota offered",
  target: "target",
  supply: "supply",
  coverage: "coverage",
  backing: "backing",
};

export type Cells = readonly (string | number)[];

/** A table in Markdown; all columns but the first stand to the right. */
export function table(head: readonly string[], rows: readonly Cells[]): string {
  const line = (cells: Cells) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, nth) => (nth === 0 ? "---" : "--:"));
  return [line(head), line(rule), ...rows.map(line)].join("\n");
}

const signed = (part: number) => `${part > 0 ? "+" : ""}${(part * 100).toFixed(0)}`;

/** A mean change in percent, and half the width of its interval. */
export const percent = ({ mean, high }: studies.Estimate) =>
  `${signed(mean)} ± ${((high - mean) * 100).toFixed(0)}`;
