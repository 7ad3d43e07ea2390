import { type Report, studies } from "@diem/sim";
import { DataTable } from "../../parts/data-table";
import { nameOf } from "./command";
import { Drawing, scaleOf } from "./drawing";

/** Bars that are drawn; the table has all. */
const MAX_BARS = 12;
const ROW_PX = 44;
const HEAD_PX = 20;

/** A change in percent with its interval of 95 %. */
export function changeText({ mean, high }: studies.Estimate): string {
  const percent = (part: number) => (part * 100).toFixed(1);
  return `${mean > 0 ? "+" : ""}${percent(mean)} % ± ${percent(high - mean)}`;
}

function endText(end: studies.TornadoEnd | null): string {
  return end === null ? "not allowed" : `${end.shown}: ${changeText(end.change)}`;
}

/** What each belief and parameter does to a figure. */
export function TornadoChart({
  report: { bars, usual, figure, days },
}: {
  readonly report: Extract<Report, { readonly study: "tornado" }>;
}) {
  const drawn = bars.slice(0, MAX_BARS);
  const changes = drawn.flatMap(({ low, high }) => [low?.change.mean ?? 0, high?.change.mean ?? 0]);
  const [first, second] = bars;
  const height = HEAD_PX + drawn.length * ROW_PX;
  return (
    <Drawing
      name={`What ${nameOf(figure)} depends on, after ${days} days`}
      says={`Usually ${studies.shown(figure, usual)}. Each belief and parameter is lowered and raised by a half; ${first?.name ?? "nothing"} and ${second?.name ?? "nothing"} matter most.`}
      height={height}
      table={
        <DataTable
          caption={`Changes of ${nameOf(figure)}`}
          columns={[
            { name: "Factor", cell: ({ name }) => name },
            { name: "Lower", cell: ({ low }) => endText(low), figures: true },
            { name: "Higher", cell: ({ high }) => endText(high), figures: true },
          ]}
          rows={bars}
          keyOf={({ name }) => name}
          empty="There is no factor."
        />
      }
    >
      {(width) => {
        const x = scaleOf([Math.min(...changes, 0), Math.max(...changes, 0)], [4, width - 4]);
        const bar = (end: studies.TornadoEnd | null, side: "low" | "high", top: number) => {
          if (end === null) return null;
          const [from, to] = [x(0), x(end.change.mean)];
          return (
            <rect
              className={side}
              x={Math.min(from, to)}
              y={top}
              width={Math.abs(to - from)}
              height={11}
            >
              <title>{endText(end)}</title>
            </rect>
          );
        };
        return (
          <>
            <text className="tornado-name" x={4} y={13}>
              upper bar: lower, lower bar: higher
            </text>
            {drawn.map(({ name, low, high }, nth) => {
              const top = HEAD_PX + nth * ROW_PX;
              return (
                <g key={name}>
                  <text className="tornado-name" x={4} y={top + 13}>
                    {name} ({low?.shown ?? "–"}, {high?.shown ?? "–"})
                  </text>
                  {bar(low, "low", top + 17)}
                  {bar(high, "high", top + 29)}
                </g>
              );
            })}
            <line className="zero" x1={x(0)} x2={x(0)} y1={HEAD_PX} y2={height} />
          </>
        );
      }}
    </Drawing>
  );
}
