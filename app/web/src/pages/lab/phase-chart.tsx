import { type Report, studies } from "@diem/sim";
import { DataTable } from "../../parts/data-table";
import { Axes, Drawing, extentOf, pointsOf } from "./drawing";

const HEIGHT_PX = 340;

/** Where paths go in the plane of supply over target and DIEM's price. */
export function PhaseChart({
  report: { phase, seed, days },
}: {
  readonly report: Extract<Report, { readonly study: "phase" }>;
}) {
  const rows = phase.flatMap((points, nth) =>
    points.map((point) => ({ path: seed + nth, ...point })),
  );
  const ends = phase.flatMap((points) => points.slice(-1));
  const range = (values: readonly number[]) =>
    `${studies.round(Math.min(...values))} to ${studies.round(Math.max(...values))}`;
  const start = phase[0]?.[0];
  return (
    <Drawing
      name="Supply / target and DIEM's price"
      says={`${phase.length} paths from where the market stands (large dot) to where it is after ${days} days (small dots): supply / target ${range(ends.map(({ ratio }) => ratio))}, DIEM ${range(ends.map(({ diemPrice }) => diemPrice))} USD.`}
      height={HEIGHT_PX}
      table={
        <DataTable
          caption="Supply / target and DIEM's price, by path and day"
          columns={[
            { name: "Path", cell: ({ path }) => String(path), figures: true },
            { name: "Day", cell: ({ day }) => String(day), figures: true },
            { name: "Supply / target", cell: ({ ratio }) => studies.round(ratio), figures: true },
            {
              name: "DIEM price, USD",
              cell: ({ diemPrice }) => studies.round(diemPrice),
              figures: true,
            },
          ]}
          rows={rows}
          keyOf={({ path, day }) => `${path}-${day}`}
          empty="There is no path."
        />
      }
    >
      {(width) => (
        <Axes
          width={width}
          height={HEIGHT_PX}
          xs={extentOf(rows.map(({ ratio }) => ratio))}
          ys={extentOf(rows.map(({ diemPrice }) => diemPrice))}
          xName="supply / target; upwards: DIEM price, USD"
        >
          {({ x, y }) => (
            <>
              {phase.map((points, nth) => (
                <polyline
                  key={seed + nth}
                  className="way"
                  points={pointsOf(points.map(({ ratio, diemPrice }) => [x(ratio), y(diemPrice)]))}
                >
                  <title>{`path ${seed + nth}`}</title>
                </polyline>
              ))}
              {ends.map(({ ratio, diemPrice }, nth) => (
                <circle key={seed + nth} className="dot" cx={x(ratio)} cy={y(diemPrice)} r={3} />
              ))}
              {start !== undefined && (
                <circle className="dot" cx={x(start.ratio)} cy={y(start.diemPrice)} r={6} />
              )}
            </>
          )}
        </Axes>
      )}
    </Drawing>
  );
}
