import { quotes } from "@diem/sdk";
import { CREDITS, DIEM, formatBps, formatDue, type Session } from "../../core";
import { recordJson, recordTable } from "./records";

/** `diem epoch show`. */
export async function show(session: Session): Promise<void> {
  const { client, market: stored } = await session.marketContext();
  const [now, records] = await Promise.all([client.read.now(), client.read.epochRecords()]);
  const due = quotes.epochsDue({ market: stored, now });
  // The state after all due epochs are closed, as the other commands show it.
  const rolled = due === 0 ? stored : quotes.rollPreview({ market: stored, records, now }).market;
  const market = { ...rolled, nextToClose: stored.nextToClose };
  const running = quotes.epochAt({ clock: market, now });
  const endsTs = quotes.epochStart({ clock: market, epoch: running + 1 });
  const open = records.filter(({ closed }) => !closed);
  const target = quotes.targetSupply({ market, now });
  const price = quotes.referencePrice({ market, now });
  const capacity = quotes.scheduled.inEpoch({ figure: market.capacity, epoch: running }) ?? 0n;
  session.print({
    text: [
      ["running", `epoch ${String(running)}, ends ${formatDue(endsTs, now)}`],
      [
        "settling",
        running === 0 ? "none" : `epoch ${String(running - 1)}, closes at the same time`,
      ],
      [
        "to close",
        due === 0 ? "none" : `${String(due)} from epoch ${String(market.nextToClose)} on`,
      ],
      ["capacity", CREDITS.format(capacity)],
      ["utilisation, smoothed", formatBps(market.utilisationEmaBps)],
      ["average use", `${CREDITS.format(market.served)} an epoch`],
      ["reference price", `${DIEM.format(price)} per credit`],
      ["target supply", DIEM.format(target)],
      recordTable(open, running),
    ],
    json: {
      now,
      epochSecs: market.epochSecs,
      running,
      endsTs,
      settling: running === 0 ? null : running - 1,
      nextToClose: market.nextToClose,
      due,
      capacity: CREDITS.json(capacity),
      utilisationEmaBps: market.utilisationEmaBps,
      averageUse: CREDITS.json(market.served),
      referencePrice: DIEM.json(price),
      targetSupply: DIEM.json(target),
      records: open.map((record) => recordJson(record, running)),
    },
  });
}
