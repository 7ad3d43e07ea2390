import { useVirtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { pixels } from "../format/pixels";
import { Rows, type TableInput } from "./table";

/** As the styles have it. */
const ROW_REM = 2.75;

/** Rows of a long table, of which only those in sight are in the page. */
export default function LongRows({
  table,
  scroller,
}: {
  readonly table: TableInput<unknown>;
  /** What the table scrolls in: a place that was scrolled to before these rows were there is kept. */
  readonly scroller: RefObject<HTMLDivElement | null>;
}) {
  const virtual = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroller.current,
    // it scrolls there when it begins
    initialOffset: () => scroller.current?.scrollTop ?? 0,
    estimateSize: () => pixels(ROW_REM),
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      {above > 0 && <Space height={above} columns={table.columns.length} />}
      <Rows table={table} places={items.map(({ index }) => index)} />
      {below > 0 && <Space height={below} columns={table.columns.length} />}
    </>
  );
}

function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
