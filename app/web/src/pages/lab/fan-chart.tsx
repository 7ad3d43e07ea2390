import { type Report, studies } from "@diem/sim";
import { DataTable } from "../../parts/data-table";
import { nameOf } from "./command";
import { Axes, Drawing, extentOf, pointsOf } from "./drawing";

const HEIGHT_PX = 300;

/** How a figure may spread over the days. */
export function FanChart({
  report: { fan, parts, today, paths },
  figure,
}: {
  readonly report: Extract<Report, { readonly study: "fan" }>;
  readonly figure: studies.FigureName;
}) {
  const inUnit = (value: number) => studies.inUnit(figure, value);
  const begun = parts.map(() => today[figure]);
  const days = [
    { day: 0, values: begun },
    ...fan.map((each) => ({ day: each.day, values: each.figures[figure] })),
  ];
  const rows = days.map(({ day, values }) => ({ day, values: values.map(inUnit) }));
  const last = rows.at(-1) ?? { day: 0, values: [] };
  const at = (part: number) => studies.round(last.values[parts.indexOf(part)] ?? Number.NaN);
  const label = studies.LABELS[figure];
  return (
    <Drawing
      name={label}
      says={`Of ${paths} paths after ${last.day} days, half are below ${at(0.5)}, and nine in ten between ${at(0.05)} and ${at(0.95)}. Today it is ${studies.shown(figure, today[figure])}.`}
      height={HEIGHT_PX}
      table={
        <DataTable
          caption={`${label}, by day`}
          columns={[
            { name: "Day", cell: ({ day }) => String(day), figures: true },
            ...parts.map((part, nth) => ({
              name: `${part * 100} %`,
              cell: ({ values }: (typeof rows)[number]) => studies.round(values[nth] ?? Number.NaN),
              figures: true,
            })),
          ]}
          rows={rows}
          keyOf={({ day }) => String(day)}
          empty="There is no day."
        />
      }
    >
      {(width) => (
        <Axes
          width={width}
          height={HEIGHT_PX}
          xs={[0, last.day]}
          ys={extentOf(rows.flatMap(({ values }) => values))}
          xName="days from now"
        >
          {({ x, y }) => {
            const line = (nth: number) =>
              rows.map(({ day, values }) => [x(day), y(values[nth] ?? Number.NaN)] as const);
            const band = (low: number, high: number) =>
              pointsOf([...line(low), ...line(high).reverse()]);
            return (
              <>
                <polygon className="band" points={band(0, 4)}>
                  <title>{`${nameOf(figure)}: 5 to 95 % of the paths`}</title>
                </polygon>
                <polygon className="band" points={band(1, 3)}>
                  <title>{`${nameOf(figure)}: 25 to 75 % of the paths`}</title>
                </polygon>
                <polyline className="median" points={pointsOf(line(2))} />
              </>
            );
          }}
        </Axes>
      )}
    </Drawing>
  );
}
