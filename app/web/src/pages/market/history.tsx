import { CREDITS, DIEM, formatAmount, vvvOf } from "@diem/sdk";
import { useMemo, useState } from "react";
import { type Answer, IndexerError, useIndexer } from "../../data/indexer";
import { isMoment } from "../../data/served";
import { useStanding } from "../../data/market";
import { safeText } from "../../format/text";
import { duration } from "../../format/times";
import { useNetwork } from "../../network/network";
import { SeriesChart } from "../../parts/series-chart";
import { type Chart, CHARTS, type ChartScale } from "./charts";

const EVERY_MS = 30_000;
const DAY_SECS = 86_400n;
/** The start of what is shown moves in steps, so that an answer can be used again. */
const STEP_SECS = 3_600n;
const RANGES = [
  { name: "All", days: null },
  { name: "A year", days: 365n },
  { name: "30 days", days: 30n },
  { name: "7 days", days: 7n },
] as const;

interface Points {
  /** Epochs that there are; more than the points where these are thinned. */
  readonly of: number;
  readonly points: readonly {
    readonly timestamp: number;
    readonly values: readonly (string | null)[];
  }[];
}

/** Characters that are shown of what an indexer says is wrong with it. */
const MAX_SAID = 300;

/** The points of an answer. Throws {@link IndexerError} where it has none. */
function pointsOf(json: unknown): Points {
  const { of, points } = json as Partial<Record<keyof Points, unknown>>;
  const isPoint = (one: unknown) => {
    if (typeof one !== "object" || one === null) return false;
    const { timestamp, values } = one as Record<string, unknown>;
    return isMoment(timestamp) && Array.isArray(values);
  };
  if (!Number.isSafeInteger(of) || !Array.isArray(points) || !points.every(isPoint)) {
    throw new IndexerError("the indexer answered with no points of a series");
  }
  return json as Points;
}

/** The history of the market's figures, from the indexer. */
export default function History() {
  const { indexerUrl } = useNetwork().config;
  const { data: standing } = useStanding();
  const [range, setRange] = useState<(typeof RANGES)[number]>(RANGES[0]);
  const start =
    range.days === null || standing === undefined ? 0n : standing.now - range.days * DAY_SECS;
  const from = start - (start % STEP_SECS);
  return (
    <section aria-label="History">
      <h2>History</h2>
      {indexerUrl === undefined ? (
        <p className="note">
          History is not available: this page has no indexer. Everything above is from the chain.
        </p>
      ) : (
        <>
          <Indexed />
          <div className="row" role="group" aria-label="Time range">
            {RANGES.map((one) => (
              <button
                key={one.name}
                type="button"
                aria-pressed={one === range}
                onClick={() => setRange(one)}
              >
                {one.name}
              </button>
            ))}
          </div>
          {standing !== undefined && (
            <div className="columns">
              {CHARTS.map((chart) => (
                <HistoryChart
                  key={chart.name}
                  chart={chart}
                  market={standing.market.address.toBase58()}
                  vvvDecimals={standing.market.vvvDecimals}
                  from={from}
                />
              ))}
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** The end of the history, and its errors. */
function Indexed() {
  const { data, error } = useIndexer<{ readonly faults?: unknown }>("/v1/status");
  if (error !== null) {
    return (
      <p className="note warn" role="status">
        History is not available: {error.message}. Everything above is from the chain.
      </p>
    );
  }
  if (data === undefined) return <p className="quiet">Loading the history…</p>;
  const { faults: said } = data.data;
  const faults = Array.isArray(said)
    ? [...new Set(said.map((one) => safeText(String(one), MAX_SAID)))]
    : [];
  return (
    <>
      <p className="quiet">{progressText(data)}</p>
      {faults.map((fault) => (
        <p key={fault} className="note warn" role="status">
          The history may be wrong: {fault}
        </p>
      ))}
    </>
  );
}

function progressText({ progress: { slot, lagSeconds } }: Answer<unknown>): string {
  const indexed = `Indexed to slot ${slot}`;
  if (lagSeconds === null) return `${indexed}, unknown lag.`;
  return `${indexed}, lag ${duration(BigInt(Math.round(lagSeconds)))}.`;
}

function HistoryChart({
  chart: { name, unit, scale, series },
  market,
  vvvDecimals,
  from,
}: {
  readonly chart: Chart;
  readonly market: string;
  readonly vvvDecimals: number;
  readonly from: bigint;
}) {
  const names = Object.keys(series).join();
  const path = `/v1/markets/${market}/series?names=${names}&from=${from}`;
  const { data } = useIndexer(path, { everyMs: EVERY_MS, read: pointsOf });
  const points = data?.data.points;
  const decimals = decimalsOf(scale, vvvDecimals);
  const shown = useMemo(
    () => ({
      times: points?.map(({ timestamp }) => timestamp) ?? [],
      series: Object.values(series).map((label, nth) => ({
        name: label,
        values: points?.map(({ values }) => numberOf(values[nth] ?? null, decimals)) ?? [],
      })),
    }),
    [points, series, decimals],
  );
  return <SeriesChart name={name} unit={unit} times={shown.times} series={shown.series} />;
}

function decimalsOf(scale: ChartScale, vvvDecimals: number): number {
  const tokens = { diem: DIEM, vvv: vvvOf({ vvvDecimals }), credits: CREDITS };
  return scale === "percent" ? 2 : tokens[scale].decimals;
}

/** A value of the indexer as a number to draw; null for what is none. */
function numberOf(value: unknown, decimals: number): number | null {
  if (typeof value !== "string" || !/^-?\d{1,40}$/.test(value)) return null;
  return Number(formatAmount(BigInt(value), { decimals }));
}
