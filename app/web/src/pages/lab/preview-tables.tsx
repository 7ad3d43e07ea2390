import { type Report, studies } from "@diem/sim";
import { DataTable } from "../../parts/data-table";
import { changeText } from "./tornado-chart";

const isSure = ({ low, high }: studies.Estimate) => low > 0 || high < 0;

/** The market under its own and under other parameters, and warnings. */
export function PreviewTables({
  report: { now, proposed, changes, income, flags, days, paths },
}: {
  readonly report: Extract<Report, { readonly study: "preview" }>;
}) {
  return (
    <>
      {flags.length === 0 ? (
        <p className="good">No red flag.</p>
      ) : (
        flags.map(({ name, reason }) => (
          <div key={name + reason} className="note warn">
            <strong>Red flag: {name}.</strong> {reason}.
          </div>
        ))
      )}
      <h3>Who gains, who loses</h3>
      <DataTable
        caption="Change of income, US dollars a year"
        columns={[
          { name: "Who", cell: ([party]) => party },
          {
            name: "USD a year",
            cell: ([, change]) =>
              isSure(change)
                ? `${change.mean > 0 ? "+" : ""}${studies.round(change.mean)}`
                : "unclear",
            figures: true,
          },
        ]}
        rows={Object.entries<studies.Estimate>(income)}
        keyOf={([party]) => party}
        empty="Nobody."
      />
      <h3>
        After {days} days: means of {paths} paths
      </h3>
      <DataTable
        caption="Figures under both sets of parameters"
        columns={[
          { name: "Figure", cell: (name) => studies.LABELS[name] },
          { name: "As it is", cell: (name) => studies.shown(name, now[name]), figures: true },
          { name: "Changed", cell: (name) => studies.shown(name, proposed[name]), figures: true },
          {
            name: "Change",
            cell: (name) => (isSure(changes[name]) ? changeText(changes[name]) : "unclear"),
            figures: true,
          },
        ]}
        rows={studies.FIGURES}
        keyOf={(name) => name}
        empty="There is no figure."
      />
      <p className="quiet">“unclear”: the 95 % interval contains zero.</p>
    </>
  );
}
