import { DIEM, type MarketStanding, quotes, vvvOf } from "@diem/sdk";
import { percentOfBps, shownAmount } from "../../format/amounts";
import { Amount } from "../../parts/amount";
import { DataTable } from "../../parts/data-table";
import { Figure, Figures } from "../../parts/figure";
import { Countdown } from "../../parts/time";
import { type RatePoint, ratePoints, shareOf, unlessRefused } from "./rates";

const STEPS = 60;
/** Rows of the table: every so many points of the drawing. */
const TABLE_EVERY = 6;
const [WIDTH, HEIGHT] = [1_000, 300];
const WHOLE_BPS = 10_000n;

/** Where supply stands on the mint curve, and where the target is heading. */
export function Curve({ at }: { readonly at: MarketStanding }) {
  const { market, supply, now } = at;
  const vvv = vvvOf(market);
  const epoch = quotes.epochAt({ clock: market, now });
  const target = quotes.targetSupply({ market, now });
  const next = quotes.targetInEpoch({ market, epoch: epoch + 1 });
  const rate = unlessRefused(() => quotes.marginalRate({ market, supply, now }));
  const { creditsPerDiem, targetShareBps, targetFloor: floor, targetCap: cap } = market.params;
  const capacity = quotes.scheduled.inEpoch({ figure: market.capacity, epoch }) ?? 0n;
  const bounds = { creditsPerDiem, targetShareBps, floor, cap };
  const goal = quotes.targetGoalFloor({ capacity, served: market.served, ...bounds });
  return (
    <section aria-label="Mint curve">
      <h2>Mint curve</h2>
      <Figures lead>
        <Figure
          name="Supply"
          explain="DIEM in existence, by the mint's own account. Minting adds to it, burning takes from it."
          more={
            target === 0n
              ? "there is no target"
              : `${percentOfBps((supply * WHOLE_BPS) / target)} of the target`
          }
        >
          <Amount value={supply} token={DIEM} />
        </Figure>
        <Figure
          name="Target supply"
          explain="The supply at which the rate is the base rate times e^k. It is set once an epoch, and follows use."
          more={
            next === target ? (
              "the same in the next epoch"
            ) : (
              <>
                <Amount value={next} token={DIEM} />{" "}
                <Countdown to={quotes.epochStart({ clock: market, epoch: epoch + 1 })} />
              </>
            )
          }
        >
          <Amount value={target} token={DIEM} />
        </Figure>
        <Figure
          name="Target is heading for"
          explain={`The target supply that the market moves towards, if use and capacity stay as they are now. Each epoch moves it by at most ${percentOfBps(market.params.maxTargetStepBps)}.`}
          more={goal > next ? "it rises" : goal < next ? "it falls" : "it is there"}
        >
          <Amount value={goal} token={DIEM} />
        </Figure>
        <Figure
          name="Mint rate"
          explain="VVV that the next DIEM locks, in the limit of a small mint: base rate × e^(k (S/T)³). A mint moves along the curve, so it costs a little more."
          more={
            <>
              base rate <Amount value={market.params.baseRate} token={vvv} />
            </>
          }
        >
          {typeof rate === "bigint" ? (
            <>
              <Amount value={rate} token={vvv} /> <span className="symbol">per DIEM</span>
            </>
          ) : (
            "minting is not possible"
          )}
        </Figure>
      </Figures>
      {typeof rate !== "bigint" && (
        <p className="note warn">
          The supply is outside of the mint curve: nobody can mint until DIEM is burnt or the target
          rises. Burning goes on.
        </p>
      )}
      <Drawing at={at} target={target} points={ratePoints(at, STEPS)} />
    </section>
  );
}

function Drawing({
  at: { market, supply, now },
  target,
  points,
}: {
  readonly at: MarketStanding;
  readonly target: bigint;
  readonly points: readonly RatePoint[];
}) {
  const last = points.at(-1);
  if (last === undefined || last.supply === 0n) return null;
  const vvv = vvvOf(market);
  const x = (amount: bigint) => Math.min(shareOf(amount, last.supply), 1) * WIDTH;
  const y = (rate: bigint) => HEIGHT - shareOf(rate, last.rate) * HEIGHT;
  const line = points.map((point) => `${x(point.supply)},${y(point.rate)}`).join(" ");
  const own = unlessRefused(() => quotes.marginalRate({ market, supply, now }));
  const here = `${x(supply)} ${typeof own === "bigint" ? y(own) : 0}`;
  const rateText = (rate: bigint) => `${shownAmount(rate, vvv, 2)} VVV per DIEM`;
  const supplyText = `${shownAmount(supply, DIEM, 2)} DIEM`;
  const targetText = `${shownAmount(target, DIEM, 2)} DIEM`;
  return (
    <figure className="chart curve">
      <figcaption>
        Mint rate by supply <span className="quiet">(VVV per DIEM)</span>
      </figcaption>
      <p className="quiet">{rateText(last.rate)}</p>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`The mint rate rises with the supply. The supply is ${supplyText}, the target ${targetText}.`}
      >
        <polygon className="under" points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
        {target <= last.supply && <path className="target" d={`M ${x(target)} 0 V ${HEIGHT}`} />}
        <path className="supply" d={`M ${x(supply)} ${HEIGHT} L ${here}`} />
        <polyline className="rate" points={line} />
        <path className="here" d={`M ${here} h 0.01`} />
      </svg>
      <div className="row spread quiet">
        <span>0 DIEM</span>
        <span>{shownAmount(last.supply, DIEM, 2)} DIEM</span>
      </div>
      <ul className="legend">
        <li className="here">Supply: {supplyText}</li>
        <li className="target">
          Target: {targetText}
          {target > last.supply && ", to the right of the drawing"}
        </li>
      </ul>
      <details>
        <summary>Table of the mint curve</summary>
        <DataTable
          caption="Mint rate by supply"
          columns={[
            { name: "Supply", cell: (point) => <Amount value={point.supply} token={DIEM} /> },
            {
              name: "Mint rate per DIEM",
              cell: (point) => <Amount value={point.rate} token={vvv} />,
              figures: true,
            },
          ]}
          rows={points.filter((_, nth) => nth % TABLE_EVERY === 0)}
          keyOf={(point) => point.supply.toString()}
          empty="Nobody can mint."
        />
      </details>
    </figure>
  );
}
