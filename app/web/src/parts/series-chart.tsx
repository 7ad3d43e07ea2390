import { useEffect, useRef, useState } from "react";
import type uPlot from "uplot";
import { grouped } from "../format/amounts";
import { pixels } from "../format/pixels";
import { axisTime, localTime } from "../format/times";
import { DataTable } from "./data-table";

/** A line of a chart. */
export interface Series {
  readonly name: string;
  /** For each time; null where there is none. */
  readonly values: readonly (number | null)[];
}

/** Its height, the room beside it, its text and the room of a time below it, in sizes of the page's text. */
const [HEIGHT_REM, AXIS_REM, TEXT_REM, LABEL_REM] = [13.75, 5, 0.75, 4];
const COLORS = ["--line-1", "--line-2", "--line-3", "--line-4"];

/** A number of a chart, with at most six decimals. */
function shown(value: number | null): string {
  if (value === null) return "–";
  return grouped(value.toFixed(6).replace(/\.?0+$/, ""));
}

function timeText(time: number | null): string {
  return time === null ? "–" : localTime(time);
}

/** A token's colour in the present scheme: a canvas does not know `light-dark()`. */
function colorOf(element: HTMLElement, name: string): string {
  element.style.color = `var(${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = "";
  return color;
}

/** Calls `changed` when the page becomes dark or light; the returned function ends it. */
function followScheme(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  const chosen = new MutationObserver(changed);
  chosen.observe(document.documentElement, { attributeFilter: ["style"] });
  return () => {
    system.removeEventListener("change", changed);
    chosen.disconnect();
  };
}

/** A name within a sentence: `Mint rate` with a small letter, `APR of rewards` as it is. */
function inSentence(name: string): string {
  return /^.[a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function axisTimes(splits: readonly number[]): string[] {
  const span = (splits.at(-1) ?? 0) - (splits[0] ?? 0);
  return splits.map((split) => axisTime(split, span));
}

/** Figures over time, as lines and as a table. */
export function SeriesChart({
  name,
  unit,
  times,
  series,
}: {
  readonly name: string;
  readonly unit: string;
  /** Unix seconds, rising. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<uPlot | null>(null);
  const names = series.map((one) => one.name).join();

  // uPlot comes only where a chart is shown: it is no part of the first page
  useEffect(() => {
    let made: uPlot | undefined;
    let gone = false;
    const element = place.current;
    if (element === null) return;
    const resized = new ResizeObserver(([entry]) => {
      made?.setSize({ width: entry?.contentRect.width ?? 0, height: pixels(HEIGHT_REM) });
    });
    const unfollow = followScheme(() => made?.redraw());
    void import("./uplot").then(({ uPlot }) => {
      if (gone) return;
      const axis = {
        font: `${pixels(TEXT_REM)}px ${getComputedStyle(element).fontFamily}`,
        stroke: () => colorOf(element, "--quiet"),
        grid: { stroke: () => colorOf(element, "--border") },
        ticks: { stroke: () => colorOf(element, "--border") },
      };
      const format = (values: readonly number[]) => values.map((value) => shown(value));
      made = new uPlot(
        {
          width: element.clientWidth,
          height: pixels(HEIGHT_REM),
          axes: [
            { ...axis, space: pixels(LABEL_REM), values: (_, splits) => axisTimes(splits) },
            {
              ...axis,
              size: pixels(AXIS_REM),
              space: pixels(AXIS_REM / 2),
              values: (_, values) => format(values),
            },
          ],
          series: [
            { value: (of, time) => timeText(time ?? of.data[0].at(-1) ?? null) },
            ...names.split(",").map((label, nth) => ({
              label,
              stroke: () => colorOf(element, COLORS[nth % COLORS.length] as string),
              width: 2,
              // the last one, where the mouse points at none
              value: (of: uPlot, value: number | null, line: number, at: number | null) =>
                shown(at === null ? (of.data[line]?.at(-1) ?? null) : value),
            })),
          ],
        },
        [[]],
        element,
      );
      resized.observe(element);
      setChart(made);
    });
    return () => {
      gone = true;
      resized.disconnect();
      unfollow();
      made?.destroy();
      setChart(null);
    };
  }, [names]);

  useEffect(() => {
    chart?.setData([[...times], ...series.map(({ values }) => [...values])]);
  }, [chart, times, series]);

  const isEmpty =
    times.length > 0 && series.every(({ values }) => values.every((value) => value === null));
  const rows = times.map((time, nth) => ({ time, nth })).reverse();
  return (
    <figure className="chart series">
      <figcaption>
        {name}{" "}
        <span className="quiet">
          ({unit}){isEmpty && ": no value yet"}
        </span>
      </figcaption>
      <div
        ref={place}
        className="plot"
        style={{ minHeight: `${HEIGHT_REM}rem` }}
        aria-hidden="true"
      />
      <details>
        <summary>Table of {inSentence(name)}</summary>
        <DataTable
          caption={`${name} in ${unit}`}
          columns={[
            { name: "Time", cell: ({ time }) => localTime(time) },
            ...series.map((one) => ({
              name: one.name,
              cell: ({ nth }: { nth: number }) => shown(one.values[nth] ?? null),
              figures: true,
            })),
          ]}
          rows={rows}
          keyOf={({ time }) => String(time)}
          empty="There is nothing to show yet."
        />
      </details>
    </figure>
  );
}
