import { type ReactNode, lazy, Suspense, useRef } from "react";
import { Rows, Table, type TableInput } from "./table";

export type { Column } from "./table";

// what draws a part of a long table is loaded where there is one
const LongRows = lazy(() => import("./long-rows"));

/** Rows above which only those in sight are in the page. */
const VIRTUAL_ABOVE = 60;

/** A table; of a long one, only what is in sight is in the page. */
export function DataTable<Row>({
  empty,
  ...table
}: TableInput<Row> & {
  /** What is said where there are no rows. */
  readonly empty: ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  if (table.rows.length === 0) return <p className="quiet">{empty}</p>;
  if (table.rows.length <= VIRTUAL_ABOVE) {
    return (
      <Table table={table}>
        <Rows table={table} />
      </Table>
    );
  }
  return (
    <Table table={table} scroller={scroller} tall>
      <Suspense fallback={<Rows table={table} places={Array(VIRTUAL_ABOVE).keys()} />}>
        <LongRows table={table as unknown as TableInput<unknown>} scroller={scroller} />
      </Suspense>
    </Table>
  );
}
