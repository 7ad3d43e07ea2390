import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { pixels } from "../format/pixels";
import { Rows, Table, type TableInput } from "./table";

/** As the styles have it. */
const ROW_REM = 2.75;

/** A long table, of which only what is in sight is in the page. */
export default function LongTable({ table }: { readonly table: TableInput<unknown> }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: table.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => pixels(ROW_REM),
    overscan: 10,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Table table={table} scroller={scroller} tall>
      {above > 0 && <Space height={above} columns={table.columns.length} />}
      <Rows table={table} places={items.map(({ index }) => index)} />
      {below > 0 && <Space height={below} columns={table.columns.length} />}
    </Table>
  );
}

function Space({ height, columns }: { readonly height: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  );
}
