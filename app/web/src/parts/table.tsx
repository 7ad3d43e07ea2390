import type { ReactNode, RefObject } from "react";

/** A column of a table. */
export interface Column<Row> {
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** Figures stand to the right. */
  readonly figures?: boolean;
}

/** What a table shows. */
export interface TableInput<Row> {
  /** What it shows, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

const classOf = ({ figures = false }: Pick<Column<never>, "figures">) =>
  figures ? "figures-column" : "";

/** The head of a table around some of its rows; a tall one scrolls in itself. */
export function Table<Row>({
  table: { caption, columns, rows },
  scroller,
  tall = false,
  children,
}: {
  readonly table: TableInput<Row>;
  readonly scroller?: RefObject<HTMLDivElement | null>;
  readonly tall?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div
      ref={scroller}
      className={tall ? "table-scroll tall" : "table-scroll"}
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      <table aria-rowcount={rows.length + 1}>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" className={classOf(column)}>
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** Rows of a table: all of them, or those of the given places. */
export function Rows<Row>({
  table: { columns, rows, keyOf },
  places = rows.keys(),
}: {
  readonly table: TableInput<Row>;
  readonly places?: Iterable<number>;
}) {
  return Array.from(places, (place) => {
    const row = rows[place] as Row;
    return (
      <tr key={keyOf(row)} aria-rowindex={place + 2}>
        {columns.map((column) => (
          <td key={column.name} className={classOf(column)}>
            {column.cell(row)}
          </td>
        ))}
      </tr>
    );
  });
}
