import { type Report, studies } from "@diem/sim";
import { DataTable } from "../../parts/data-table";
import { nameOf } from "./command";
import { Drawing } from "./drawing";

const ROW_PX = 40;
const LEFT = 56;
const FOOT = 44;
/** Ground behind the largest figure; the text stays readable on it. */
const DARKEST = 0.5;

/** A figure by supply over target and by VVV's price. */
export function HeatChart({
  report: { cells, ratios, vvvPrices, figure, days, paths },
}: {
  readonly report: Extract<Report, { readonly study: "heat-map" }>;
}) {
  const all = cells.flat();
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const shown = (value: number) => studies.shown(figure, value);
  // the largest supply stands above
  const rows = ratios.map((ratio, nth) => ({ ratio, cells: cells[nth] ?? [] })).reverse();
  const height = rows.length * ROW_PX + FOOT;
  return (
    <Drawing
      name={`${studies.LABELS[figure]}, after ${days} days`}
      says={`Medians of ${paths} paths, from ${shown(least)} to ${shown(most)}: rows are the supply in parts of the target, columns VVV's price in parts of today's.`}
      height={height}
      table={
        <DataTable
          caption={`${nameOf(figure)} by supply and VVV's price`}
          columns={[
            { name: "Supply / target", cell: ({ ratio }) => String(ratio), figures: true },
            ...vvvPrices.map((factor, nth) => ({
              name: `VVV × ${factor}`,
              cell: ({ cells: of }: (typeof rows)[number]) => shown(of[nth] ?? Number.NaN),
              figures: true,
            })),
          ]}
          rows={rows}
          keyOf={({ ratio }) => String(ratio)}
          empty="There is no market."
        />
      }
    >
      {(width) => {
        const cell = (width - LEFT) / vvvPrices.length;
        return (
          <>
            {rows.map(({ ratio, cells: of }, row) => (
              <g key={ratio}>
                <text className="tick-y" x={LEFT - 8} y={(row + 0.5) * ROW_PX}>
                  {ratio}
                </text>
                {of.map((value, column) => (
                  <g key={vvvPrices[column]}>
                    <rect
                      className="heat"
                      x={LEFT + column * cell}
                      y={row * ROW_PX}
                      width={cell - 2}
                      height={ROW_PX - 2}
                      fillOpacity={
                        most === least ? 0 : ((value - least) / (most - least)) * DARKEST
                      }
                    />
                    <text
                      className="heat-text"
                      x={LEFT + (column + 0.5) * cell}
                      y={(row + 0.5) * ROW_PX}
                    >
                      {shown(value)}
                    </text>
                  </g>
                ))}
              </g>
            ))}
            {vvvPrices.map((factor, column) => (
              <text
                key={factor}
                className="tick-x"
                x={LEFT + (column + 0.5) * cell}
                y={rows.length * ROW_PX + 16}
              >
                ×{factor}
              </text>
            ))}
            <text className="tick-x" x={(LEFT + width) / 2} y={height - 6}>
              VVV price; rows: supply / target
            </text>
          </>
        );
      }}
    </Drawing>
  );
}
