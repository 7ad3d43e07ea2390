import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";

/** A column of a table. */
export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right. */
  readonly figures?: boolean;
}

/** Rows above which only those in sight are in the page. */
const VIRTUAL_ABOVE = 60;
const ROW_PX = 44;

/** A table; of a long one, only what is in sight is in the page. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  keyOf,
  empty,
}: {
  /** What it shows, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** What is said where there are no rows. */
  readonly empty: ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const long = rows.length > VIRTUAL_ABOVE;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 10,
    enabled: long,
  });
  if (rows.length === 0) return <p className="quiet">{empty}</p>;
  const items = long
    ? virtual.getVirtualItems()
    : rows.map((_, index) => ({ index, start: 0, end: 0 }));
  const above = long ? (items[0]?.start ?? 0) : 0;
  const below = long ? virtual.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  return (
    <div
      ref={scroller}
      className={long ? "table-scroll tall" : "table-scroll"}
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      <table aria-rowcount={rows.length + 1}>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ name, figures = false }) => (
              <th key={name} scope="col" className={figures ? "figures-column" : ""}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {above > 0 && <Space height={above} columns={columns.length} />}
          {items.map(({ index }) => {
            const row = rows[index] as Row;
            return (
              <tr key={keyOf(row)} aria-rowindex={index + 2}>
                {columns.map(({ name, cell, figures = false }) => (
                  <td key={name} className={figures ? "figures-column" : ""}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 && <Space height={below} columns={columns.length} />}
        </tbody>
      </table>
    </div>
  );
}

function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
