import { studies } from "@diem/sim";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";

/** Maps figures to pixels. */
export type Scale = (value: number) => number;

export function scaleOf(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const span = high - low;
  return (value) => (span === 0 ? (from + to) / 2 : from + ((value - low) / span) * (to - from));
}

/** Round figures from `low` to `high`, about `count` of them. */
export function ticksOf(low: number, high: number, count: number): number[] {
  const span = high - low;
  if (!(span > 0)) return [low];
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((each) => each * power >= raw) ?? 10);
  const first = Math.ceil(low / step);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, nth) =>
    Number(((first + nth) * step).toPrecision(12)),
  );
}

/** Least and most of figures, with a little room. */
export function extentOf(values: readonly number[]): readonly [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) * 0.05 || Math.abs(most) * 0.05 || 1;
  return [least - room, most + room];
}

/** The points of a line as SVG has them. */
export function pointsOf(points: readonly (readonly [x: number, y: number])[]): string {
  return points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(" ");
}

/** A chart with its name, a sentence that says what it shows, and a table of its figures. */
export function Drawing({
  name,
  says,
  height,
  table,
  children,
}: {
  readonly name: string;
  /** The same as the picture, in words. */
  readonly says: string;
  readonly height: number;
  readonly table: ReactNode;
  /** The picture, for a width in pixels. */
  readonly children: (width: number) => ReactNode;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const id = useId();
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const resized = new ResizeObserver(([entry]) =>
      setWidth(Math.floor(entry?.contentRect.width ?? 0)),
    );
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return (
    <figure className="chart lab-chart">
      <figcaption>{name}</figcaption>
      <p id={id} className="quiet">
        {says}
      </p>
      <div ref={place} style={{ minHeight: height }}>
        {width > 0 && (
          <svg role="img" aria-label={name} aria-describedby={id} width={width} height={height}>
            {children(width)}
          </svg>
        )}
      </div>
      <details>
        <summary>Table: {name}</summary>
        {table}
      </details>
    </figure>
  );
}

const LEFT = 64;
const RIGHT = 12;
const TOP = 8;
const BOTTOM = 40;

/** Where a chart with two axes has its lines. */
export interface Plane {
  readonly x: Scale;
  readonly y: Scale;
}

/** Two axes with ticks, and what is drawn between them. */
export function Axes({
  width,
  height,
  xs,
  ys,
  xName,
  children,
}: {
  readonly width: number;
  readonly height: number;
  readonly xs: readonly [number, number];
  readonly ys: readonly [number, number];
  readonly xName: string;
  readonly children: (plane: Plane) => ReactNode;
}) {
  const x = scaleOf(xs, [LEFT, width - RIGHT]);
  const y = scaleOf(ys, [height - BOTTOM, TOP]);
  return (
    <>
      {ticksOf(...ys, 5).map((value) => (
        <g key={value}>
          <line className="grid" x1={LEFT} x2={width - RIGHT} y1={y(value)} y2={y(value)} />
          <text className="tick-y" x={LEFT - 8} y={y(value)} data-value={value}>
            {studies.round(value)}
          </text>
        </g>
      ))}
      {ticksOf(...xs, width < 500 ? 4 : 8).map((value) => (
        <text
          key={value}
          className="tick-x"
          x={x(value)}
          y={height - BOTTOM + 18}
          data-value={value}
        >
          {studies.round(value)}
        </text>
      ))}
      <text className="tick-x" x={(LEFT + width - RIGHT) / 2} y={height - 4}>
        {xName}
      </text>
      {children({ x, y })}
    </>
  );
}
