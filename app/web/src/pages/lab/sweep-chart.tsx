import { type Report, studies } from "@diem/sim";
import { DataTable } from "../../parts/data-table";
import { nameOf } from "./command";
import { Axes, Drawing, extentOf, pointsOf } from "./drawing";
import { changeText } from "./tornado-chart";

const HEIGHT_PX = 300;

/** How a figure changes with the size of a shock. */
export function SweepChart({
  report: { sweep, knob, days, paths },
  figure,
}: {
  readonly report: Extract<Report, { readonly study: "sweep" }>;
  readonly figure: studies.FigureName;
}) {
  const rows = [...sweep].sort((a, b) => a.value - b.value);
  const percent = (part: number) => part * 100;
  const of = (row: (typeof rows)[number]) => row.changes[figure];
  const name = `Change of ${nameOf(figure)} by ${knob}, after ${days} days`;
  return (
    <Drawing
      name={name}
      says={`Against the same ${paths} paths without this shock. The line is the mean in percent, the band its 95 % interval.`}
      height={HEIGHT_PX}
      table={
        <DataTable
          caption="Changes by the size of the shock"
          columns={[
            { name: knob, cell: ({ value }) => String(value), figures: true },
            ...studies.FIGURES.map((each) => ({
              name: nameOf(each),
              cell: ({ changes }: (typeof rows)[number]) => changeText(changes[each]),
              figures: true,
            })),
          ]}
          rows={rows}
          keyOf={({ value }) => String(value)}
          empty="There is no shock."
        />
      }
    >
      {(width) => (
        <Axes
          width={width}
          height={HEIGHT_PX}
          xs={extentOf(rows.map(({ value }) => value))}
          ys={extentOf([0, ...rows.flatMap((row) => [of(row).low, of(row).high])].map(percent))}
          xName={`${knob}; upwards: change in percent`}
        >
          {({ x, y }) => {
            const line = (end: keyof studies.Estimate) =>
              rows.map((row) => [x(row.value), y(percent(of(row)[end]))] as const);
            return (
              <>
                <polygon
                  className="band"
                  points={pointsOf([...line("low"), ...line("high").reverse()])}
                >
                  <title>95 % interval of the mean</title>
                </polygon>
                <polyline className="median" points={pointsOf(line("mean"))} />
                {line("mean").map(([cx, cy], nth) => (
                  <circle key={rows[nth]?.value} className="dot" cx={cx} cy={cy} r={3} />
                ))}
              </>
            );
          }}
        </Axes>
      )}
    </Drawing>
  );
}
