import type { ReactNode } from "react";
import { Explain } from "./explain";

/** A figure with its name, that explains itself. */
export function Figure({
  name,
  explain,
  children,
  more,
}: {
  readonly name: string;
  /** What it is, where it comes from, and its unit. */
  readonly explain: ReactNode;
  /** The figure. */
  readonly children: ReactNode;
  /** A line below it, such as what it is made of. */
  readonly more?: ReactNode;
}) {
  return (
    <div className="figure">
      <dt>
        {name} <Explain what={name}>{explain}</Explain>
      </dt>
      <dd>
        <span className="value">{children}</span>
        {more !== undefined && <span className="more">{more}</span>}
      </dd>
    </div>
  );
}

/** A group of figures; those that lead a page are larger. */
export function Figures({
  children,
  lead = false,
}: {
  readonly children: ReactNode;
  readonly lead?: boolean;
}) {
  return <dl className={lead ? "figures lead" : "figures"}>{children}</dl>;
}
