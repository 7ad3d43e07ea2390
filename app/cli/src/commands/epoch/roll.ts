import { quotes } from "@diem/sdk";
import { DIEM, formatBps, type Session } from "../../core";
import { nothingToDo } from "../carry-out";

/** `diem epoch roll`. */
export async function roll(session: Session): Promise<void> {
  const { client, market: before } = await session.acting();
  if (quotes.epochsDue({ market: before, now: await client.read.now() }) === 0) {
    nothingToDo(session, "no epoch can be closed now");
    return;
  }
  const plan = await client.plan.rollEpoch();
  const { firstClosed, closed, market: after } = plan.quote;
  const last = firstClosed + closed - 1;
  const which =
    closed === 1 ? `epoch ${String(last)}` : `epochs ${String(firstClosed)} to ${String(last)}`;
  const json = {
    firstClosed,
    closed,
    utilisationEmaBps: after.utilisationEmaBps,
    referencePrice: DIEM.json(after.referencePrice),
  };
  const sent = await session.send({
    plan,
    summary: [
      ["close", which],
      [
        "utilisation, smoothed",
        `${formatBps(before.utilisationEmaBps)} to ${formatBps(after.utilisationEmaBps)}`,
      ],
      [
        "reference price",
        `${DIEM.format(before.referencePrice)} to ${DIEM.format(after.referencePrice)}`,
      ],
    ],
    json,
  });
  if (sent === null) return;
  session.print({ text: [`closed ${which}`], json: { ...sent, ...json } });
}
